"""Creates accounts in QuickBooks, after a check that the plan's limit allows all of them."""

from collections.abc import Sequence

from daybook.application.company.lists import ListSystems, company_lists, remember_accounts
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.usage_limits import AccountRoom, account_room
from daybook.domain.company.connection import Connection


class AccountLimitError(AskDifferentlyError):
    """The plan does not allow that many accounts; nothing was created."""

    @property
    def room(self) -> AccountRoom:
        """The present number of accounts, the number to add, and the limit of the plan."""
        figures = {name: int(str(value)) for name, value in self.values.items()}
        return AccountRoom(figures["active"], figures["new"], figures["limit"])


def create_accounts(connection: Connection, wanted: Sequence[NewAccount], systems: ListSystems) -> tuple[Account, ...]:
    """Create accounts, return them in the requested order, and add them to the stored chart.

    Raises:
        AccountLimitError: the plan does not keep that many.
        NeedsAttentionError: QuickBooks refused one.
        RetriableError: QuickBooks did not answer; the same request may be repeated.
    """
    if not wanted:
        return ()
    check_room(connection, company_lists(connection, systems).chart, wanted)
    accounts = systems.ledger_of(connection).create_accounts(wanted)
    remember_accounts(connection.merchant_id, accounts, systems)
    return accounts


def check_room(connection: Connection, chart: ChartOfAccounts, wanted: Sequence[NewAccount]) -> None:
    """Check that the plan has room for the accounts.

    Raises:
        AccountLimitError: the plan does not keep that many.
    """
    room = account_room(connection.company.plan, chart, wanted)
    if room is not None and not room.suffices:
        raise AccountLimitError(
            "QuickBooks keeps {limit} accounts in this plan; {active} are in use and {new} would be added: let all "
            "sales go to one account, or choose accounts that exist",
            limit=room.limit,
            active=room.active,
            new=room.new,
        )
