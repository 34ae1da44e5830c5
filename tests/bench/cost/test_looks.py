"""What looks cost at Intuit, counted: a week of them, and what is said of the counts."""

from dataclasses import replace

import pytest

from bench.cost.looks import (
    AS_USUAL,
    CLEARING,
    DOUBLE_INCOME,
    FROM_SEVERAL,
    NO_REPORTS,
    LookMonth,
    look_goals,
    look_months,
    tell_looks,
)

MONTH = LookMonth(AS_USUAL, CLEARING, "weekly", looks=5, refused=0, reads=5, counted_for_all=5)


@pytest.fixture(scope="module")
def weeks():
    """Eight days in each kind of books, by books, look and use."""
    return {(month.books, month.what, month.use): month for month in look_months(8)}


@pytest.mark.parametrize("what", [CLEARING, DOUBLE_INCOME])
def test_a_look_that_is_not_made_reads_nothing(weeks, what):
    assert weeks[AS_USUAL, what, "off"] == LookMonth(AS_USUAL, what, "off", 0, 0, 0, 0)


@pytest.mark.parametrize(("use", "looks"), [("weekly", 2), ("daily", 8)])
@pytest.mark.parametrize("what", [CLEARING, DOUBLE_INCOME])
def test_a_look_into_books_as_usual_is_one_metered_read(weeks, what, use, looks):
    """Also where the shop takes cash, which the day's entry puts on an account of the type bank."""
    month = weeks[AS_USUAL, what, use]

    assert (month.looks, month.refused, month.reads, month.counted_for_all) == (looks, 0, looks, looks)


def test_a_deposit_from_several_accounts_costs_clearing_one_read_more(weeks):
    assert weeks[FROM_SEVERAL, CLEARING, "daily"].reads == 2 * 8


@pytest.mark.parametrize(("what", "reads"), [(CLEARING, 5), (DOUBLE_INCOME, 7)])
def test_without_reports_each_list_is_a_read_until_the_cap_says_no_more(weeks, what, reads):
    weekly, daily = weeks[NO_REPORTS, what, "weekly"], weeks[NO_REPORTS, what, "daily"]

    assert weekly.reads == 2 * reads
    assert (daily.looks + daily.refused, daily.reads) == (8, daily.looks * reads)
    assert daily.reads <= 60


def test_each_use_is_a_goal_of_its_own_that_a_read_too_many_misses():
    off = replace(MONTH, use="off", looks=0, reads=1, counted_for_all=1)
    dear = replace(MONTH, books=NO_REPORTS, use="daily", looks=9, refused=21, reads=63)

    told = [(goal.what, goal.figure, goal.met, goal.note) for goal in look_goals([off, MONTH, dear])]

    assert told == [
        ("metered reads per merchant-month, clearing off, as usual", 1, False, "0 looks, 0 refused"),
        ("metered reads per merchant-month, clearing weekly, as usual", 5, True, "5 looks, 0 refused"),
        ("metered reads per merchant-month, clearing daily, no reports", 63, False, "9 looks, 21 refused"),
    ]


def test_the_table_says_for_how_many_merchants_the_caps_are_enough(capsys):
    tell_looks([replace(MONTH, what=DOUBLE_INCOME, reads=8, counted_for_all=40)])

    row = next(line for line in capsys.readouterr().out.splitlines() if DOUBLE_INCOME in line)
    assert "2,500" in row
    assert "62,500" in row
