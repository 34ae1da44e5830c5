"""The few figures of a day that people see, from the lines in the books: credits are sold, debits are collected."""

import pytest

from daybook.domain.day.roles import role_from_text
from daybook.domain.posting.balanced_lines import DRAWER_CASH, PostingLine
from daybook.domain.posting.day_figures import NO_FIGURES, DayFigures, figures_of, moved_by
from unit.domain.proof.proofs import line


@pytest.mark.parametrize(
    ("figure", "minor", "expected"),
    [
        ("revenue", -1_000, DayFigures(net_sales_minor=1_000, due_to_bank_minor=0)),
        ("adjustment_minor", -7, DayFigures(net_sales_minor=7, due_to_bank_minor=0)),
        ("discounts_minor", 60, DayFigures(net_sales_minor=-60, due_to_bank_minor=0)),
        ("comps_minor", 50, DayFigures(net_sales_minor=-50, due_to_bank_minor=0)),
        ("loyalty_minor", 40, DayFigures(net_sales_minor=-40, due_to_bank_minor=0)),
        ("refunds", 30, DayFigures(net_sales_minor=-30, due_to_bank_minor=0)),
        ("taxes", -130, DayFigures(taxes_minor=130, due_to_bank_minor=0)),
        ("tips_minor", -90, DayFigures(tips_minor=90, due_to_bank_minor=0)),
        ("tenders", 1_040, DayFigures(collected_minor=1_040, due_to_bank_minor=0)),
        ("gift_cards_sold_minor", -2_500, DayFigures(due_to_bank_minor=0)),
        ("service_charges", -20, DayFigures(due_to_bank_minor=0)),
        ("", -20, DayFigures(due_to_bank_minor=0)),
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

    assert figures_of(iter(lines)) == DayFigures(94_500, 11_655, 8_105, 98_500, 0)


def test_a_day_without_lines_has_no_figure():
    assert figures_of([]) == DayFigures(0, 0, 0, 0, 0)


def test_two_days_together_have_the_figures_of_both():
    both = DayFigures(1_000, 200, 30, 4, 3) + DayFigures(50, 6, 7, 800, 700)

    assert both == DayFigures(1_050, 206, 37, 804, 703)


@pytest.mark.parametrize("known", [DayFigures(collected_minor=5, due_to_bank_minor=5), NO_FIGURES])
def test_what_is_due_to_the_bank_is_not_on_record_if_one_day_has_none(known):
    of_before = DayFigures(collected_minor=1)

    assert (known + of_before).due_to_bank_minor is (of_before + known).due_to_bank_minor is None


def test_due_to_the_bank_are_money_and_cash_less_what_left_the_drawers():
    """Cash 100.00, a card 50.00, a gift card 20.00; 15.00 of tips were paid from the drawer."""
    lines = [
        _of("tender:CASH", 10_000, "tenders"),
        _of("tender:CCRD:VISA", 5_000, "tenders"),
        _of("gift_card", 2_000, "tenders"),
        _of("tip", 1_500, "tip_payouts_minor"),
        _of("tender:CASH", -1_500, DRAWER_CASH),
    ]

    assert figures_of(lines) == DayFigures(collected_minor=17_000, due_to_bank_minor=13_500)


def _of(role, minor, figure):
    return PostingLine(role_from_text(role), minor, "", "1:1", "84", figure=figure)


@pytest.mark.parametrize(
    ("amounts", "moved"), [([], 0), ([500, -500], 500), ([1, 20, -21], 21), ([-300, 100, 200, 0], 300), ([-5], 0)]
)
def test_what_lines_move_is_the_sum_of_one_side(amounts, moved):
    assert moved_by(line("79", minor) for minor in amounts) == moved
