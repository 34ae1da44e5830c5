"""The order of an accountant's board: tier, then score; the worked example of docs/accounting.md 14."""

from datetime import date

import pytest

from daybook.domain.accountant.standing import TIERS, Cause, Standing, Tier, Waits

TODAY = date(2026, 3, 20)


def aged(cause, days, amount_minor=None):
    return Waits(cause, 1, amount_minor, date.fromordinal(TODAY.toordinal() - days))


LEA = Standing((aged(Cause.NOT_CONNECTED, 2, 400_000),), 200_000)
NORD = Standing((aged(Cause.GAPS, 8, 31_000),), 520_000)
PORT = Standing((aged(Cause.HELD, 3, 241_000),), 190_000)


def test_the_worked_example_orders_a_lost_connection_before_a_gap_near_its_filing_before_a_held_day():
    assert (LEA.tier, NORD.tier, PORT.tier) == (Tier.STOPPED, Tier.DECISION, Tier.DECISION)
    assert round(NORD.score(TODAY, date(2026, 3, 22)), 1) == 12.1
    assert round(PORT.score(TODAY, date(2026, 4, 1)), 1) == 2.7


@pytest.mark.parametrize(
    ("standing", "deadline", "score"),
    [
        (Standing(), None, 0),
        (Standing(), TODAY, 10),
        (Standing(), date(2026, 3, 1), 10),
        (Standing(), date(2026, 3, 29), 1),
        (Standing(), date(2026, 3, 30), 0),
        (Standing((aged(Cause.MISSING, 3),), 1), None, 1.5),
        (Standing((aged(Cause.MISSING, 14),), 1), None, 7),
        (Standing((aged(Cause.MISSING, 90),), 1), None, 7),
        (Standing((aged(Cause.HELD, 0, 500),), 0), None, 1),
        (Standing((aged(Cause.HELD, 0, 1),), 1), None, 1),
        (Standing((aged(Cause.HELD, 0, 1500), aged(Cause.GAPS, 2, 1500)), 1000), None, 3),
        (Standing((Waits(Cause.MOVED),), 1000), None, 0),
    ],
)
def test_size_age_and_nearness_add_up_and_each_has_a_bound(standing, deadline, score):
    assert standing.score(TODAY, deadline) == score


def test_the_most_urgent_cause_gives_the_tier_and_every_cause_has_one():
    assert set(TIERS) == set(Cause)
    assert Standing((aged(Cause.GAPS, 1), aged(Cause.EDITED, 0))).tier is Tier.DOUBTFUL
    assert Standing((Waits(Cause.RENAMED),)).tier is Tier.NOTICE
    assert Standing().tier is Tier.WELL


def test_causes_are_told_in_the_order_of_their_tiers():
    tiers = [TIERS[cause] for cause in Cause]

    assert tiers == sorted(tiers, reverse=True)


def test_an_amount_that_is_not_on_record_counts_as_nothing_beside_those_that_are():
    standing = Standing((aged(Cause.EDITED, 4), aged(Cause.HELD, 2, 700)), 700)

    assert (standing.amount_minor, standing.oldest) == (700, date(2026, 3, 16))


def test_what_waits_is_found_by_its_cause():
    held, edited = aged(Cause.HELD, 2), aged(Cause.EDITED, 4)

    assert Standing((edited, held, Waits(Cause.MOVED))).of(Cause.HELD, Cause.EDITED) == (edited, held)
