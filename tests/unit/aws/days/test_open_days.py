"""What every sync log promises of days that are not settled, whatever their state says."""

from datetime import timedelta

import pytest

from daybook.domain.errors import HoldReason
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws.day_builders import day, intent, posted, sent_call, settled


def unsettled(sync_log):
    return [record.day for record in sync_log.unsettled()]


def test_a_posted_day_with_an_open_call_is_unsettled(sync_log):
    settled(sync_log, day())
    sync_log.claim(day(), "worker")
    sync_log.record_intent(day(), "worker", intent(), sent_call())
    sync_log.release(day(), "worker")

    assert unsettled(sync_log) == [day()]


@pytest.mark.parametrize("work", OpenWork)
def test_half_a_change_keeps_its_day_unsettled(sync_log, work):
    settled(sync_log, day())
    sync_log.claim(day(), "worker")
    sync_log.note(day(), "worker", posted(open_work=work).books)
    sync_log.release(day(), "worker")

    assert unsettled(sync_log) == [day()]


@pytest.mark.parametrize("held", [{"intent": intent()}, {"open_work": OpenWork.PARTLY}])
def test_a_held_day_with_something_open_stays_unsettled(sync_log, held):
    settled(sync_log, day(), posted(SyncState.HELD, **held))

    assert unsettled(sync_log) == [day()]


def test_a_day_that_waits_for_a_vendor_for_long_is_held_and_unsettled(sync_log):
    settled(sync_log, day(), Outcome(SyncState.HELD, reason=HoldReason.VENDOR_UNAVAILABLE))

    assert unsettled(sync_log) == [day()]


def test_a_directive_makes_a_settled_day_unsettled_until_it_is_done(sync_log):
    settled(sync_log, day())

    directive = sync_log.direct(day(), Place.OUT)

    assert sync_log.get(day()).open_directive == directive
    assert unsettled(sync_log) == [day()]
    settled(sync_log, day(), Outcome(SyncState.UNDONE), directives_done=directive.number)
    assert (unsettled(sync_log), sync_log.get(day()).open_directive) == ([], None)


def test_directives_are_numbered_and_the_newest_counts(sync_log):
    settled(sync_log, day())

    first, second = sync_log.direct(day(), Place.OUT), sync_log.direct(day(), Place.IN)

    assert (first.number, second.number) == (1, 2)
    assert sync_log.get(day()).directive.place is Place.IN


def test_a_directive_that_comes_while_a_worker_settles_is_not_lost(sync_log):
    """The worker has carried out the first one; the second came after it had claimed the day."""
    settled(sync_log, day())
    first = sync_log.direct(day(), Place.OUT)
    sync_log.claim(day(), "worker")
    second = sync_log.direct(day(), Place.IN)

    sync_log.settle(day(), "worker", Outcome(SyncState.UNDONE), directives_done=first.number)

    assert unsettled(sync_log) == [day()]
    assert sync_log.get(day()).open_directive == second


def test_a_release_that_comes_while_a_worker_holds_the_day_is_kept(sync_log):
    sync_log.claim(day(), "worker")
    sync_log.allow(day(), HoldReason.NOT_TIED, "q1")

    sync_log.settle(day(), "worker", Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED, question="q1"))

    record = sync_log.get(day())
    assert (record.released, record.question) == ({"not_tied:q1"}, "q1")


def test_a_directive_for_a_day_without_a_record_is_refused(sync_log):
    with pytest.raises(ValueError, match="there is no record of this day"):
        sync_log.direct(day(), Place.OUT)


def test_the_call_lies_whole_beside_its_intent_until_the_day_is_settled(sync_log):
    sync_log.claim(day(), "worker")
    sync_log.record_intent(day(), "worker", intent(), sent_call())
    sync_log.record_intent(day(), "worker", intent(), sent_call(with_proof=False))
    assert sync_log.sent_call(day()) == sent_call(with_proof=False)
    sync_log.record_intent(day(), "worker", intent(), sent_call())

    assert sync_log.sent_call(day()) == sent_call()
    sync_log.note(day(), "worker", posted(open_work=OpenWork.UNPROVED).books)
    assert sync_log.sent_call(day()) is not None
    sync_log.settle(day(), "worker", posted())
    assert sync_log.sent_call(day()) is None
    assert [record.day for record in sync_log.history(day().merchant_id)] == [day()]


def test_a_note_says_what_stands_and_closes_the_intent(sync_log):
    sync_log.claim(day(), "worker")
    sync_log.record_intent(day(), "worker", intent(), sent_call())
    standing = posted(calls=1, open_work=OpenWork.UNPROVED).books

    sync_log.note(day(), "worker", standing)

    assert sync_log.get(day()).books == standing


def test_a_send_begins_the_lease_anew(sync_log, clock):
    sync_log.claim(day(), "worker")
    clock.advance(seconds=100)

    until = sync_log.record_intent(day(), "worker", intent(), sent_call())

    assert until == clock.now() + timedelta(seconds=160)
    clock.advance(seconds=150)
    sync_log.note(day(), "worker", posted().books)


def test_tries_count_claims_without_a_word_and_begin_anew_with_one(sync_log, clock):
    for expected in (1, 2):
        assert sync_log.claim(day(), "dies").tries == expected
        clock.advance(seconds=161)
    assert sync_log.claim(day(), "bug").tries == 3
    sync_log.release(day(), "bug", tries=3)
    assert sync_log.claim(day(), "waits").tries == 4
    sync_log.release(day(), "waits")

    assert sync_log.claim(day(), "worker").tries == 1
