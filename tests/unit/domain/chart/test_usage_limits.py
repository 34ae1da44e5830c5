"""Plans below Advanced keep 250 accounts (docs/quickbooks.md 13.10)."""

import pytest

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.usage_limits import account_limit, account_room


def chart(active, inactive=0):
    rows = [
        Account(str(n), f"A{n}", "Income", "OtherPrimaryIncome", active=n < active) for n in range(active + inactive)
    ]
    return ChartOfAccounts(tuple(rows))


def wishes(*names):
    return [NewAccount(name, AccountType.INCOME, "OtherPrimaryIncome", "") for name in names]


@pytest.mark.parametrize(
    ("plan", "limit"),
    [
        ("QuickBooks Online Simple Start", 250),
        ("QuickBooks Online Essentials", 250),
        ("QuickBooks Online Plus", 250),
        ("QuickBooks Online Advanced", None),
        ("", None),
    ],
)
def test_only_the_plans_below_advanced_are_limited(plan, limit):
    assert account_limit(plan) == limit


@pytest.mark.parametrize(
    ("active", "inactive", "wanted", "suffices"),
    [
        (249, 0, ["B1"], True),
        (250, 0, ["B1"], False),
        (249, 50, ["B1"], True),
        (250, 0, ["a1"], True),
        (300, 0, [], True),
        (41, 0, [f"B{n}" for n in range(261)], False),
    ],
)
def test_active_accounts_and_those_that_would_be_added_are_counted(active, inactive, wanted, suffices):
    room = account_room("QuickBooks Online Plus", chart(active, inactive), wishes(*wanted))

    assert room.suffices is suffices
