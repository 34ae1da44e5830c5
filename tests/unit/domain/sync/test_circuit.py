"""A circuit opens after failures in a row and lets one probe through at a time; days are back within ten minutes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.circuit import (
    FIRST_PAUSE,
    FORGOTTEN_AFTER,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    OPENS_AT,
    PROBE_WITHIN,
    WITHIN,
    Circuit,
    Party,
    after_answer,
    after_failure,
    as_of,
    refusal,
    with_probe,
)
from fakes.clock import MORNING

SECOND = timedelta(seconds=1)
SILENCE = RetriableError("cut", condition=Condition.QUICKBOOKS_UNAVAILABLE)


def longest():
    return 1.0


def shortest():
    return 0.0


def failed(circuit, at, *, times=1, error=SILENCE, chance=longest):
    for _ in range(times):
        circuit = after_failure(circuit, error, at, chance)
    return circuit


def opened(at=MORNING):
    return failed(Circuit(), at, times=OPENS_AT)


def test_failures_in_a_row_open_it_for_half_a_minute():
    almost = failed(Circuit(), MORNING, times=OPENS_AT - 1)
    circuit = failed(almost, MORNING + SECOND)

    assert (almost.is_open, circuit.is_open) == (False, True)
    assert (circuit.since, circuit.until) == (MORNING, MORNING + SECOND + FIRST_PAUSE)


def test_an_answer_between_failures_begins_the_count_anew():
    circuit = after_answer(failed(Circuit(), MORNING, times=OPENS_AT - 1))

    assert not failed(circuit, MORNING).is_open


def test_failures_that_are_far_apart_open_nothing():
    circuit = Circuit()
    for number in range(3 * OPENS_AT):
        circuit = failed(circuit, MORNING + 2 * WITHIN * number)

    assert not circuit.is_open


def test_a_pause_is_over_for_one_worker_and_the_others_wait_for_its_probe():
    circuit = opened()
    assert with_probe(circuit, circuit.until - SECOND) is None

    probe = with_probe(circuit, circuit.until)

    assert with_probe(probe, circuit.until + SECOND) is None
    assert with_probe(probe, circuit.until + PROBE_WITHIN) is not None, "a worker that dies leaves its probe to another"


def test_pauses_grow_while_probes_fail_to_their_longest_and_keep_since_when():
    circuit, pauses = opened(), []
    for _ in range(8):
        asked_at = circuit.until
        circuit = failed(with_probe(circuit, asked_at), asked_at)
        pauses.append(circuit.until - asked_at)

    assert pauses[:3] == [FIRST_PAUSE * 2, FIRST_PAUSE * 4, FIRST_PAUSE * 8]
    assert pauses[3:] == [LONGEST_PAUSE] * 5
    assert circuit.since == MORNING


def test_chance_makes_pauses_shorter_by_up_to_half():
    circuit = failed(Circuit(), MORNING, times=OPENS_AT, chance=shortest)

    assert circuit.until == MORNING + FIRST_PAUSE / 2


def test_a_pause_that_the_vendor_asks_for_counts_up_to_the_longest():
    for asked, kept in ((300, timedelta(seconds=300)), (3600, LONGEST_PAUSE)):
        patience = RetriableError("503", after_seconds=asked, condition=Condition.QUICKBOOKS_UNAVAILABLE)
        circuit = failed(Circuit(), MORNING, times=OPENS_AT, error=patience)
        assert circuit.until == MORNING + kept


def test_calls_that_had_left_before_it_opened_make_no_pause_longer():
    circuit = opened()

    assert failed(circuit, MORNING + SECOND, times=20) == circuit


def test_what_nobody_asked_for_an_hour_is_no_news():
    circuit = opened()

    assert as_of(circuit, circuit.until + FORGOTTEN_AFTER - SECOND).is_open
    assert as_of(circuit, circuit.until + FORGOTTEN_AFTER) == Circuit(circuit.version)


@pytest.mark.parametrize(("account", "words"), [("", "QuickBooks does not answer since"), ("7", "no call of 7 since")])
def test_a_refusal_names_who_does_not_answer_and_since_when(account, words):
    circuit = opened()

    error = refusal(Party("QuickBooks", account), circuit, MORNING + timedelta(seconds=10), shortest)

    assert words in str(error)
    assert (error.condition, error.since, error.after_seconds) == (Condition.QUICKBOOKS_UNAVAILABLE, MORNING, 20)


def test_a_refused_try_comes_back_within_ten_minutes_and_not_with_all_others():
    circuit = Circuit(since=MORNING, pauses=9, until=MORNING + LONGEST_PAUSE)

    waits = {refusal(Party("talech"), circuit, MORNING, lambda n=n: n / 40).after_seconds for n in range(40)}

    assert LONGEST_PAUSE.total_seconds() <= min(waits) < max(waits) <= LONGEST_WAIT.total_seconds() == 600
    assert len(waits) == 40


REFUSED = RetriableError("503", condition=Condition.TALECH_UNAVAILABLE, fault_code=3001)


def test_a_failure_counts_with_its_cause_and_since_the_first():
    first = failed(Circuit(version=4), MORNING)
    second = failed(first, MORNING + SECOND, error=REFUSED)

    assert first == Circuit(4, 1, MORNING, condition=Condition.QUICKBOOKS_UNAVAILABLE)
    assert second == Circuit(4, 2, MORNING, condition=Condition.TALECH_UNAVAILABLE, fault_code=3001)


@pytest.mark.parametrize(("draw", "seconds"), [(shortest, 15), (lambda: 0.5, 22.5), (longest, 30)])
def test_the_fifth_failure_opens_it_for_a_pause_by_chance(draw, seconds):
    almost = failed(Circuit(version=4), MORNING, times=4)

    assert failed(almost, MORNING + SECOND, error=REFUSED, chance=draw) == Circuit(
        version=4,
        failures=5,
        since=MORNING,
        pauses=1,
        until=MORNING + SECOND + timedelta(seconds=seconds),
        is_probed=False,
        condition=Condition.TALECH_UNAVAILABLE,
        fault_code=3001,
    )


def test_a_probe_that_fails_opens_it_again_at_once_and_the_next_worker_may_probe_after_the_pause():
    circuit = opened()
    probe = with_probe(circuit, circuit.until)

    again = failed(probe, circuit.until + SECOND)

    assert probe == replace(circuit, is_probed=True, until=circuit.until + PROBE_WITHIN)
    assert again == replace(circuit, failures=6, pauses=2, until=circuit.until + SECOND + 2 * FIRST_PAUSE)
    assert again.is_probed is False


def test_a_call_that_fails_when_the_pause_is_over_counts():
    circuit = opened()

    assert failed(circuit, circuit.until - SECOND) == circuit
    assert failed(circuit, circuit.until).pauses == 2


def test_failures_count_together_within_half_an_hour():
    once = Circuit(7, 1, MORNING)

    assert as_of(once, MORNING + WITHIN) == once
    assert as_of(once, MORNING + WITHIN + SECOND) == Circuit(7)
    assert as_of(Circuit(7), MORNING) == Circuit(7)
    assert as_of(Circuit(7, 5, MORNING, pauses=1), MORNING) == Circuit(7)


def test_an_answer_leaves_nothing_but_the_count_of_writes():
    assert after_answer(replace(opened(), version=9)) == Circuit(9)


def test_a_closed_circuit_has_no_probe():
    assert with_probe(Circuit(), MORNING) is None


@pytest.mark.parametrize(
    ("until", "draw", "seconds"),
    [
        (None, shortest, 1),
        (None, longest, 30),
        (-60, longest, 30),
        (-60, shortest, 1),
        (10, longest, 40),
        (60, shortest, 60),
        (60, longest, 120),
        (60, lambda: 0.5, 90),
        (300, longest, 480),
        (420, longest, 600),
        (500, longest, 600),
    ],
)
def test_a_refused_try_waits_for_the_pause_and_up_to_as_long_again(until, draw, seconds):
    circuit = Circuit(pauses=1, until=None if until is None else MORNING + timedelta(seconds=until))

    assert refusal(Party("talech"), circuit, MORNING, draw).after_seconds == seconds


@pytest.mark.parametrize(
    ("party", "text"),
    [
        (Party("talech"), "talech does not answer since 2026-11-24 09:05 UTC: it is not asked now"),
        (Party("QuickBooks", "7"), "QuickBooks serves no call of 7 since 2026-11-24 09:05 UTC: it is not asked now"),
    ],
)
def test_a_refusal_keeps_the_cause_of_the_circuit(party, text):
    since = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    circuit = Circuit(since=since, pauses=1, condition=Condition.TALECH_UNAVAILABLE, fault_code=3001)

    error = refusal(party, circuit, since + WITHIN, shortest)
    unknown = refusal(party, replace(circuit, since=None), since, shortest)

    assert (str(error), error.condition, error.fault_code, error.since) == (
        text,
        Condition.TALECH_UNAVAILABLE,
        3001,
        since,
    )
    assert (str(unknown), unknown.since) == (text, since)
