"""The amounts that tax is worked out from, before and after a discount."""

from quickbooks_simulator.amounts import shared_out
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.sales.sales_lines import discount_minor, item_lines
from quickbooks_simulator.wire import Body


def taxable_amounts(company: Company, lines: list[Body], *, after_discount: bool) -> list[int]:
    """One amount per item line, in minor units; a discount is spread in proportion when it lowers the tax base."""
    amounts = [company.minor(line["Amount"]) for line in item_lines(lines)]
    discount = discount_minor(company, lines) if after_discount else 0
    return [amount - share for amount, share in zip(amounts, shared_out(discount, amounts), strict=True)]
