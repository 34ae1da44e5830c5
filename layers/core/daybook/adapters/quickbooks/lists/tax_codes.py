"""The company's tax codes with their sales rates, for mapping screens (docs/quickbooks.md 4.7)."""

from decimal import Decimal

from daybook.adapters.quickbooks.documents.form_taxes import UNITED_STATES
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.outside_text import cleaned
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef

# Values that US lines have instead of a code: every answer has them, and a merchant cannot choose them.
_PSEUDO_CODES = frozenset({"TAX", "NON", "CustomSalesTax"})
_ON_AMOUNT = "TaxOnAmount"


def read_tax_codes(client: QuickBooksClient) -> tuple[TaxCodeCandidate, ...]:
    """Every code, also inactive ones, with its rates in order: two metered reads.

    A code without its rates is left out, because no form can use it.
    """
    rates = {row["Id"]: row for row in client.query("TaxRate", "Active IN (true, false)")}
    codes = [row for row in client.query("TaxCode", "Active IN (true, false)") if row["Id"] not in _PSEUDO_CODES]
    candidates = (_candidate(row, rates, client.country) for row in codes)
    return tuple(candidate for candidate in candidates if candidate is not None)


def _candidate(row: JsonObject, rates: dict[str, JsonObject], country: str) -> TaxCodeCandidate | None:
    details = (row.get("SalesTaxRateList") or {}).get("TaxRateDetail") or []
    ids = [str(detail["TaxRateRef"]["value"]) for detail in sorted(details, key=lambda each: each.get("TaxOrder", 0))]
    if any(rate_id not in rates for rate_id in ids):
        return None
    return TaxCodeCandidate(
        id=row["Id"],
        name=cleaned(row["Name"]),
        rates=tuple(_rate(rates[rate_id]) for rate_id in ids),
        active=bool(row.get("Active", True)),
        # A tax on a tax is more than the sum of its rates.
        total_only=country == UNITED_STATES and {_base(detail) for detail in details} <= {_ON_AMOUNT},
    )


def _base(detail: JsonObject) -> str:
    return str(detail.get("TaxTypeApplicable") or _ON_AMOUNT)


def _rate(row: JsonObject) -> TaxRateRef:
    return TaxRateRef(
        id=row["Id"], name=cleaned(row["Name"]), percent=f"{Decimal(row.get('RateValue') or 0).normalize():f}"
    )
