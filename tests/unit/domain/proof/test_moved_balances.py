"""Which accounts QuickBooks emptied, and which proofs no longer agree with the books because of it."""

from datetime import UTC, datetime

import pytest

from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.moved_balances import MovedBalance, emptied, is_back, is_sold_with_item_of
from unit.domain.proof.proofs import document, line, proof

NOW = datetime(2026, 3, 15, 9, 5, tzinfo=UTC)
SALES, CARDS, OTHER = "79", "84", "35"
ENTRY, INVOICE, RECEIPT, REFUND = DocumentKind
LINES = (line(SALES, -1_000), line(CARDS, 1_000, role="tender:CCRD:VISA", is_payment=True))


def of_kinds(*kinds):
    return proof(documents=[document(str(number), kind=kind) for number, kind in enumerate(kinds)], lines=LINES)


def account(account_id, account_type="Bank", *, active=True):
    return Account(account_id, f"Account {account_id}", account_type, "", active)


def chart(*accounts):
    return ChartOfAccounts(accounts)


@pytest.mark.parametrize(
    ("kinds", "sales", "cards"),
    [
        ((), False, False),
        ((ENTRY,), False, False),
        ((ENTRY, ENTRY), False, False),
        ((INVOICE,), True, False),
        ((RECEIPT,), True, True),
        ((REFUND,), True, True),
        ((RECEIPT, ENTRY), True, True),
        ((INVOICE, ENTRY), True, False),
        ((RECEIPT, INVOICE), True, False),
    ],
)
def test_a_sales_form_names_items_for_its_lines_and_an_invoice_none_for_its_payments(kinds, sales, cards):
    proved = of_kinds(*kinds)

    assert is_sold_with_item_of(SALES, proved) is sales
    assert is_sold_with_item_of(CARDS, proved) is cards
    assert not is_sold_with_item_of(OTHER, proved)


def test_an_account_that_was_emptied_belies_every_proof_with_a_line_on_it():
    proved = of_kinds(ENTRY)

    assert MovedBalance(SALES, NOW).belies(proved)
    assert MovedBalance(CARDS, NOW).belies(proved)
    assert not MovedBalance(OTHER, NOW).belies(proved)


def test_an_item_that_points_elsewhere_belies_only_days_that_were_sold_with_it():
    moved = MovedBalance(SALES, NOW, item_id="5", now_at=OTHER)

    assert moved.belies(of_kinds(INVOICE))
    assert not moved.belies(of_kinds(ENTRY))
    assert not MovedBalance(OTHER, NOW, item_id="5", now_at=SALES).belies(of_kinds(INVOICE))


@pytest.mark.parametrize("item_id", ["", "5"])
def test_a_balance_whose_earlier_sales_stayed_belies_no_proof(item_id):
    assert not MovedBalance(SALES, NOW, item_id, took_history=False).belies(of_kinds(INVOICE))


@pytest.mark.parametrize(
    ("account_type", "is_emptied"),
    [
        ("Bank", True),
        ("Accounts Receivable", True),
        ("Other Current Asset", True),
        ("Fixed Asset", True),
        ("Other Asset", True),
        ("Accounts Payable", True),
        ("Credit Card", True),
        ("Other Current Liability", True),
        ("Long Term Liability", True),
        ("Equity", True),
        ("Income", False),
        ("Cost of Goods Sold", False),
        ("Expense", False),
        ("Other Income", False),
        ("Other Expense", False),
        ("A word of tomorrow", False),
    ],
)
def test_an_account_that_a_person_makes_inactive_gives_its_balance_away_if_it_has_one(account_type, is_emptied):
    before = chart(account("1", account_type))
    now = chart(account("1", account_type, active=False))

    assert emptied(before, now) == ({"1"} if is_emptied else set())


def test_an_account_that_is_gone_was_emptied_whatever_its_type():
    before = chart(account("1"), account("2", "Income"), account("3"), account("4"), account("5", active=False))
    now = chart(account("3", active=False), account("4"))

    assert emptied(before, now) == {"1", "2", "3"}


def test_an_account_that_was_inactive_before_is_not_emptied_again():
    inactive = chart(account("1", active=False))

    assert emptied(inactive, inactive) == set()


def test_the_type_that_an_account_had_decides_whether_it_gave_its_balance_away():
    assert emptied(chart(account("1", "Bank")), chart(account("1", "Expense", active=False))) == {"1"}


def test_an_account_is_back_once_it_is_active_again():
    now = chart(account("1"), account("2", active=False))

    assert [is_back(each, now) for each in ("1", "2", "3")] == [True, False, False]
