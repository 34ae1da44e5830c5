import pytest

from bench.cost.bill import Waiting
from bench.cost.stack import stack_month
from bench.one_day.counted import Counted
from bench.one_day.run import CLOSE as CLOSED
from bench.one_day.run import FIRST_SYNC as SYNCED
from bench.one_day.run import PLANNING, REREADS
from bench.one_day.spent import Invocation
from bench.scale.__main__ import seconds
from bench.scale.load import CLOSE, FIRST_SYNC, REREAD, Message
from bench.scale.settings import FEWEST, MOST, OTHERS, Sized, _Alone, _keeps_closes, after, sized, smallest, stands_for
from bench.scale.simulation import PLAN, Outcome
from bench.scale.vendor import Outage

SECONDS = {CLOSE: (6.0,), FIRST_SYNC: (5.0,), REREAD: (2.0,), PLAN: (1.0,)}


@pytest.mark.parametrize(
    ("wanted", "step", "found"), [(37, 1, 37), (37, 10, 40), (1, 1, FEWEST), (40, 8, 40), (3, 50, 50)]
)
@pytest.mark.parametrize("guess", [0, 2, 30, 500])
def test_the_search_finds_the_smallest_multiple_that_keeps_the_goals(wanted, step, found, guess):
    assert smallest(lambda workers: workers >= wanted, step, guess) == found


def test_the_search_gives_up_loudly():
    with pytest.raises(ValueError, match="too few"):
        smallest(lambda workers: workers > MOST, 1)


def test_one_worker_less_misses_a_goal():
    found = sized(600, SECONDS)
    alone = _Alone(600, SECONDS, CLOSE)

    assert found.workers[CLOSE] > FEWEST
    assert _keeps_closes(alone, found.workers[CLOSE])
    assert not _keeps_closes(alone, found.workers[CLOSE] - 1)
    assert found.p95 <= 600
    assert found.p99 <= 1_200
    assert found.after_outage <= 1_800


def test_the_quota_holds_all_lanes_and_everything_beside_them():
    size = Sized(1_000, {CLOSE: 5, FIRST_SYNC: 2, REREAD: 3}, 8, 0.0, 0.0, 0.0)

    assert size.quota == 5 + 2 + 3 + 8 + OTHERS


def test_after_an_outage_only_closes_count_that_were_due_before_its_end_and_waited():
    outcome, outage = Outcome(), Outage(100.0, 200.0)
    for due, at in ((0.0, 90.0), (50.0, 260.0), (150.0, 230.0), (300.0, 900.0)):
        outcome.done[CLOSE].append((Message(CLOSE, "m", due, due), at))

    assert after(outcome, outage) == [30.0, 60.0]


def test_a_simulated_location_stands_for_more_in_the_lane_of_rereads():
    assert (stands_for(10_000), stands_for(250_000), stands_for(250_000, REREAD)) == (1, 20, 80)


def test_tries_take_what_was_measured():
    def runs(trips):
        return (Invocation("post_location_day", trips, 20, 0.0), Invocation("post_location_day", 2 * trips, 20, 0.0))

    day = Counted({}, {CLOSED: runs(10), SYNCED: runs(8), REREADS: runs(4), PLANNING: runs(2)}, frozenset(), 0.0)

    assert seconds(day, Waiting(vendor=0.5, aws=0.01)) == {
        CLOSE: pytest.approx((5.2, 10.2)),
        FIRST_SYNC: pytest.approx((4.2, 8.2)),
        REREAD: pytest.approx((2.2, 4.2)),
        PLAN: pytest.approx((1.2, 2.2)),
    }


def test_own_work_takes_longer_on_a_part_of_a_processor():
    share = 1769 / stack_month(frozenset()).memory_mb
    run = {part: (Invocation("f", 0, 0, 0.1),) for part in (CLOSED, SYNCED, REREADS, PLANNING)}

    assert seconds(Counted({}, run, frozenset(), 0.0), Waiting())[CLOSE] == pytest.approx((0.1 * share,))
