"""What QuickBooks does about tax on a sales form: one model for the United States, another for everywhere else.

docs/quickbooks.md 6. The choice is made by the country of the company; a company that does not use sales tax
drops every tax field.
"""

from quickbooks_simulator.entities.definition import Draft
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.sales.sales_lines import item_lines
from quickbooks_simulator.sales.tax_by_rate import tax_by_rate
from quickbooks_simulator.sales.tax_united_states import tax_united_states
from quickbooks_simulator.wire import Body


def complete_tax(draft: Draft, lines: list[Body]) -> int:
    """Check the tax codes of the lines, write `TxnTaxDetail`, and answer the tax in minor units.

    Raises:
        ApiFault: 6070 for a `TotalTax` that is not the sum of its lines, and as the model of the country does.
    """
    if "TxnTaxDetail" not in draft.supplied and "Line" in draft.supplied:
        draft.body.pop("TxnTaxDetail", None)
    if not draft.company.uses_sales_tax:
        draft.body.pop("TxnTaxDetail", None)
        for line in item_lines(lines):
            line["SalesItemLineDetail"].pop("TaxCodeRef", None)
        return 0
    _check_total(draft)
    return tax_united_states(draft, lines) if draft.company.is_us else tax_by_rate(draft, lines)


def _check_total(draft: Draft) -> None:
    """A total that contradicts its lines is refused, not corrected (docs/quickbooks.md 13.14)."""
    company, sent = draft.company, draft.body.get("TxnTaxDetail", {})
    if "TxnTaxDetail" not in draft.supplied or "TotalTax" not in sent or not sent.get("TaxLine"):
        return
    lines = sum(company.minor(line.get("Amount")) for line in sent["TaxLine"])
    if company.minor(sent["TotalTax"]) != lines:
        raise refusal(
            "6070", f"TotalTax {sent['TotalTax']} is not the sum of its lines, {company.decimal(lines)}", "TotalTax"
        )
