"""Month, of each sample merchant, against both simulators' own ledgers: to the cent, in every kind and mode."""

import re
from collections import Counter

import pytest

from contract.kinds.sample_books import DATES
from daybook.application.days.month_balances import balances_of, type_balances
from daybook.application.days.read_month import read_month
from daybook.application.days.read_taxes import read_taxes
from daybook.domain.company.connection import LocationMode
from daybook.domain.day.roles import RoleKind, role_from_text
from daybook.domain.month.balance import Balance
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.posting.documents import CHOSEN_KINDS

pytestmark = [pytest.mark.loopback, pytest.mark.xdist_group("kinds")]

# The roles of talech's truth ledger that a figure of the month is made of; sales and what is owed are credits.
NET_SALES = frozenset({"revenue", "adjustment", "discount", "comp", "loyalty", "refund"})
OWED = {
    Balance.GIFT_CARDS: "gift_card",
    Balance.STORE_CREDIT: "store_credit",
    Balance.DEPOSITS: "customer_deposits",
    Balance.TIPS: "tip",
}
every_merchant = pytest.mark.parametrize("merchant", DATES)


def months_of(books):
    """Every month that a day of the sample lies in."""
    merchant_id = books.profile.merchant_id
    connection = books.systems.connections.connection(merchant_id)
    firsts = sorted({on.replace(day=1) for on in DATES[books.shop.name]})
    return [read_month(connection, books.profile, first, books.systems) for first in firsts]


def truth_of(books):
    """talech's truth of the sample's days by kind of role, in minor units; debits are positive."""
    moved = Counter()
    for on in DATES[books.shop.name]:
        for row in books.shop.truth_rows(on, on, books.locations):
            role = role_from_text(row.role)
            moved["cash" if row.role == "tender:CASH" else role.kind.value] += row.minor
    return moved


@pytest.mark.parametrize("mode", LocationMode)
@pytest.mark.parametrize("kind", CHOSEN_KINDS)
@every_merchant
def test_accounts_move_as_in_quickbooks_own_trial_balance(books_of, merchant, kind, mode):
    books, moved = books_of(merchant, kind, mode), Counter()
    for month in months_of(books):
        for account in month.accounts:
            # QuickBooks keeps one space where a category's name has two.
            moved[re.sub(" +", " ", account_title(account.account_id, books.mapping))] += account.total_minor

    assert {name: minor for name, minor in moved.items() if minor} == books.balance


@every_merchant
def test_figures_are_those_of_talechs_truth(books_of, merchant):
    books = books_of(merchant, CHOSEN_KINDS[0], LocationMode.SEPARATE)
    figures, truth = [month.figures for month in months_of(books)], truth_of(books)

    assert sum(each.net_sales_minor for each in figures) == -sum(truth[role] for role in NET_SALES)
    assert sum(each.taxes_minor for each in figures) == -truth["tax"]
    assert sum(each.service_charges_minor for each in figures) == -truth["service_charge"]
    assert sum(each.rounding_minor for each in figures) == -truth["rounding"]


@every_merchant
def test_taxes_by_tax_are_those_of_talechs_truth(books_of, merchant):
    books = books_of(merchant, CHOSEN_KINDS[0], LocationMode.SEPARATE)
    connection = books.systems.connections.connection(books.profile.merchant_id)
    charged, truth = Counter(), Counter()
    for on in DATES[merchant]:
        box = read_taxes(connection, books.profile, (on, on), books.systems).every
        charged.update({tax.tax_id: tax.net_minor for tax in box.taxes})
        assert all(tax.collected_minor - tax.refunded_minor == tax.net_minor for tax in box.taxes)
        for row in books.shop.truth_rows(on, on, books.locations):
            role = role_from_text(row.role)
            if role.kind is RoleKind.TAX:
                truth[role.key] -= row.minor

    assert +charged == +truth


@every_merchant
def test_balances_move_as_in_talechs_truth(books_of, merchant):
    books = books_of(merchant, CHOSEN_KINDS[0], LocationMode.SEPARATE)
    moved, truth = Counter(), truth_of(books)
    for movement in (movement for month in months_of(books) for movement in month.movements):
        moved[movement.balance] += movement.net_minor

    assert {balance: moved[balance] for balance in OWED} == {balance: -truth[role] for balance, role in OWED.items()}
    assert moved[Balance.HOUSE_ACCOUNTS] == truth["house_account"]
    assert moved[Balance.CASH] == truth["cash"]


@pytest.mark.parametrize("mode", LocationMode)
@every_merchant
def test_balances_that_open_with_nothing_close_as_talechs_truth_says(books_of, merchant, mode):
    """The opening is typed for the first month; the last one closes with all that both months moved."""
    books = books_of(merchant, CHOSEN_KINDS[0], mode)
    months, truth = months_of(books), truth_of(books)
    connection = books.systems.connections.connection(books.profile.merchant_id)
    nothing = dict.fromkeys(Balance, 0)
    type_balances(("", months[0].first), nothing, connection, books.profile, books.systems, who="Léa Roy")

    found = balances_of(months[-1], connection, books.profile, books.systems)

    closed = {each.movement.balance: each.closing_minor for each in found.rows}
    owed = {balance: -truth[role] for balance, role in OWED.items()}
    expected = owed | {Balance.HOUSE_ACCOUNTS: truth["house_account"], Balance.CASH: truth["cash"]}
    assert closed == {balance: minor for balance, minor in expected.items() if minor or balance in closed}


@pytest.mark.parametrize("mode", LocationMode)
@every_merchant
def test_every_check_that_talech_does_not_break_is_good(books_of, merchant, mode):
    books = books_of(merchant, CHOSEN_KINDS[0], mode)

    for month in months_of(books):
        assert [check for check in month.checks if not check.is_good and not month.accepted] == []
        assert sum(tender.net_minor for tender in month.tenders) == month.figures.collected_minor
