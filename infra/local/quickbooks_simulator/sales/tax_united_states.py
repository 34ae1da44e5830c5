"""Sales tax in the United States: lines are TAX or NON, an engine works out the rest (docs/quickbooks.md 6.2).

Whether an explicit `TotalTax` wins is disputed in the field, so it is a switch of the company
(`us_tax_override_honoured`).
"""

from decimal import Decimal

from quickbooks_simulator.amounts import percentage_minor
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.sales.sales_lines import item_lines
from quickbooks_simulator.sales.taxable_amounts import taxable_amounts
from quickbooks_simulator.wire import Body

_TAXABLE = "TAX"
_NOT_TAXABLE = "NON"


def tax_united_states(draft: Draft, lines: list[Body]) -> int:
    """Write `TxnTaxDetail` with its `TaxReviewStatus`; answers the tax in minor units.

    Raises:
        ApiFault: 6100 for a line code other than TAX or NON.
    """
    company, body = draft.company, draft.body
    for line in item_lines(lines):
        _complete_code(line["SalesItemLineDetail"])
    base = _base_minor(company, lines, after_discount=bool(body.get("ApplyTaxAfterDiscount")))
    sent: Body = body.get("TxnTaxDetail", {})
    automated = bool(company.preferences["TaxPrefs"].get("PartnerTaxEnabled"))
    percent = company.switches.us_sales_tax_percent if automated else _percent_of_code(company, sent)
    computed = percentage_minor(base, percent)
    overridden = "TotalTax" in sent and _override_counts(company, sent, automated=automated)
    tax = company.minor(sent["TotalTax"]) if overridden else computed
    status = "AST_TAX_OVERRIDE" if automated and overridden else "AUTO" if automated else "NON_AST_TAX"
    body["TxnTaxDetail"] = _detail(company, sent, tax, base, percent) | {"TaxReviewStatus": status}
    return tax


def _complete_code(detail: Body) -> None:
    code = reference_value(detail, "TaxCodeRef") or _NOT_TAXABLE
    if code not in {_TAXABLE, _NOT_TAXABLE}:
        raise refusal("6100", f"The line tax code must be TAX or NON, not {code}", "TaxCodeRef")
    detail["TaxCodeRef"] = {"value": code}


def _base_minor(company: Company, lines: list[Body], *, after_discount: bool) -> int:
    amounts = taxable_amounts(company, lines, after_discount=after_discount)
    codes = [line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in item_lines(lines)]
    return sum(amount for amount, code in zip(amounts, codes, strict=True) if code == _TAXABLE)


def _override_counts(company: Company, sent: Body, *, automated: bool) -> bool:
    if not automated:
        return True
    return company.switches.us_tax_override_honoured and not sent.get("UseAutomatedSalesTax")


def _percent_of_code(company: Company, sent: Body) -> Decimal:
    code = company.find("TaxCode", reference_value(sent, "TxnTaxCodeRef"))
    details = code.body.get("SalesTaxRateList", {}).get("TaxRateDetail", []) if code else []
    rates = [company.find("TaxRate", detail["TaxRateRef"]["value"]) for detail in details]
    return sum((rate.body["RateValue"] for rate in rates if rate), Decimal(0))


def _detail(company: Company, sent: Body, tax: int, base: int, percent: Decimal) -> Body:
    detail: Body = {"TotalTax": company.decimal(tax), "TaxLine": []}
    default: Body = company.preferences["TaxPrefs"].get("TaxGroupCodeRef", {})
    code = default if company.preferences["TaxPrefs"].get("PartnerTaxEnabled") else sent.get("TxnTaxCodeRef", {})
    if code:
        detail["TxnTaxCodeRef"] = code
    if tax:
        detail["TaxLine"].append(
            {
                "Amount": company.decimal(tax),
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": {"value": next(iter(company.table("TaxRate")))},
                    "PercentBased": True,
                    "TaxPercent": percent,
                    "NetAmountTaxable": company.decimal(base),
                },
            }
        )
    return detail
