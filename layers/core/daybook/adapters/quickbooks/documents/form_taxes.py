"""Tax on sales forms: said exactly as it was collected, in the two languages QuickBooks has for it.

The United States know one code for a form and TAX or NON for a line; everywhere else each line has a code and each rate
its own amount (docs/quickbooks.md 6).
"""

from collections import Counter
from decimal import Decimal

from daybook.adapters.quickbooks.http.wire import JsonObject, Percent, amount_text
from daybook.domain.money import to_decimal, to_minor
from daybook.domain.posting.sales_forms import FormLine, FormTax, SalesForm

UNITED_STATES = "US"
_TAXABLE = "TAX"
_NOT_TAXABLE = "NON"


def is_recomputed_by(country: str) -> bool:
    """Whether QuickBooks may put its own tax in the place of the one that is sent: only automated sales tax does."""
    return country == UNITED_STATES


def form_tax_fields(form: SalesForm, country: str) -> JsonObject:
    """What the head of a form says about tax."""
    if country == UNITED_STATES:
        return {"TxnTaxDetail": _us_detail(form)} if form.taxes else {}
    if not form.is_coded:
        return {"GlobalTaxCalculation": "NotApplicable"}
    if not form.taxes:
        # Sales that bear no tax still belong on the return, under the code that says why.
        return {"GlobalTaxCalculation": "TaxExcluded"}
    return {
        "GlobalTaxCalculation": "TaxExcluded",
        "TxnTaxDetail": {
            "TotalTax": to_decimal(_total_minor(form)),
            "TaxLine": [_tax_line(tax) for tax in _one_per_rate(form.taxes)],
        },
    }


def line_tax_code(line: FormLine, form: SalesForm, country: str) -> str | None:
    """The tax code that a line carries; None where no line may have one.

    Raises:
        ValueError: a line has no code on a form whose every line needs one.
    """
    if country == UNITED_STATES:
        return _TAXABLE if form.taxes and line.tax_code_id not in {None, _NOT_TAXABLE} else _NOT_TAXABLE
    if not form.is_coded:
        return None
    if line.tax_code_id is None:
        raise ValueError(f"{form.doc_number}: the line {line.memo!r} has no tax code, and QuickBooks wants one on each")
    return line.tax_code_id


def tax_differences(row: JsonObject, form: SalesForm) -> tuple[str, ...]:
    """Every way in which the tax of a row is not the tax of the form: the total, and each rate that is answered."""
    detail = row.get("TxnTaxDetail") or {}
    sent, kept = to_decimal(_total_minor(form)), Decimal(detail.get("TotalTax") or 0)
    total = (f"tax: sent {sent}, QuickBooks has {amount_text(kept)}",) if sent != kept else ()
    return (*total, *_rate_differences(detail.get("TaxLine") or [], form))


def _rate_differences(tax_lines: list[JsonObject], form: SalesForm) -> tuple[str, ...]:
    sent = {tax.rate_id: tax.amount_minor for tax in _one_per_rate(form.taxes) if tax.rate_id and tax.amount_minor}
    kept: Counter[str] = Counter()
    for line in tax_lines:
        rate = line.get("TaxLineDetail", {}).get("TaxRateRef", {}).get("value", "")
        kept[rate] += to_minor(Decimal(line.get("Amount") or 0))
    if not kept or not sent:
        return ()
    return tuple(
        f"tax of rate {rate}: sent {to_decimal(sent.get(rate, 0))}, QuickBooks has {to_decimal(kept[rate])}"
        for rate in sorted({*sent, *kept})
        if sent.get(rate, 0) != kept[rate]
    )


def _us_detail(form: SalesForm) -> JsonObject:
    """The code under which most was sold: a head has room for one, and automated sales tax replaces it anyway.

    Where it would be kept a day of several codes never gets here (`too_many_sets`).
    """
    sold: Counter[str] = Counter()
    for line in form.lines:
        if line.tax_code_id not in {None, _TAXABLE, _NOT_TAXABLE}:
            sold[str(line.tax_code_id)] += line.amount_minor
    most = min(sold, key=lambda code: (-abs(sold[code]), code), default="")
    code = {"TxnTaxCodeRef": {"value": most}} if most else {}
    return {**code, "TotalTax": to_decimal(_total_minor(form))}


def _tax_line(tax: FormTax) -> JsonObject:
    return {
        "DetailType": "TaxLineDetail",
        "Amount": to_decimal(tax.amount_minor),
        "TaxLineDetail": {
            "TaxRateRef": {"value": tax.rate_id},
            "PercentBased": True,
            "TaxPercent": Percent(tax.percent),
            "NetAmountTaxable": to_decimal(tax.base_minor),
        },
    }


def _one_per_rate(taxes: tuple[FormTax, ...]) -> list[FormTax]:
    """QuickBooks takes each rate once."""
    merged: dict[str, FormTax] = {}
    for tax in taxes:
        first = merged.get(tax.rate_id)
        base, amount = (first.base_minor, first.amount_minor) if first else (0, 0)
        merged[tax.rate_id] = FormTax(
            tax.rate_id, tax.percent, base + tax.base_minor, amount + tax.amount_minor, tax.account_id
        )
    return list(merged.values())


def _total_minor(form: SalesForm) -> int:
    return sum(tax.amount_minor for tax in form.taxes)
