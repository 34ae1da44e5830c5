"""Equal days, refunds, tips, the drawer and payments at the limits of their rules, and what an answer ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.unusual.days import Answer, StoreDay
from daybook.domain.unusual.rules import Notice, Rule, notices

ON = date(2026, 3, 14)  # a Saturday
SOLD = StoreDay(ON, net_minor=90_000, gross_minor=90_000, orders=30, taxes_minor=11_700)


def told(*days, closed=(), answers=None):
    return notices(days, frozenset(closed), answers or {})


def ago(days, day=SOLD, **changes):
    return replace(day, on=ON - timedelta(days=days), **changes)


@pytest.mark.parametrize("days", [1, 31])
def test_a_day_equal_to_one_of_the_last_31_is_told_with_the_latest_of_them(days):
    day = replace(SOLD, net_minor=1, gross_minor=500)
    earlier = ago(days, day, refunds_minor=400)

    assert told(earlier, day) == (Notice(Rule.EQUAL_DAY, day, 1, 1, 30, 1, earlier.on),)


def test_of_several_equal_days_the_latest_is_named():
    notice = told(ago(9), ago(5), ago(3, taxes_minor=1), SOLD)[-1]

    assert notice == Notice(Rule.EQUAL_DAY, SOLD, 90_000, 90_000, 30, 1, date(2026, 3, 9))


@pytest.mark.parametrize(
    "earlier",
    [
        ago(32),
        ago(31, orders=31),
        ago(1, net_minor=89_999),
        ago(1, taxes_minor=11_701),
        ago(1, tips_minor=1),
        ago(1, tenders={"CASH": 1}),
    ],
)
def test_a_day_that_is_older_or_differs_in_one_figure_is_not_equal(earlier):
    assert told(earlier, SOLD) == ()


@pytest.mark.parametrize("net_minor", [0, -100])
def test_days_without_net_sales_may_be_equal(net_minor):
    day = replace(SOLD, net_minor=net_minor)

    assert told(ago(1, day), day) == ()


def test_an_equal_day_that_was_a_holiday_or_called_wrong_is_not_compared():
    earlier = ago(7)

    assert told(earlier, SOLD, closed={earlier.on}) == ()
    assert told(earlier, SOLD, answers={(earlier.on, Rule.OVER_SHORT): Answer.WRONG}) == ()
    assert [notice.rule for notice in told(earlier, SOLD, answers={(earlier.on, Rule.TIPS): Answer.RIGHT})] == [
        Rule.EQUAL_DAY
    ]


def test_refunds_are_told_only_above_the_sales_before_reductions():
    even, above = replace(SOLD, refunds_minor=90_000), replace(SOLD, refunds_minor=90_001)

    assert told(even) == ()
    assert told(above) == (Notice(Rule.REFUNDS_ABOVE_SALES, above, 90_001, 90_000),)


@pytest.mark.parametrize(
    ("cards", "tips", "usual"),
    [
        (100_000, 30_000, None),
        (100_000, 30_001, 30_000),
        (100_003, 40_000, 30_001),
        (1, 1, 0),
        (0, 5_000, None),
        (-1, 0, None),
    ],
)
def test_tips_are_told_above_thirty_percent_of_card_payments(cards, tips, usual):
    day = replace(SOLD, cards_minor=cards, tips_minor=tips)

    assert told(day) == (() if usual is None else (Notice(Rule.TIPS, day, tips, usual),))


@pytest.mark.parametrize(
    ("cash", "over_short", "usual"),
    [
        (50_000, 500, None),
        (50_000, 501, 500),
        (50_000, -500, None),
        (50_000, -501, 500),
        (50_080, -600, 501),
        (0, 1, 0),
        (0, -1, 0),
        (0, 0, None),
        (-50_000, 1, 0),
        (-50_000, 0, None),
    ],
)
def test_a_drawer_is_told_above_one_percent_of_its_cash_to_either_side(cash, over_short, usual):
    day = replace(SOLD, cash_minor=cash, over_short_minor=over_short)

    assert told(day) == (() if usual is None else (Notice(Rule.OVER_SHORT, day, over_short, usual),))


def month(count=30, **first):
    """Open days before the day, the first with `first`; no two are equal and none is of the same figures as another."""
    days = [ago(n, taxes_minor=n) for n in range(count, 0, -1)]
    return [replace(days[0], **first), *days[1:]]


@pytest.mark.parametrize(
    ("tenders", "taken"),
    [
        ({"CASH": 49, "OTHER": 51}, 100),
        ({"CASH": 50, "OTHER": 50}, None),
        ({"CASH": 49, "OTHER": 51, "CCRD VISA": -60}, 100),
        ({"CASH": 50, "OTHER": 50, "CCRD VISA": -60}, None),
        ({"CASH": 1, "OTHER": 2}, 3),
        ({"OTHER": 1}, 1),
        ({"OTHER": 0}, None),
        ({"OTHER": -5}, None),
    ],
)
def test_a_new_payment_is_told_above_half_of_what_was_taken(tenders, taken):
    day = replace(SOLD, tenders=tenders)

    found = told(*month(), day)

    assert found == (
        () if taken is None else (Notice(Rule.TENDER, day, tenders["OTHER"], taken, 0, 0, None, tender="OTHER"),)
    )


@pytest.mark.parametrize(
    ("once", "is_new"),
    [
        ({"CASH": 90, "OTHER": 10}, False),
        ({"CASH": 91, "OTHER": 9}, True),
        ({"CASH": 9, "OTHER": 1}, False),
        ({"CASH": 90, "CCRD": 1, "OTHER": 10}, True),
        ({"CASH": 90, "CCRD": -50, "OTHER": 10}, False),
        ({"CASH": 91, "CCRD": -50, "OTHER": 9}, True),
        ({"CASH": 3}, True),
        ({"CASH": -3}, True),
        ({"OTHER": -3}, True),
    ],
)
def test_a_payment_that_once_had_a_tenth_of_a_day_is_not_new(once, is_new):
    day = replace(SOLD, tenders={"OTHER": 90_000})

    found = told(*month(tenders=once), day)

    assert [notice.rule for notice in found] == [Rule.TENDER] * is_new


@pytest.mark.parametrize(
    ("before", "is_told"),
    [
        (month(29), False),
        (month(30), True),
        ([StoreDay(ON - timedelta(days=30)), *month(29)], False),
        (month(60, tenders={"OTHER": 5}), False),
        (month(61, tenders={"OTHER": 5}), True),
    ],
)
def test_a_payment_is_compared_with_the_last_sixty_open_days_once_there_are_thirty(before, is_told):
    day = replace(SOLD, tenders={"OTHER": 90_000})

    found = told(*before, day)

    assert [notice.rule for notice in found] == [Rule.TENDER] * is_told


# Every rule but two speaks of it: it was open, and its payment is not new.
EVERYTHING = replace(
    SOLD,
    refunds_minor=90_001,
    cards_minor=10_000,
    tips_minor=3_001,
    cash_minor=100,
    over_short_minor=2,
    tenders={"OTHER": 90_000},
)
IN_ORDER = [Rule.FAR_OFF, Rule.EQUAL_DAY, Rule.REFUNDS_ABOVE_SALES, Rule.TIPS, Rule.OVER_SHORT]


def busy(answers, closed=()):
    """What is told of that day, which is equal to one a month ago and far from what its weekday sells."""
    days = [ago(n, taxes_minor=n, net_minor=900, gross_minor=900) for n in range(70, 0, -1) if n != 31]
    equal = ago(31, EVERYTHING, cards_minor=0, over_short_minor=0, refunds_minor=0)
    days = sorted([*days, equal], key=lambda day: day.on)
    return [each.rule for each in told(*days, EVERYTHING, answers=answers, closed=closed) if each.day is EVERYTHING]


@pytest.mark.parametrize("number", range(len(IN_ORDER)))
def test_a_day_has_one_notice_and_the_next_reason_follows_once_the_first_is_answered(number):
    answers = {(ON, rule): Answer.RIGHT for rule in IN_ORDER[:number]}

    assert busy(answers) == [IN_ORDER[number]]


def test_a_holiday_is_still_told_for_what_needs_no_weekday():
    assert busy({}, closed={ON}) == [Rule.EQUAL_DAY]
    assert busy({(ON, Rule.EQUAL_DAY): Answer.RIGHT}, closed={ON}) == [Rule.REFUNDS_ABOVE_SALES]


TIPPED = replace(SOLD, cards_minor=100, tips_minor=31)
RIGHT, WRONG = Answer.RIGHT, Answer.WRONG


@pytest.mark.parametrize(
    ("answers", "is_told"),
    [
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT}, True),
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT, (21, Rule.TIPS): RIGHT}, False),
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT, (21, Rule.TIPS): RIGHT, (28, Rule.TIPS): RIGHT}, False),
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT, (21, Rule.TIPS): WRONG}, True),
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT, (21, Rule.OVER_SHORT): RIGHT}, True),
        ({(7, Rule.TIPS): RIGHT, (14, Rule.TIPS): RIGHT, (20, Rule.TIPS): RIGHT}, True),
        ({(0, Rule.OVER_SHORT): RIGHT}, True),
        ({(0, Rule.TIPS): RIGHT}, False),
        ({(0, Rule.TIPS): WRONG}, False),
    ],
)
def test_an_answer_ends_its_notice_and_three_right_ones_the_rule_on_their_weekday(answers, is_told):
    said = {(ON - timedelta(days=days), rule): answer for (days, rule), answer in answers.items()}

    assert told(TIPPED, answers=said) == ((Notice(Rule.TIPS, TIPPED, 31, 30),) if is_told else ())
