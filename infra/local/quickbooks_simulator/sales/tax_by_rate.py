"""Tax outside the US: a code on every line, a tax line per rate, rounded on the document (docs/quickbooks.md 6.3)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from quickbooks_simulator.amounts import percentage_minor, shared_out
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.sales.sales_lines import item_lines
from quickbooks_simulator.sales.taxable_amounts import taxable_amounts
from quickbooks_simulator.validation.references import referenced
from quickbooks_simulator.wire import Body


@dataclass(slots=True)
class RateTax:
    """One rate on a document, in minor units; `delta` is what an override added to the computed tax."""

    rate: Record
    base: int = 0
    tax: int = 0
    delta: int = 0

    @property
    def percent(self) -> Decimal:
        """The rate in per cent."""
        return Decimal(self.rate.body["RateValue"])


def tax_by_rate(draft: Draft, lines: list[Body]) -> int:
    """Write `TxnTaxDetail` and, for tax-inclusive forms, the net amounts of the lines; answers the tax in minor units.

    Raises:
        ApiFault: 6170 for tax details on a form without tax, 6000 for a line without code or an override that does not
            fit the codes of the lines, 2500 for an unknown code.
    """
    company, body = draft.company, draft.body
    mode = body.setdefault("GlobalTaxCalculation", "TaxExcluded")
    sent: Body = body.get("TxnTaxDetail", {})
    if mode == "NotApplicable":
        if sent:
            raise refusal(
                "6170", "TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable", "TxnTaxDetail"
            )
        return 0
    codes = [_code(company, line, number) for number, line in enumerate(item_lines(lines))]
    if mode == "TaxInclusive":
        gross = [_gross_minor(company, line) for line in item_lines(lines)]
        taxes = _inclusive(company, codes, gross)
        _override(company, taxes, sent)
        _write_net_amounts(company, lines, gross, _inclusive_per_line(company, codes, gross), taxes)
    else:
        amounts = taxable_amounts(company, lines, after_discount=bool(body.get("ApplyTaxAfterDiscount")))
        taxes = _exclusive(company, codes, amounts)
        _override(company, taxes, sent)
    total = sum(part.tax for part in taxes.values())
    body["TxnTaxDetail"] = {
        "TotalTax": company.decimal(total),
        "TaxLine": [_tax_line(company, part) for part in taxes.values()],
    }
    return total


def _code(company: Company, line: Body, number: int) -> Record:
    detail: Body = line["SalesItemLineDetail"]
    code = referenced(company, detail, "TaxCodeRef", "TaxCode")
    if code is None:
        detail_text = "Make sure all your transactions have a GST/HST or VAT rate before you save"
        raise refusal("6000", detail_text, f"Line[{number}].TaxCodeRef")
    detail["TaxCodeRef"] = {"value": code.id, "name": code.body["Name"]}
    return code


def _rates(company: Company, code: Record) -> list[Record]:
    details = code.body["SalesTaxRateList"]["TaxRateDetail"]
    rates = [company.find("TaxRate", detail["TaxRateRef"]["value"]) for detail in details]
    return [rate for rate in rates if rate is not None]


def _exclusive(company: Company, codes: list[Record], amounts: list[int]) -> dict[str, RateTax]:
    """Each rate on the sum of the lines that carry it, rounded once."""
    taxes: dict[str, RateTax] = {}
    for code, amount in zip(codes, amounts, strict=True):
        for rate in _rates(company, code):
            taxes.setdefault(rate.id, RateTax(rate)).base += amount
    for part in taxes.values():
        part.tax = percentage_minor(part.base, part.percent)
    return taxes


def _inclusive(company: Company, codes: list[Record], gross: list[int]) -> dict[str, RateTax]:
    """Each rate taken out of the gross sum of a code; the rates of one code share one base."""
    sums: dict[str, int] = defaultdict(int)
    for code, amount in zip(codes, gross, strict=True):
        sums[code.id] += amount
    taxes: dict[str, RateTax] = {}
    for code_id, amount in sums.items():
        rates = _rates(company, company.table("TaxCode")[code_id])
        parts = [_contained(amount, Decimal(rate.body["RateValue"]), _percent(rates)) for rate in rates]
        for rate, tax in zip(rates, parts, strict=True):
            part = taxes.setdefault(rate.id, RateTax(rate))
            part.base += amount - sum(parts)
            part.tax += tax
    return taxes


def _inclusive_per_line(company: Company, codes: list[Record], gross: list[int]) -> list[int]:
    percents = [_percent(_rates(company, code)) for code in codes]
    return [_contained(amount, percent, percent) for amount, percent in zip(gross, percents, strict=True)]


def _percent(rates: list[Record]) -> Decimal:
    return sum((Decimal(rate.body["RateValue"]) for rate in rates), Decimal(0))


def _contained(gross: int, percent: Decimal, all_percent: Decimal) -> int:
    """The tax of one rate inside a gross amount."""
    return int((gross * percent / (100 + all_percent)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _gross_minor(company: Company, line: Body) -> int:
    detail: Body = line["SalesItemLineDetail"]
    return company.minor(detail.get("TaxInclusiveAmt") or line["Amount"])


def _write_net_amounts(
    company: Company, lines: list[Body], gross: list[int], line_taxes: list[int], taxes: dict[str, RateTax]
) -> None:
    """Net amounts so that lines and tax add up to the gross sum, the difference of rounding on the largest tax."""
    total = sum(part.tax for part in taxes.values())
    if any(line_taxes):
        spread = shared_out(total - sum(line_taxes), [abs(tax) for tax in line_taxes])
        line_taxes = [tax + extra for tax, extra in zip(line_taxes, spread, strict=True)]
    for line, amount, tax in zip(item_lines(lines), gross, line_taxes, strict=True):
        line["Amount"] = company.decimal(amount - tax)
        line["SalesItemLineDetail"]["TaxInclusiveAmt"] = company.decimal(amount)
        for name in ("Qty", "UnitPrice"):
            line["SalesItemLineDetail"].pop(name, None)


def _override(company: Company, taxes: dict[str, RateTax], sent: Body) -> None:
    """Explicit tax lines win over the computed ones, rate by rate."""
    seen: set[str] = set()
    for line in sent.get("TaxLine", []):
        rate = reference_value(line.get("TaxLineDetail", {}), "TaxRateRef")
        if rate not in taxes:
            raise refusal(
                "6000", f"Tax rate {rate} does not belong to the tax codes of the lines", "TxnTaxDetail.TaxLine"
            )
        if rate in seen:
            raise refusal("6000", f"Tax rate {rate} appears twice", "TxnTaxDetail.TaxLine")
        seen.add(rate)
        given = company.minor(line.get("Amount"))
        taxes[rate].delta = given - taxes[rate].tax
        taxes[rate].tax = given


def _tax_line(company: Company, part: RateTax) -> Body:
    detail: Body = {
        "TaxRateRef": {"value": part.rate.id, "name": part.rate.body["Name"]},
        "PercentBased": True,
        "TaxPercent": part.percent,
        "NetAmountTaxable": company.decimal(part.base),
    }
    if part.delta:
        detail["OverrideDeltaAmount"] = company.decimal(part.delta)
    return {"Amount": company.decimal(part.tax), "DetailType": "TaxLineDetail", "TaxLineDetail": detail}
