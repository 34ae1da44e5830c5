"""Which customer a line names, and by which name a role is called."""

from dataclasses import replace
from datetime import date

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import OWN_CUSTOMER
from daybook.domain.day.roles import role_from_text

MAPPING = AccountMapping(
    1,
    date(2026, 1, 1),
    {"house_account": "20"},
    "99",
    labels={"revenue:food": "Food"},
    account_types={"20": AccountType.ACCOUNTS_RECEIVABLE, "21": AccountType.INCOME},
)


def test_only_a_receivable_names_a_customer_and_ours_unless_another_is_chosen():
    assert [MAPPING.customer_for(each) for each in ("20", "21", "22")] == [OWN_CUSTOMER, None, None]
    assert replace(MAPPING, customers={"20": "58"}).customer_for("20") == "58"


def test_a_role_that_has_no_name_is_called_nothing():
    roles = [role_from_text(text) for text in ("revenue:food", "revenue:drinks")]

    assert [MAPPING.label_for(role) for role in roles] == ["Food", ""]
