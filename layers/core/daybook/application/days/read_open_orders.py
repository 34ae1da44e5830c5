"""What customer deposits consist of at the end of a month: the orders that are open, from records alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from daybook.application.days.days_on_record import RecordSystems, days_on_record
from daybook.application.days.month_balances import MonthBalances
from daybook.application.days.read_month import Month
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.balance import Balance
from daybook.domain.month.open_orders import OpenOrders, open_orders
from daybook.domain.month.openings import months_before

# An order that has been open for more than thirty days was paid in one of them.
_MONTHS_BEFORE = 2


@dataclass(frozen=True, slots=True)
class DepositsOnOrders:
    """The open orders of the days from `first` to `last`, beside the closing balance of customer deposits.

    `closing_minor` is None where no person typed an opening. `left_out` counts store days that are not in the books, or
    whose content is not on record: their payments are in no order.
    """

    first: date
    last: date
    found: OpenOrders
    closing_minor: int | None
    left_out: int

    @property
    def difference_minor(self) -> int | None:
        """The closing balance less what is paid on the open orders; None where the balance is not known."""
        return None if self.closing_minor is None else self.closing_minor - self.found.paid_minor


def read_open_orders(
    month: Month,
    balances: MonthBalances,
    connection: Connection,
    profile: MerchantProfile,
    systems: RecordSystems,
    *,
    location: str | None = None,
) -> DepositsOnOrders:
    """The orders that are open at the end of a month, of all stores or of one.

    Days are read from the opening of the balance on; without an opening, from two months before.
    """
    deposits = next((each for each in balances.rows if each.movement.balance is Balance.DEPOSITS), None)
    typed = deposits.typed if deposits else None
    begin = typed.month if typed else months_before(month.first, min(_MONTHS_BEFORE, balances.carried))
    found = [month.found]
    if begin < month.first:
        before = (begin, month.first - timedelta(days=1))
        found.append(days_on_record(connection, profile, before, systems, location))
    return DepositsOnOrders(
        first=begin,
        last=month.last,
        found=open_orders(day for each in found for proof in each.proofs for day in proof.sales_days),
        closing_minor=deposits.closing_minor if deposits else None,
        left_out=sum(each.left_out for each in found),
    )
