"""The limit of accounts in each QuickBooks plan, and what is left of it (docs/quickbooks.md 13.10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.chart.accounts import ChartOfAccounts, NewAccount

MOST_ACCOUNTS = 250
_LIMITED_PLANS = ("simple start", "essentials", "plus")


@dataclass(frozen=True, slots=True)
class AccountRoom:
    """The number of accounts in the chart, the number to add, and the limit of the plan."""

    active: int
    new: int
    limit: int

    @property
    def suffices(self) -> bool:
        """Whether the plan allows all new accounts."""
        return self.new == 0 or self.active + self.new <= self.limit


def account_limit(plan: str) -> int | None:
    """The limit of active accounts of a plan, by QuickBooks' plan name; None for Advanced and for unknown plans."""
    return MOST_ACCOUNTS if any(limited in plan.casefold() for limited in _LIMITED_PLANS) else None


def account_room(plan: str, chart: ChartOfAccounts, wanted: Iterable[NewAccount]) -> AccountRoom | None:
    """The room for new accounts, or None if the plan has no limit. An account that exists already needs no room."""
    limit = account_limit(plan)
    if limit is None:
        return None
    active = sum(account.active for account in chart.accounts)
    return AccountRoom(active, sum(chart.by_path(account.path) is None for account in wanted), limit)
