from datetime import UTC, datetime

import pytest

from bench.one_day.clock import Pool, Turns, WaitingClockwork
from chaos.days.clockwork import Actor

START = datetime(2026, 3, 3, tzinfo=UTC)


def passed(work):
    """The simulated seconds that an actor's work takes."""
    clock, ended = WaitingClockwork(START), []
    clock.spawn(Actor("worker"), lambda: ended.append(work(clock)))
    clock.finish(lambda: bool(ended))
    return clock.seconds - START.timestamp(), ended[0]


def test_calls_of_a_pool_take_as_many_rounds_as_its_threads_need():
    def work(clock):
        pool = Pool(clock, 8)
        return list(pool.map(lambda number: clock.pause(1.0) or number, range(20)))

    assert passed(work) == (3.0, list(range(20)))


def test_calls_that_wait_for_each_other_take_a_round_each():
    def work(clock):
        pool = Pool(clock, 8)
        first = pool.submit(clock.pause, 1.0)
        second = pool.submit(lambda: first.result() or clock.pause(1.0))
        second.result()
        pool.shutdown()

    assert passed(work)[0] == 2.0


def test_turns_let_fewer_calls_go_than_there_are_threads():
    def work(clock):
        turns, under_way, most = Turns(clock), [], []

        def call():
            turns.wait_for(lambda: len(under_way) < 2)
            under_way.append(1)
            most.append(len(under_way))
            clock.pause(1.0)
            under_way.pop()
            turns.notify()

        list(Pool(clock, 8).map(lambda _: call(), range(6)))
        return max(most)

    assert passed(work) == (3.0, 2)


def test_an_error_of_a_call_reaches_the_reader():
    def work(clock):
        with pytest.raises(ZeroDivisionError):
            Pool(clock, 1).submit(lambda: 1 // 0).result()

    assert passed(work)[0] == 0.0


def test_actors_that_wait_for_each_other_for_ever_are_an_error():
    clock = WaitingClockwork(START)
    clock.spawn(Actor("worker"), lambda: clock.wait_until(lambda: False))

    with pytest.raises(RuntimeError, match="waits for another"):
        clock.finish(lambda: False)
