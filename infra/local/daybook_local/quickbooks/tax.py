"""What QuickBooks does about tax on a sales form: one model for the United States, another for everywhere else.

quickbooks-online reference 6. The choice is made by the country of the company; a company that does not use sales tax
drops every tax field.
"""

from daybook_local.quickbooks.entities.definition import Draft
from daybook_local.quickbooks.sales_lines import item_lines
from daybook_local.quickbooks.tax_by_rate import tax_by_rate
from daybook_local.quickbooks.tax_united_states import tax_united_states
from daybook_local.quickbooks.wire import Body


def complete_tax(draft: Draft, lines: list[Body]) -> int:
    """Check the tax codes of the lines, write `TxnTaxDetail`, and answer the tax in minor units."""
    if "TxnTaxDetail" not in draft.supplied and "Line" in draft.supplied:
        draft.body.pop("TxnTaxDetail", None)
    if not draft.company.uses_sales_tax:
        draft.body.pop("TxnTaxDetail", None)
        for line in item_lines(lines):
            line["SalesItemLineDetail"].pop("TaxCodeRef", None)
        return 0
    return tax_united_states(draft, lines) if draft.company.is_us else tax_by_rate(draft, lines)
