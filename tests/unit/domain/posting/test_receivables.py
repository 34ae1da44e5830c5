"""House accounts on a receivable: QuickBooks takes one receivable line an entry, and it names a customer."""

from datetime import date

import pytest

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import OWN_CUSTOMER
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.documents import journal_entry

D = date(2026, 11, 23)
MAPPING = AccountMapping(1, D, {"house_account": "20"}, "99", account_types={"20": AccountType.ACCOUNTS_RECEIVABLE})


def line(minor, location, *, customer=OWN_CUSTOMER, memo="Charged to house accounts", account="20"):
    return PostingLine(Role(RoleKind.HOUSE_ACCOUNT), minor, memo, location, account, customer)


def entry_of(*lines):
    balance = line(-sum(each.amount_minor for each in lines), "1", customer=None, memo="Sales", account="1")
    return journal_entry(Posting(D, "CAD", ("1", "2"), (*lines, balance), ()), doc_number="TL-1", private_note="")


def test_receivable_lines_of_all_stores_become_one_line():
    made = entry_of(line(1200, "1"), line(800, "2"), line(-500, "1", memo="Paid on house accounts"))

    (receivable,) = [each for each in made.lines if each.customer_id]
    assert (receivable.amount_minor, receivable.location_id) == (1500, "")
    assert receivable.memo == "Charged to house accounts; Paid on house accounts"


def test_a_receivable_of_one_store_keeps_its_store():
    made = entry_of(line(1200, "2"), line(-200, "2"))

    assert [each.location_id for each in made.lines if each.customer_id] == ["2"]


@pytest.mark.parametrize("other", [{"account": "21"}, {"customer": "58"}])
def test_what_is_charged_to_others_stays_apart(other):
    made = entry_of(line(1200, "1"), line(800, "2", **other))

    assert len([each for each in made.lines if each.customer_id]) == 2


def test_what_is_charged_and_paid_the_same_day_leaves_no_line():
    made = entry_of(line(500, "1"), line(-500, "2"), line(100, "3", customer=None, account="3"))

    assert [each.account_id for each in made.lines] == ["3", "1"]
