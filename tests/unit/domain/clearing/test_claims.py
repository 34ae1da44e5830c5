"""Several payouts that claim one day: which has it, which is sure, and what a deposit past clearing counts."""

import pytest

from daybook.domain.clearing.matching import Grade, match
from daybook.domain.clearing.payouts import Batch, BooksDocument
from unit.domain.clearing.week import BANK, CLEARING, WEEK, net, on, paid, runs


def with_fee(number: int, day: int, gross: int, banked: int) -> BooksDocument:
    return BooksDocument("Deposit", str(number), on(day), {BANK: banked, CLEARING: -gross})


def past_clearing(number: int, day: int, banked: int) -> BooksDocument:
    return BooksDocument("Deposit", str(number), on(day), {BANK: banked}, opposite="Sales")


def test_a_fee_line_that_names_its_days_comes_before_deposits_that_only_might_be_them():
    """Both deposits to Sales fit the usual rate better than the payout whose gross is the day's to the cent."""
    usual = [
        with_fee(n, batch.on.day + 1, batch.net_minor, round(batch.net_minor * 0.975))
        for n, batch in enumerate(WEEK[:3])
    ]
    dear = with_fee(3, 6, 140_275, 135_786)
    near = round(140_275 * 0.975)

    found = match(WEEK, paid(*usual, dear, past_clearing(8, 6, near), past_clearing(9, 6, near - 1)))

    assert runs(found) == {"0": [2], "1": [3], "2": [4], "3": [5]}


def test_of_two_deposits_past_clearing_that_fit_one_day_neither_is_sure_so_neither_counts():
    assert match(WEEK[:1], paid(past_clearing(8, 3, 120_900), past_clearing(9, 3, 120_901))).matches == ()


def test_deposits_that_may_be_other_money_leave_a_day_to_the_payout_that_has_no_other():
    """Either deposit to Sales fits the day of 100.00 better, so neither is sure to be its payout."""
    batches = (Batch(on(2), 10_000), Batch(on(4), 50_000), Batch(on(5), 90_000))
    dear, *usual = net(1, 3, 9_560), net(2, 5, 48_750), net(3, 6, 87_750)

    found = match(batches, paid(dear, *usual, past_clearing(8, 4, 9_750), past_clearing(9, 4, 9_751)))

    assert runs(found) == {"1": [2], "2": [4], "3": [5]}


def test_a_payout_that_equals_a_day_names_it_only_with_a_fee_line():
    """Without one it takes no day from the claims of others: the payout of 97.55 may still be that day's."""
    batches = tuple(Batch(on(2 + n), minor) for n, minor in enumerate((10_000, 10_010, 50_000, 90_000)))

    found = match(batches, paid(net(1, 3, 10_000), net(2, 4, 9_755), net(3, 5, 48_750), net(4, 6, 87_750)))

    assert runs(found) == {"1": [2], "2": [3], "3": [4], "4": [5]}
    assert found.matches[1].grade is Grade.LIKELY


@pytest.mark.parametrize(("earlier", "asked"), [((), 12), (((2, 5), (3, 6)), 10)], ids=["a day", "three days"])
def test_a_payout_that_nothing_fits_is_asked_about_with_the_day_at_the_usual_delay(earlier, asked):
    taken = {2: 50_000, 3: 90_000, 10: 10_000, 11: 10_000, 12: 10_000}
    documents = [net(number, day, round(taken[sold] * 0.975)) for number, (sold, day) in enumerate(earlier)]

    found = match([Batch(on(day), minor) for day, minor in taken.items()], paid(*documents, net(9, 13, 8_500)))

    assert (runs(found)["9"], found.matches[-1].grade) == ([asked], Grade.ASK)


def test_the_usual_rate_is_that_of_what_was_matched_also_where_every_payout_pays_two_days():
    batches = tuple(Batch(on(day), minor) for day, minor in ((2, 10_000), (3, 20_000), (4, 30_000), (5, 40_000)))

    found = match(batches, paid(net(1, 4, 29_250), net(2, 6, 68_250)))

    assert (runs(found), found.usual_rate) == ({"1": [2, 3], "2": [4, 5]}, 0.025)


def test_of_two_payouts_that_name_the_same_day_one_has_it():
    twice = [with_fee(n, 6, 140_275, 136_768) for n in (1, 2)]

    assert list(runs(match(WEEK[3:], paid(*twice))).values()) == [[5]]


@pytest.mark.parametrize(
    ("days", "banked"),
    [((10_000, 10_015), (9_750, 9_775)), ((10_015, 10_000), (9_775, 9_750))],
    ids=["an earlier payout", "a later payout"],
)
def test_a_day_that_a_neighbour_could_claim_as_well_is_likely_although_nothing_else_fits_its_payout(days, banked):
    """The payout of 97.75 fits only the day of 100.15, which the one of 97.50 fits too."""
    taken = (*days, 50_000, 90_000)
    batches = tuple(Batch(on(2 + number), minor) for number, minor in enumerate(taken))

    found = match(batches, paid(*(net(n, 4 + n, minor) for n, minor in enumerate((*banked, 48_750, 87_750)))))

    assert runs(found) == {"0": [2], "1": [3], "2": [4], "3": [5]}
    assert [each.grade for each in found.matches] == [Grade.LIKELY, Grade.LIKELY, Grade.SURE, Grade.SURE]
