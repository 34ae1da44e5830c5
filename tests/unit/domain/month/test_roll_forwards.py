"""What a month added to each balance of a shop, and what it took from it."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.month.balance import Balance
from daybook.domain.month.month_figures import MonthFigures, month_figures
from daybook.domain.month.openings import TypedAmount
from daybook.domain.month.roll_forwards import Movement, RollForward, movements


def day(number=14, **figures):
    return SalesDay("304267:1", date(2026, 3, number), "CAD", **figures)


def took(kind, taken, refunded=0):
    return TenderTotal(kind, kind, None, taken, refunded)


def moved(*days):
    return movements(month_figures(days), days)


def test_a_month_in_which_nothing_moved_has_no_movement():
    assert moved(day(), day(15, revenue={"c1": 5_000}, tenders=(took("CARD", 5_000),))) == ()


@pytest.mark.parametrize(
    ("figures", "movement"),
    [
        ({"gift_cards_sold_minor": 2_500}, Movement(Balance.GIFT_CARDS, 2_500, 0)),
        ({"gift_cards_refunded_to_minor": 300}, Movement(Balance.GIFT_CARDS, 300, 0)),
        ({"tenders": (took("GIFT_CARD", 900, 50),)}, Movement(Balance.GIFT_CARDS, 0, 850)),
        ({"store_credit_granted_minor": 400}, Movement(Balance.STORE_CREDIT, 400, 0)),
        ({"tenders": (took("STORE_CREDIT", 150),)}, Movement(Balance.STORE_CREDIT, 0, 150)),
        ({"deposits_sold_minor": 800}, Movement(Balance.DEPOSITS, 800, 0)),
        ({"deposits_taken_minor": 70}, Movement(Balance.DEPOSITS, 70, 0)),
        ({"deposits_released_minor": 60}, Movement(Balance.DEPOSITS, 0, 60)),
        ({"tips_minor": 1_100}, Movement(Balance.TIPS, 1_100, 0)),
        ({"tenders": (took("HOUSE_ACCOUNT", 700),)}, Movement(Balance.HOUSE_ACCOUNTS, 700, 0)),
        ({"house_account_paid_minor": 650}, Movement(Balance.HOUSE_ACCOUNTS, 0, 650)),
        ({"tenders": (took("CASH", 9_000, 200),)}, Movement(Balance.CASH, 8_800, 0)),
        ({"paid_in_minor": 120}, Movement(Balance.CASH, 120, 0)),
        ({"paid_out_minor": 130}, Movement(Balance.CASH, 0, 130)),
        ({"cash_drops_minor": 140}, Movement(Balance.CASH, 0, 140)),
        ({"over_short_minor": 1}, Movement(Balance.CASH, 1, 0)),
        ({"over_short_minor": -1}, Movement(Balance.CASH, 0, 1)),
    ],
    ids=str,
)
def test_each_figure_of_a_day_moves_its_own_balance(figures, movement):
    assert moved(day(**figures)) == (movement,)


def test_tips_that_are_paid_out_leave_both_the_tips_owed_and_the_drawer():
    assert moved(day(tip_payouts_minor=500)) == (Movement(Balance.TIPS, 0, 500), Movement(Balance.CASH, 0, 500))


def test_a_month_adds_up_its_days():
    first = day(
        14,
        gift_cards_sold_minor=2_500,
        gift_cards_refunded_to_minor=300,
        store_credit_granted_minor=400,
        deposits_sold_minor=800,
        deposits_taken_minor=70,
        deposits_released_minor=60,
        tips_minor=1_100,
        house_account_paid_minor=650,
        tenders=(took("CASH", 9_000, 200), took("GIFT_CARD", 900), took("STORE_CREDIT", 150), took("CARD", 4_000)),
        paid_in_minor=120,
        paid_out_minor=130,
        tip_payouts_minor=510,
        cash_drops_minor=6_000,
        over_short_minor=30,
    )
    second = day(
        15,
        gift_cards_sold_minor=1_000,
        tips_minor=10,
        deposits_released_minor=5,
        tenders=(took("CASH", 1_000), took("GIFT_CARD", 100, 20), took("HOUSE_ACCOUNT", 700)),
        paid_in_minor=3,
        paid_out_minor=4,
        tip_payouts_minor=7,
        cash_drops_minor=800,
        over_short_minor=-75,
    )

    assert moved(first, second) == (
        Movement(Balance.GIFT_CARDS, 3_800, 980),
        Movement(Balance.STORE_CREDIT, 400, 150),
        Movement(Balance.DEPOSITS, 870, 65),
        Movement(Balance.TIPS, 1_110, 517),
        Movement(Balance.HOUSE_ACCOUNTS, 700, 650),
        Movement(Balance.CASH, 9_923, 7_496),
    )


def test_days_can_be_given_one_after_another():
    days = (day(tips_minor=10, tip_payouts_minor=4, tenders=(took("CASH", 100),)),)

    assert movements(MonthFigures(tips_minor=10), iter(days)) == (
        Movement(Balance.TIPS, 10, 4),
        Movement(Balance.CASH, 100, 4),
    )


@pytest.mark.parametrize(("added", "taken", "net"), [(500, 200, 300), (200, 500, -300), (0, 1, -1)])
def test_a_balance_moved_by_what_came_less_what_left(added, taken, net):
    assert Movement(Balance.TIPS, added, taken).net_minor == net


def opened(balance, minor, *, by_payroll=False):
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    return TypedAmount("304267:1", date(2026, 3, 1), balance, minor, "Léa Roy", at, by_payroll=by_payroll)


def rolled(balance, added, taken, opening):
    return RollForward(Movement(balance, added, taken), opening, opened(balance, opening))


def test_a_balance_of_which_nobody_typed_an_opening_has_no_closing():
    rolling = RollForward(Movement(Balance.TIPS, 3_180, 900))

    assert (rolling.opening_minor, rolling.closing_minor, rolling.is_below_zero) == (None, None, False)


@pytest.mark.parametrize(("opening", "closing", "below"), [(400, 100, False), (300, 0, False), (299, -1, True)])
def test_a_closing_below_zero_is_seen(opening, closing, below):
    rolling = rolled(Balance.GIFT_CARDS, 200, 500, opening)

    assert (rolling.closing_minor, rolling.is_below_zero) == (closing, below)


def test_tips_that_payroll_paid_leave_the_balance():
    paid = opened(Balance.TIPS, 250, by_payroll=True)
    rolling = RollForward(Movement(Balance.TIPS, 1_000, 300), 100, opened(Balance.TIPS, 100), paid)

    assert (rolling.taken_minor, rolling.net_minor, rolling.closing_minor) == (550, 450, 550)


QUEEN_ST = day(
    gift_cards_sold_minor=90_000,
    store_credit_granted_minor=6_780,
    deposits_taken_minor=80_000,
    deposits_released_minor=65_000,
    tips_minor=318_000,
    house_account_paid_minor=15_000,
    tenders=(
        took("CASH", 1_041_260),
        took("CARD", 5_080_200),
        took("GIFT_CARD", 76_000),
        took("STORE_CREDIT", 4_000),
        took("HOUSE_ACCOUNT", 24_000),
    ),
    paid_out_minor=18_000,
    tip_payouts_minor=90_000,
    cash_drops_minor=800_000,
    over_short_minor=-1_435,
)


@pytest.mark.parametrize(
    ("balance", "opening", "closing"),
    [
        (Balance.GIFT_CARDS, 431_000, 445_000),
        (Balance.STORE_CREDIT, 12_000, 14_780),
        (Balance.DEPOSITS, 50_000, 65_000),
        (Balance.TIPS, 41_000, 269_000),
        (Balance.HOUSE_ACCOUNTS, 31_000, 40_000),
        (Balance.CASH, 0, 131_825),
    ],
)
def test_queen_st_rolls_forward_as_an_accountant_worked_it_out(balance, opening, closing):
    """Queen St, March 2026, worked out by hand: every balance to the cent."""
    movement = next(each for each in moved(QUEEN_ST) if each.balance is balance)

    assert RollForward(movement, opening, opened(balance, opening)).closing_minor == closing
