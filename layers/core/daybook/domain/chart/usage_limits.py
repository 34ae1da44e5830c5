"""How many accounts QuickBooks keeps in a plan (docs/quickbooks.md 13.10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.chart.accounts import ChartOfAccounts, NewAccount

MOST_ACCOUNTS = 250
_LIMITED_PLANS = ("simple start", "essentials", "plus")


@dataclass(frozen=True, slots=True)
class AccountRoom:
    """What a chart holds, what would be added, and how much the plan keeps."""

    active: int
    new: int
    limit: int

    @property
    def suffices(self) -> bool:
        """Whether all of them can be created."""
        return self.new == 0 or self.active + self.new <= self.limit


def account_limit(plan: str) -> int | None:
    """The most active accounts of a plan, by the name QuickBooks gives it; none for Advanced and for unknown plans."""
    return MOST_ACCOUNTS if any(limited in plan.casefold() for limited in _LIMITED_PLANS) else None


def account_room(plan: str, chart: ChartOfAccounts, wanted: Iterable[NewAccount]) -> AccountRoom | None:
    """The room for new accounts, or None where the plan has no limit. One that exists by now takes no more room."""
    limit = account_limit(plan)
    if limit is None:
        return None
    active = sum(account.active for account in chart.accounts)
    return AccountRoom(active, sum(chart.by_name(account.name) is None for account in wanted), limit)
