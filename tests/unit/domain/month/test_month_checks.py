"""A month agrees if each pair of figures that should be the same is the same."""

import pytest

from daybook.domain.month.month_checks import Check, CheckKind, checks_of
from daybook.domain.month.month_figures import MonthFigures
from daybook.domain.proof.day_proof import ProofField
from unit.domain.proof.proofs import STORE, day, line, proof

SUSPENSE = "99"
NOTHING = (
    Check(CheckKind.SUMMARIES, 0, 0),
    Check(CheckKind.RECOGNISED, 0, 0),
    Check(CheckKind.BALANCED, 0, 0),
    Check(CheckKind.SUSPENSE, 0, 0),
)


def field(name, talech, summary, books):
    return ProofField(STORE, name, talech, summary, books)


def checked(*proofs, figures=None, with_gaps=(), accepted=()):
    return checks_of(figures or MonthFigures(), proofs, SUSPENSE, with_gaps, accepted)


def by_kind(checks, kind):
    [found] = (check for check in checks if check.kind is kind)
    return found


def test_a_month_without_days_agrees_about_nothing():
    assert checked() == NOTHING


def test_every_check_of_a_month_is_a_sum_of_its_days():
    first = proof(
        day(14),
        fields=[field("tip", 700, 701, 702), field("grossRevenue", 20_000, 20_010, 20_030)],
        lines=[line("35", 20_700), line("79", -20_000), line(SUSPENSE, -700)],
    )
    second = proof(
        day(15),
        fields=[field("tip", None, 40, 50), field("grossRevenue", 3_000, 3_200, 3_500), field("loyalty", None, 5, 6)],
        lines=[line("35", 3_001), line("79", -3_000), line(SUSPENSE, 60), line(SUSPENSE, -1)],
    )
    figures = MonthFigures(gross_minor=23_000, tips_minor=740, deposits_taken_minor=90, collected_minor=23_800)

    found = checked(first, second, figures=figures, with_gaps={day(14)})

    assert found == (
        Check(CheckKind.TALECH, 700, 702, "tip", 1),
        Check(CheckKind.TALECH, 23_000, 23_530, "grossRevenue", 0),
        Check(CheckKind.SUMMARIES, 23_956, 24_288),
        Check(CheckKind.RECOGNISED, 23_830, 23_800),
        Check(CheckKind.BALANCED, 23_761, 23_701),
        Check(CheckKind.SUSPENSE, -641, -700),
    )


def test_days_of_which_talechs_report_lacks_a_figure_are_counted():
    days = [proof(day(number), fields=[field("tip", talech, 10, 10)]) for number, talech in ((1, None), (2, 10))]

    assert checked(*days, days[0])[0] == Check(CheckKind.TALECH, 10, 10, "tip", 2)


def test_a_figure_of_zero_in_talechs_report_is_a_figure():
    assert checked(proof(fields=[field("tip", 0, 10, 10)]))[0] == Check(CheckKind.TALECH, 0, 10, "tip", 0)


def test_a_figure_that_no_report_of_the_month_has_is_not_held_against_the_books():
    found = checked(proof(fields=[field("tip", None, 10, 10)]))

    assert [check.kind for check in found] == ["summaries", "recognised", "balanced", "suspense"]


def test_advances_on_open_orders_count_with_what_was_sold():
    figures = MonthFigures(gross_minor=1_000, deposits_taken_minor=300, deposits_released_minor=120)

    assert by_kind(checked(figures=figures), CheckKind.RECOGNISED) == Check(CheckKind.RECOGNISED, 1_180, 0)


def test_every_cent_counts_on_its_side_of_the_entries():
    balanced = by_kind(checked(proof(lines=[line("35", 1), line("79", -1)])), CheckKind.BALANCED)

    assert balanced == Check(CheckKind.BALANCED, 1, 1)


@pytest.mark.parametrize(
    ("with_gaps", "explained"),
    [(set(), 0), ({day(14)}, 100), ({day(15)}, 20), ({day(14), day(15)}, 120), ({day(14, "304267:2")}, 0)],
)
def test_only_days_with_gaps_explain_what_moved_on_the_suspense_account(with_gaps, explained):
    days = [
        proof(day(14), lines=[line(SUSPENSE, 100), line("79", -100)]),
        proof(day(15), lines=[line(SUSPENSE, 20), line("79", -20)]),
        proof(day(16), lines=[line("35", 5), line("79", -5)]),
    ]

    assert by_kind(checked(*days, with_gaps=with_gaps), CheckKind.SUSPENSE) == Check(CheckKind.SUSPENSE, 120, explained)


@pytest.mark.parametrize(
    ("left", "right", "difference", "is_good"),
    [(500, 500, 0, True), (501, 500, 1, False), (500, 501, -1, False), (-500, 500, -1_000, False)],
)
def test_a_check_is_good_at_a_difference_of_zero(left, right, difference, is_good):
    check = Check(CheckKind.SUMMARIES, left, right)

    assert (check.difference_minor, check.is_good) == (difference, is_good)


@pytest.mark.parametrize(
    ("books_of_another_day", "accepted", "is_accepted"),
    [(100, {day(14)}, True), (99, {day(14)}, False), (100, set(), False), (100, {day(15)}, False)],
)
def test_a_difference_to_talech_is_accepted_if_accepted_days_are_all_of_it(books_of_another_day, accepted, is_accepted):
    days = [
        proof(day(14), fields=[field("tip", 700, 650, 650)]),
        proof(day(15), fields=[field("tip", 100, 100, books_of_another_day)]),
    ]

    check = by_kind(checked(*days, accepted=accepted), CheckKind.TALECH)

    assert check.is_accepted is is_accepted
    assert not check.is_good


def test_what_was_accepted_adds_up_over_days():
    days = [proof(day(number), fields=[field("tip", 700, 650, 650)]) for number in (14, 15)]

    check = by_kind(checked(*days, accepted={day(14), day(15)}), CheckKind.TALECH)

    assert (check.accepted_minor, check.is_accepted) == (100, True)


def test_what_agrees_needs_no_acceptance():
    check = by_kind(checked(proof(fields=[field("tip", 10, 10, 10)]), accepted={day(14)}), CheckKind.TALECH)

    assert (check.is_good, check.is_accepted) == (True, False)


def test_a_difference_that_was_accepted_does_not_hide_an_opposite_one_that_was_not():
    days = [
        proof(day(14), fields=[field("tip", 700, 650, 650)]),
        proof(day(15), fields=[field("tip", 100, 150, 150)]),
    ]

    check = by_kind(checked(*days, accepted={day(14)}), CheckKind.TALECH)

    assert (check.is_good, check.is_accepted, check.unexplained_minor) == (False, False, -50)
