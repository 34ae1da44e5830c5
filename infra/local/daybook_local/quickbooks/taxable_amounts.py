"""The amounts that tax is worked out from, before and after a discount."""

from daybook_local.quickbooks.amounts import shared_out
from daybook_local.quickbooks.company import Company
from daybook_local.quickbooks.sales_lines import discount_minor, item_lines
from daybook_local.quickbooks.wire import Body


def taxable_amounts(company: Company, lines: list[Body], *, after_discount: bool) -> list[int]:
    """One amount per item line, in minor units; a discount is spread in proportion when it lowers the tax base."""
    amounts = [company.minor(line["Amount"]) for line in item_lines(lines)]
    discount = discount_minor(company, lines) if after_discount else 0
    return [amount - share for amount, share in zip(amounts, shared_out(discount, amounts), strict=True)]
