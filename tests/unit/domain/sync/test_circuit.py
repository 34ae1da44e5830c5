"""A circuit opens after failures in a row and lets one probe through at a time; days are back within ten minutes."""

from datetime import timedelta

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
