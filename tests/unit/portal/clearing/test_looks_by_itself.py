"""Looks that no person asks for: off at first, turned on and off on the page, made once, waited out or told."""

from datetime import timedelta

import pytest

from daybook.application.watching.watch_looks import watch_looks
from daybook.domain.clearing.books_reading import MOST_READS_OF_ALL, BooksUnreadableError
from daybook.domain.clearing.look_plan import Every, LookEnd, LookKind, LookPlan
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from unit.portal.clearing.conftest import turn_on
from unit.portal.clearing.test_clearing import pay
from unit.portal.clients import settled_client
from unit.portal.double_income.entered_by_hand import BEGIN, days, enter_by_hand, look
from unit.portal.merchant import MERCHANT

CLEARING, DOUBLE = LookKind.CLEARING, LookKind.DOUBLE_INCOME


def watch(world, *, after=timedelta(0)):
    world.clock.advance(seconds=after.total_seconds())
    watched = watch_looks(world.ports, lambda: True)
    assert watched.problems == ()
    return [each.end for each in watched.looks]


def plan_each(visitor, every, page="/clearing"):
    return visitor.send(visitor.open(page), f"{page}/looks", every=every)


@pytest.fixture
def weekly(synced, visitor):
    turn_on(visitor)
    pay(synced)
    plan_each(visitor, "week")
    return synced


def test_nothing_is_read_by_itself_until_a_person_turns_it_on(synced, visitor):
    turn_on(visitor)

    assert watch(synced, after=timedelta(days=40)) == []
    assert synced.movements.asked == []
    assert "Daybook reads only when you ask." in synced.visitor().open("/clearing").words


def test_the_page_says_what_it_costs_and_shows_what_a_look_by_itself_found(weekly, visitor):
    assert "by itself each week, next on Nov 24, 2026: about 5 readings a month" in visitor.open("/clearing").words

    assert watch(weekly) == [LookEnd.DONE]

    page = visitor.open("/clearing")
    assert "1 of 60 readings this month" in page.words
    assert "Nothing needs a look." in page.words
    assert "next on Dec 1, 2026" in page.words


def test_a_turn_is_made_once_by_whichever_check_comes_first(weekly):
    seen = list(weekly.clearing.due_looks(weekly.clock.now()))
    assert watch(weekly) == [LookEnd.DONE]
    weekly.clearing.due_looks = lambda _: iter(seen)

    assert watch(weekly) == []
    assert len(weekly.movements.asked) == 1


def test_it_comes_again_after_a_week_and_no_more_once_it_is_turned_off(weekly, visitor):
    assert watch(weekly) == [LookEnd.DONE]
    assert watch(weekly, after=timedelta(days=6, hours=23)) == []
    assert watch(weekly, after=timedelta(hours=1)) == [LookEnd.DONE]

    visitor = weekly.visitor()
    plan_each(visitor, "never")
    assert watch(weekly, after=timedelta(days=8)) == []

    visitor = weekly.visitor()
    plan_each(visitor, "day")
    visitor.send(visitor.open("/clearing"), "/clearing/follow", follow="off")
    assert watch(weekly, after=timedelta(days=8)) == []


def test_a_vendor_who_is_away_is_waited_out_for_three_days_and_then_until_the_next_turn(weekly):
    weekly.movements.errors = [RetriableError("QuickBooks is away")] * 3

    tries = [watch(weekly, after=timedelta(hours=hours)) for hours in (0, 1, 23, 24, 24)]

    assert tries == [[LookEnd.AWAY], [], [LookEnd.AWAY], [LookEnd.AWAY], []]
    assert "On Nov 26, 2026 it could not: QuickBooks did not answer." in weekly.visitor().open("/clearing").words
    assert watch(weekly, after=timedelta(days=6)) == [LookEnd.DONE]
    assert "it could not" not in weekly.visitor().open("/clearing").words


def test_after_three_looks_without_an_answer_the_others_wait_for_the_next_check(synced):
    for number in range(4):
        settled_client(synced, f"m_{number}0", f"Bistro {number}")
        synced.clearing.save_plan(f"m_{number}0", DOUBLE, LookPlan(Every.MONTH, synced.clock.now()))
    synced.movements.errors = [RetriableError("QuickBooks is away")] * 3

    assert [watch(synced), watch(synced)] == [[LookEnd.AWAY] * 3, [LookEnd.DONE]]


def test_readings_that_are_used_up_move_a_look_to_the_next_month_and_are_told(weekly):
    weekly.clearing.reads["2026-11"] = MOST_READS_OF_ALL

    assert watch(weekly) == [LookEnd.NO_READS]

    page = weekly.visitor().open("/clearing")
    assert "readings of the month were used up" in page.words
    assert "next on Dec 1, 2026" in page.words
    assert weekly.movements.asked == []
    assert watch(weekly, after=timedelta(days=7)) == [LookEnd.DONE]


def test_a_grant_that_ended_is_marked_as_lost_and_not_asked_again(weekly):
    weekly.movements.errors = [NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "the grant is dead")]

    assert watch(weekly) == [LookEnd.NO_ACCESS]

    assert weekly.connections.connection(MERCHANT).status is ConnectionStatus.NEEDS_RECONNECT
    assert watch(weekly, after=timedelta(days=7)) == [LookEnd.NO_ACCESS]
    assert len(weekly.movements.asked) == 1


def test_an_answer_that_cannot_be_used_is_told_and_asked_for_at_the_next_turn(weekly):
    weekly.movements.errors = [BooksUnreadableError("cut")]

    assert watch(weekly) == [LookEnd.UNREADABLE]

    assert "could not use QuickBooks’ answer" in weekly.visitor().open("/clearing").words
    assert watch(weekly, after=timedelta(days=6)) == []


def test_a_week_after_the_first_sync_one_more_look_comes_by_itself_and_home_says_what_it_found(ready, visitor):
    look(visitor, "/sync")
    ready.clock.advance(days=3)
    visitor = ready.visitor()
    assert "once more by itself" in visitor.open("/double-income").words
    visitor.send(visitor.open("/sync"), "/sync", first=str(BEGIN), last=str(BEGIN + timedelta(days=27)))
    ready.work()
    enter_by_hand(ready, days(BEGIN, 13))

    assert watch(ready, after=timedelta(days=4)) == [LookEnd.TOO_EARLY]
    assert "Income may stand twice" not in ready.visitor().open("/").words
    assert watch(ready, after=timedelta(days=3)) == [LookEnd.DONE]

    assert "Income may stand twice" in ready.visitor().open("/").words
    assert "a second time" in ready.visitor().open("/double-income").words
    assert ready.clearing.plan(MERCHANT, DOUBLE).every is Every.NEVER
    assert watch(ready, after=timedelta(days=60)) == []


def test_double_income_is_looked_for_monthly_where_turned_on_without_asking_talech(synced, visitor):
    plan_each(visitor, "month", "/double-income")
    synced.sales.error = AssertionError("talech is asked")

    ends = [watch(synced, after=timedelta(days=later)) for later in (0, 29, 1)]

    assert ends == [[LookEnd.DONE], [], [LookEnd.DONE]]
