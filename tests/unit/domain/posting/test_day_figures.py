"""The few figures of a day that people see, from the lines in the books: credits are sold, debits are collected."""

import pytest

from daybook.domain.posting.day_figures import DayFigures, figures_of, moved_by
from unit.domain.proof.proofs import line


@pytest.mark.parametrize(
    ("figure", "minor", "expected"),
    [
        ("revenue", -1_000, DayFigures(net_sales_minor=1_000)),
        ("adjustment_minor", -7, DayFigures(net_sales_minor=7)),
        ("discounts_minor", 60, DayFigures(net_sales_minor=-60)),
        ("comps_minor", 50, DayFigures(net_sales_minor=-50)),
        ("loyalty_minor", 40, DayFigures(net_sales_minor=-40)),
        ("refunds", 30, DayFigures(net_sales_minor=-30)),
        ("taxes", -130, DayFigures(taxes_minor=130)),
        ("tips_minor", -90, DayFigures(tips_minor=90)),
        ("tenders", 1_040, DayFigures(collected_minor=1_040)),
        ("gift_cards_sold_minor", -2_500, DayFigures()),
        ("service_charges", -20, DayFigures()),
        ("", -20, DayFigures()),
    ],
)
def test_a_line_counts_for_the_figure_that_it_comes_from(figure, minor, expected):
    assert figures_of([line("79", minor, figure=figure)]) == expected


def test_the_lines_of_a_day_are_added_up():
    lines = [
        line("79", -90_000, figure="revenue"),
        line("80", -10_000, figure="revenue"),
        line("81", 1_500, figure="discounts_minor"),
        line("82", 4_000, figure="refunds"),
        line("83", -12_000, figure="taxes"),
        line("83", 345, figure="taxes"),
        line("86", -8_100, figure="tips_minor"),
        line("86", -5, figure="tips_minor"),
        line("84", 100_000, figure="tenders"),
        line("84", -1_500, figure="tenders"),
    ]

    assert figures_of(iter(lines)) == DayFigures(94_500, 11_655, 8_105, 98_500)


def test_a_day_without_lines_has_no_figure():
    assert figures_of([]) == DayFigures(0, 0, 0, 0)


def test_two_days_together_have_the_figures_of_both():
    assert DayFigures(1_000, 200, 30, 4) + DayFigures(50, 6, 7, 800) == DayFigures(1_050, 206, 37, 804)


@pytest.mark.parametrize(
    ("amounts", "moved"), [([], 0), ([500, -500], 500), ([1, 20, -21], 21), ([-300, 100, 200, 0], 300), ([-5], 0)]
)
def test_what_lines_move_is_the_sum_of_one_side(amounts, moved):
    assert moved_by(line("79", minor) for minor in amounts) == moved
