"""Renders and compares the tax of sales forms, in QuickBooks' two schemes: United States, and all other countries.

In the United States a form has one code, and a line has TAX or NON. In all other countries each line has a code and
each rate its own amount (docs/quickbooks.md 6).
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
    """Whether QuickBooks may replace the sent tax by its own: only automated sales tax does."""
    return country == UNITED_STATES


def form_tax_fields(form: SalesForm, country: str) -> JsonObject:
    """The tax fields in the head of a form."""
    if country == UNITED_STATES:
        return {"TxnTaxDetail": _us_detail(form)} if form.taxes else {}
    if not form.is_coded:
        return {"GlobalTaxCalculation": "NotApplicable"}
    if not form.taxes:
        # Untaxed sales must also be on the return, under a code that gives the reason.
        return {"GlobalTaxCalculation": "TaxExcluded"}
    return {
        "GlobalTaxCalculation": "TaxExcluded",
        "TxnTaxDetail": {
            "TotalTax": to_decimal(_total_minor(form)),
            "TaxLine": [_tax_line(tax) for tax in _one_per_rate(form.taxes)],
        },
    }


def line_tax_code(line: FormLine, form: SalesForm, country: str) -> str | None:
    """The tax code of a line; None if lines may have none.

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
    """All differences between the tax of a row and the form: the total, and each rate in the answer."""
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
    """The tax detail of a US form, with the code of the largest sales; automated sales tax replaces it anyway.

    Without automated sales tax a day with several codes is not rendered here (`too_many_sets`).
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
    """Add up taxes with the same rate: QuickBooks accepts each rate once."""
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
