"""Nights that can be reckoned by hand: no faults, no spread, planners that take no time."""

from statistics import mean

import pytest

from bench.cost.stack import ROOT
from bench.scale.lane import PROVISIONED, STANDARD, STANDARD_MOST
from bench.scale.load import CHAIN, HISTORY_DAYS, ZONES, Night
from bench.scale.simulation import CLOSE, FIRST_SYNC, PLAN, REREAD, Settings, Stack, percentile
from bench.scale.vendor import Outage
from daybook.adapters.quickbooks.http.fault_table import UNAVAILABLE_SECONDS
from daybook.domain.sync.circuit import LONGEST_WAIT, OPENS_AT
from daybook_local.aws.deployment.template_file import read_template

SECONDS = {CLOSE: (10.0,), FIRST_SYNC: (10.0,), REREAD: (10.0,), PLAN: (0.0,)}


def night(asked, *, closes=1_000, history=1_000, rereads=1_000, quota=None, stands_for=1, outage=None, **how):
    how = {"faults": 0.0, "spread": 0.0, "at_once": True, **how}
    workers = {CLOSE: closes, FIRST_SYNC: history, REREAD: rereads}
    return Stack(Settings(workers, quota, stands_for), SECONDS, outage, **how).run(asked)


@pytest.mark.parametrize(("workers", "seconds"), [(1, 300), (2, 150), (30, 10)])
def test_a_month_of_history_takes_its_tries_over_its_workers(workers, seconds):
    outcome = night(Night(0, first_syncs=1), history=workers)

    assert outcome.owners_waited(FIRST_SYNC) == [pytest.approx(seconds)]
    assert len(outcome.done[FIRST_SYNC]) == HISTORY_DAYS


def test_each_close_is_followed_by_one_look_at_seven_days():
    outcome = night(Night(100, rereads=True))

    assert (len(outcome.done[CLOSE]), len(outcome.done[REREAD])) == (100, 100)


def test_a_close_waits_for_scheduler_and_for_its_own_try():
    waited = night(Night(1_000)).waited(CLOSE)

    assert 10 <= waited[0] < waited[-1] <= 310
    assert mean(waited) == pytest.approx(160, abs=10)


def test_a_chain_is_planned_once_and_each_of_its_stores_is_posted():
    outcome = night(Night(0, chains=(50,)), closes=1)

    assert len(outcome.done[CLOSE]) == 50
    assert outcome.waited(CLOSE, besides=CHAIN) == []
    assert outcome.waited(CLOSE)[-1] - outcome.waited(CLOSE)[0] == pytest.approx(490)


def test_lanes_delay_each_other_where_the_quota_is_too_small_and_nowhere_else():
    """Without this the ratios of `make scale` could be nothing but one."""
    both, alone = Night(10_000, first_syncs=20), Night(0, first_syncs=20)
    slow = [night(asked, closes=20, history=2, quota=10).owners_waited(FIRST_SYNC) for asked in (both, alone)]
    apart = [night(asked, closes=20, history=2, quota=1_000).owners_waited(FIRST_SYNC) for asked in (both, alone)]

    assert percentile(slow[0], 95) > 1.2 * percentile(slow[1], 95)
    assert apart[0] == apart[1]


def test_lambda_adds_workers_step_by_step():
    ready, growing = (night(Night(20_000), closes=400, at_once=at_once).waited(CLOSE) for at_once in (True, False))

    assert percentile(growing, 50) > percentile(ready, 50)


def test_provisioned_pollers_add_workers_sooner():
    """Their lane may be larger than a limit allows, too."""
    few, many = (Settings({CLOSE: closes, FIRST_SYNC: 2, REREAD: 2}) for closes in (STANDARD_MOST, STANDARD_MOST + 1))
    assert (few.scaling, many.scaling) == (STANDARD, PROVISIONED)

    slow, quick = (
        night(Night(60_000), closes=closes, at_once=False, stands_for=100)
        for closes in (STANDARD_MOST, STANDARD_MOST + 100)
    )
    assert percentile(quick.waited(CLOSE), 50) < percentile(slow.waited(CLOSE), 50)


def test_a_limit_of_workers_is_what_the_template_allows():
    assert read_template(ROOT / "template.yaml")["Parameters"]["DailyMaximumConcurrency"]["MaxValue"] == STANDARD_MOST


def test_a_fair_queue_lets_others_pass_a_chain_that_begins_and_no_worker_waits():
    asked = Night(0, first_syncs=8, new_chains=(50,))
    fair, unfair = (night(asked, history=2, is_fair=is_fair) for is_fair in (True, False))

    others = [percentile(each.owners_waited(FIRST_SYNC, besides=CHAIN), 95) for each in (fair, unfair)]
    assert others[0] < others[1] / 4
    assert max(fair.owners_waited(FIRST_SYNC)) == (8 + 50) * HISTORY_DAYS * 10 / 2
    assert len(fair.done[FIRST_SYNC]) == len(unfair.done[FIRST_SYNC]) == (8 + 50) * HISTORY_DAYS


def test_a_fault_hides_a_message_for_minutes():
    waited = night(Night(0, first_syncs=100), faults=0.05).waited(FIRST_SYNC)
    late = [seconds for seconds in waited if seconds > 10.001]

    assert min(late) >= UNAVAILABLE_SECONDS
    assert len(late) / len(waited) == pytest.approx(0.05, abs=0.02)


def test_nothing_is_posted_while_quickbooks_is_away_and_all_soon_after():
    outage = Outage(0.0, 2_400.0)
    outcome = night(Night(1_000), outage=outage)
    eastern = [at for message, at in outcome.done[CLOSE] if message.due < outage.ends]

    assert min(eastern) >= outage.ends
    assert max(eastern) <= outage.ends + LONGEST_WAIT.total_seconds() + UNAVAILABLE_SECONDS + 20


def test_the_circuit_keeps_most_tries_from_asking(monkeypatch):
    asked = []
    answers = "bench.scale.vendor.QuickBooks.answers"
    monkeypatch.setattr(answers, lambda _self, second, **_: asked.append(second))
    night(Night(1_000))
    assert len(asked) == 1_000
    monkeypatch.undo()

    asked.clear()
    real = Stack._tried

    def tried(stack, message, tries):
        began = stack._env.now
        hidden = yield from real(stack, message, tries)
        asked.append(stack._env.now - began)
        return hidden

    monkeypatch.setattr(Stack, "_tried", tried)
    night(Night(1_000), closes=4, outage=Outage(0.0, 2_400.0))
    called = sum(seconds > 1 for seconds in asked)
    assert OPENS_AT <= called - 1_000 < 60 < len(asked) - called


def test_a_small_stack_stands_for_a_large_one():
    small = night(Night(1_000), closes=40, stands_for=1)
    large = night(Night(10_000), closes=400, stands_for=10)

    assert len(large.done[CLOSE]) == len(small.done[CLOSE])
    assert large.waited(CLOSE) == small.waited(CLOSE)
    assert large.most_planners == 10 * small.most_planners


def test_workers_that_cannot_be_shared_out_are_refused():
    with pytest.raises(ValueError, match="no multiple"):
        night(Night(100), closes=15, stands_for=10)


def test_zones_have_all_locations():
    assert sum(share for _, share in ZONES.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (99, 99), (100, 100)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(percent, value):
    assert percentile(range(1, 101), percent) == value
    assert percentile([7], percent) == 7
