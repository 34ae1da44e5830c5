"""Which batches a payout may pay, at the bounds of docs/accounting.md 10."""

from datetime import date, timedelta

import pytest

from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout
from daybook.domain.clearing.runs import runs_for, usual_rate


def payout(banked, *, taken=None, day=20):
    """A deposit of March; without `taken` no fee is entered with it."""
    return Payout(BooksDocument("Deposit", "1", date(2026, 3, day), {}), banked if taken is None else taken, banked)


def batches(taken):
    return tuple(Batch(date(2026, 3, day), minor) for day, minor in taken.items())


def spans(paid, taken):
    return [(run.first, run.end) for run in runs_for(paid, batches(taken))]


@pytest.mark.parametrize(("day", "fits"), [(20, False), (19, True), (13, True), (12, False)])
def test_the_last_day_of_a_run_is_one_to_seven_days_before_its_payout(day, fits):
    assert spans(payout(9_800), {day: 10_000}) == ([(0, 1)] if fits else [])


@pytest.mark.parametrize(("day", "fits"), [(10, True), (9, False)])
def test_the_first_day_of_a_run_is_at_most_ten_days_before_its_payout(day, fits):
    assert spans(payout(20_000), {day: 10_000, 19: 10_000}) == ([(0, 2)] if fits else [])


@pytest.mark.parametrize(("count", "fits"), [(5, True), (6, False)])
def test_a_run_has_at_most_five_batches(count, fits):
    taken = dict.fromkeys(range(12, 20), 10_000)

    assert bool(spans(payout(count * 10_000), taken)) is fits


def test_no_batch_is_in_a_run_twice():
    assert spans(payout(30_000), {18: 10_000, 19: 10_000}) == []


@pytest.mark.parametrize(("banked", "fits"), [(9_549, False), (9_550, True), (10_001, True), (10_002, False)], ids=str)
def test_a_payout_lacks_at_most_four_and_a_half_percent_and_has_at_most_a_cent_more(banked, fits):
    assert spans(payout(banked), {5: 1, 19: 10_000}) == ([(1, 2)] if fits else [])


@pytest.mark.parametrize(("banked", "fits"), [(20_002, True), (20_003, False)])
def test_each_batch_of_a_run_may_be_rounded_by_a_cent(banked, fits):
    assert spans(payout(banked), {5: 1, 18: 10_000, 19: 10_000}) == ([(1, 3)] if fits else [])


@pytest.mark.parametrize(("taken", "fits"), [({18: 5_000, 19: -5_000}, []), ({19: 1}, [(0, 1)])])
def test_days_that_come_to_nothing_pay_no_cent_and_a_cent_pays_a_cent(taken, fits):
    assert spans(payout(1), taken) == fits


@pytest.mark.parametrize(
    ("taken_minor", "runs"),
    [
        (10_000, [(0, 1)]),
        (10_001, [(0, 1)]),
        (10_002, [(0, 1), (1, 2)]),
        (9_750, [(0, 1), (1, 2)]),
    ],
    ids=["to the cent", "a cent off", "two cents off", "without a fee"],
)
def test_a_fee_line_that_names_the_gross_of_a_run_leaves_no_other(taken_minor, runs):
    assert spans(payout(9_750, taken=taken_minor), {18: 10_000, 19: 9_990}) == runs


def test_a_payout_without_a_fee_may_pay_a_day_that_it_equals_or_another_one():
    assert spans(payout(10_000), {18: 10_000, 19: 10_100}) == [(0, 1), (1, 2)]


def test_the_usual_rate_is_the_median_of_single_days_of_the_last_sixty():
    newest = date(2026, 5, 20)
    paid = [(61, 9_600), (60, 9_700), (3, 9_750), (0, 9_900)]
    payouts = [
        Payout(BooksDocument("Deposit", str(before), newest - timedelta(days=before), {}), banked, banked)
        for before, banked in paid
    ]
    taken = [Batch(each.on - timedelta(days=1), 10_000) for each in payouts]

    assert usual_rate(payouts, taken) == pytest.approx(0.025)
    assert usual_rate([], taken) == usual_rate(payouts, []) == 0
