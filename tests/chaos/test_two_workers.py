"""Two workers at once: on one day, or on one grant whose refresh token changes."""

import threading
from datetime import timedelta

import pytest

from chaos.accidents import REFUSED_TOKEN, after, passing
from chaos.books import open_books
from chaos.corner_shop import DATES
from chaos.wired.moments import claims, leases_refresh, posts_document, refreshes
from chaos.wired.wire import ALWAYS, Fault
from daybook_local.system.vendors.loopback import Loopback
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("chaos")]

_A_WHILE_SECONDS = 60
_IN_HIDING = timedelta(minutes=3)
"""How long the queues of the template wait for a worker that says nothing; a lease is about as long."""
_REFUSED = 400


@pytest.fixture(scope="module")
def books(wired):
    return open_books(wired, "journal_entry")


@pytest.fixture
def changing_tokens(wired):
    """Intuit changes the refresh token at every refresh; keywords say how long the one before stays good."""
    oauth = Loopback(wired.system.quickbooks.url)

    def change(*, grace_hours):
        oauth.post("/_control/oauth", {"rotate_after_hours": 0, "grace_hours": grace_hours})

    yield change
    oauth.post("/_control/oauth", {"rotate_after_hours": 24, "grace_hours": 24})
    oauth.close()


def test_one_message_delivered_to_two_workers_at_once_makes_one_document(books, wired):
    """The lease lets one through; the other comes back when it has run out, and finds the day done."""
    on = DATES.first
    refused = threading.Event()
    asks = Fault(claims(on), noticing(refused), ALWAYS)
    first, more = Fault(posts_document(on), after(refused)), Fault(posts_document(on), passing)
    wired.lanes.delays.clear()
    with wired.faults.armed(asks, first, more):
        for lane in ("Backfill", "LocationDay"):
            wired.send(on, lane=lane)
        wired.wait_until_quiet()

    assert refused.is_set()
    assert (first.struck, more.struck) == (1, 0)
    assert [seconds for seconds in wired.lanes.delays if not 120 < seconds <= 180] == []
    assert books.problems(on) == []


def test_a_worker_that_outlived_its_lease_adds_nothing(books, wired):
    """It wakes up in the middle of its call, when its message has come back and another has long posted the day."""
    on = list(DATES)[1]
    woken = threading.Event()
    slow, other = Fault(posts_document(on), after(woken)), Fault(posts_document(on), passing)
    with wired.faults.armed(slow, other):
        wired.send(on)
        assert slow.met.wait(_A_WHILE_SECONDS)
        wired.time_passes(_IN_HIDING)
        wired.wait_until_quiet()
        posted, heard = wired.record(on), len(wired.lanes.delays)
        woken.set()
        assert eventually(lambda: len(wired.lanes.delays) > heard, within=_A_WHILE_SECONDS), wired.story()

    assert (slow.struck, other.struck) == (1, 1)
    assert (posted["state"], wired.record(on)) == ("posted", posted)
    assert books.problems(on) == []


def test_the_message_of_a_dead_worker_comes_back_by_itself_when_its_time_in_hiding_is_over(books, wired):
    """The minutes of the queue pass, and the lease runs out in them; the other deaths of this suite skip the wait."""
    on = list(DATES)[5]

    def kill(exchange):
        exchange.forward()
        exchange.kill_caller()
        wired.time_passes(_IN_HIDING)
        exchange.cut()

    death = Fault(posts_document(on), kill)
    with wired.faults.armed(death):
        wired.post(on)

    assert death.is_spent
    assert wired.record(on)["attempts"] > 1
    assert books.problems(on) == []


def test_two_workers_whose_token_is_refused_refresh_it_once(books, wired, changing_tokens):
    """The loser of the lease waits and takes what the winner has stored: a second refresh would kill the grant."""
    changing_tokens(grace_hours=0)
    wired.restart_workers()
    first, second = list(DATES)[2:4]
    both, lost = threading.Barrier(2), threading.Event()
    refusals = [Fault(posts_document(on), refused_when(both)) for on in (first, second)]
    asks = Fault(leases_refresh, noticing(lost), ALWAYS)
    refresh, more = Fault(refreshes, after(lost)), Fault(refreshes, passing)
    with wired.faults.armed(*refusals, asks, refresh, more):
        wired.send(first)
        wired.send(second, lane="LocationDay")
        wired.wait_until_quiet()

    assert lost.is_set()
    assert (refresh.struck, more.struck) == (1, 0)
    assert [books.problems(on) for on in (first, second)] == [[], []]


def test_a_worker_that_dies_with_the_new_refresh_token_leaves_a_grant_that_works(books, wired, changing_tokens):
    """Intuit has changed it and nobody has stored it: the one before is still good for a day."""
    changing_tokens(grace_hours=24)
    on = list(DATES)[4]

    def kill(exchange):
        exchange.forward()
        pid = exchange.kill_caller()
        wired.lease_runs_out(on)
        wired.refresh_lease_runs_out()
        wired.message_comes_back(pid)
        exchange.cut()

    refusals, death = Fault(posts_document(on), REFUSED_TOKEN, times=2), Fault(refreshes, kill)
    with wired.faults.armed(refusals, death):
        wired.post(on)

    assert refusals.is_spent
    assert death.is_spent
    assert books.problems(on) == []


def noticing(refused):
    """Passes, and sets an event when the answer is a refusal."""

    def notice(exchange):
        answer = exchange.forward()
        if answer.status == _REFUSED:
            refused.set()
        return answer

    return notice


def refused_when(both):
    """The access token is refused, to both workers at the same time."""

    def refuse(exchange):
        both.wait(_A_WHILE_SECONDS)
        return REFUSED_TOKEN(exchange)

    return refuse
