"""What a person typed about a balance stands until they say another, and carries into the months after it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.month.balance import Balance
from daybook.domain.month.openings import (
    EVERY_STORE,
    MOST_KEPT,
    TypedAmount,
    TypedAmounts,
    minor_of,
    months_before,
    months_carried,
    net_paid,
)

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
AT = datetime(2026, 4, 2, 9, tzinfo=UTC)
WHO = "Léa Roy, Cabinet Nord <lea@nord.example>"


def typed(minor, month=MARCH, *, place="304267:1", balance=Balance.GIFT_CARDS, by_payroll=False):
    return TypedAmount(place, month, balance, minor, WHO, AT, by_payroll=by_payroll)


def known(*amounts):
    return TypedAmounts().with_more(*amounts)


def test_nothing_is_known_before_somebody_types_it():
    assert known().opening("304267:1", Balance.GIFT_CARDS, MARCH) is None
    assert known().payroll("304267:1", MARCH) is None


@pytest.mark.parametrize(("asked", "found"), [(JANUARY, None), (FEBRUARY, 431_000), (MARCH, 431_000)])
def test_an_opening_stands_for_its_month_and_those_after_it(asked, found):
    opening = known(typed(431_000, FEBRUARY)).opening("304267:1", Balance.GIFT_CARDS, asked)

    assert (opening and opening.minor) == found


def test_the_latest_month_that_was_typed_counts_and_of_one_month_the_last_word():
    amounts = known(typed(100, FEBRUARY), typed(300, MARCH), typed(200, FEBRUARY))

    assert amounts.opening("304267:1", Balance.GIFT_CARDS, MARCH) == typed(300, MARCH)
    assert amounts.opening("304267:1", Balance.GIFT_CARDS, FEBRUARY) == typed(200, FEBRUARY)


def test_an_opening_that_is_taken_back_leaves_the_one_before():
    amounts = known(typed(100, FEBRUARY), typed(300, MARCH), typed(None, MARCH))

    assert amounts.opening("304267:1", Balance.GIFT_CARDS, MARCH) == typed(100, FEBRUARY)


def test_an_opening_of_nothing_is_one():
    assert known(typed(0)).opening("304267:1", Balance.GIFT_CARDS, MARCH) == typed(0)


def test_each_store_and_each_balance_has_its_own():
    amounts = known(typed(1), typed(2, place=EVERY_STORE), typed(3, balance=Balance.TIPS))

    assert amounts.opening("304267:1", Balance.GIFT_CARDS, MARCH) == typed(1)
    assert amounts.opening(EVERY_STORE, Balance.GIFT_CARDS, MARCH) == typed(2, place=EVERY_STORE)
    assert amounts.opening("304267:1", Balance.TIPS, MARCH) == typed(3, balance=Balance.TIPS)
    assert amounts.opening("304268:1", Balance.GIFT_CARDS, MARCH) is None


def test_what_payroll_paid_is_of_one_month_and_no_opening():
    paid = typed(41_000, FEBRUARY, balance=Balance.TIPS, by_payroll=True)
    amounts = known(paid, typed(5, FEBRUARY, balance=Balance.TIPS))

    assert amounts.payroll("304267:1", FEBRUARY) == paid
    assert amounts.payroll("304267:1", MARCH) is None
    assert amounts.opening("304267:1", Balance.TIPS, MARCH) == typed(5, FEBRUARY, balance=Balance.TIPS)


def test_what_payroll_paid_can_be_taken_back():
    paid = typed(41_000, balance=Balance.TIPS, by_payroll=True)

    assert known(paid, typed(None, balance=Balance.TIPS, by_payroll=True)).payroll("304267:1", MARCH) is None


def test_nothing_that_was_typed_is_lost_until_the_row_is_full_and_then_the_oldest_goes():
    many = [typed(number, MARCH + timedelta(days=31 * number)) for number in range(MOST_KEPT)]

    assert known(*many).amounts == tuple(many)
    assert known(*many, typed(7, JANUARY)).amounts == (*many[1:], typed(7, JANUARY))


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("4310", 431_000),
        ("4310.5", 431_050),
        ("4,310.00", 431_000),
        ("$4,310.00", 431_000),
        ("4,310", 431_000),
        ("4 310,00", 431_000),
        ("4\N{NO-BREAK SPACE}310,00\N{NO-BREAK SPACE}$", 431_000),
        ("4\N{NARROW NO-BREAK SPACE}310,5", 431_050),
        ("-12.34", -1_234),
        ("\N{MINUS SIGN}12,34", -1_234),
        ("-$12.34", -1_234),
        ("£12.34", 1_234),
        (" 0 ", 0),
        ("12,345,678.90", 1_234_567_890),
    ],
)
def test_an_amount_is_read_as_people_write_it_in_both_languages(text, minor):
    assert minor_of(text) == minor


@pytest.mark.parametrize("text", ["x", "1.234", "1,2,3", "12.345,67", "1e3", "--1", "", "99999999999", "1 23", "1.2.3"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(AskDifferentlyError, match="is no amount"):
        minor_of(text)


@pytest.mark.parametrize(("stores", "months"), [(1, 12), (2, 12), (3, 10), (10, 3), (32, 1), (400, 1)])
def test_an_opening_is_carried_as_far_as_its_days_can_be_read_for_a_page(stores, months):
    assert months_carried(stores) == months


@pytest.mark.parametrize(
    ("number", "month"),
    [(0, MARCH), (1, FEBRUARY), (2, JANUARY), (3, date(2025, 12, 1)), (14, date(2025, 1, 1)), (15, date(2024, 12, 1))],
)
def test_months_are_counted_back_over_the_new_year(number, month):
    assert months_before(MARCH, number) == month


def test_an_amount_that_no_person_typed_or_that_was_taken_back_adds_nothing():
    assert net_paid((typed(41_000), None, typed(None), typed(500))) == 41_500
