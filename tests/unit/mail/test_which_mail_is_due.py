"""One mail per cause and day, never one per retry, and none that says nothing new."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.application.telling.notify import tell_connection_lost, tell_outcome
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.location_day import Outcome, SyncCause, SyncState
from daybook.domain.telling.mail import MailNotSentError
from daybook.domain.telling.notify import PAUSE
from unit.aws import builders, day_builders

MERCHANT = builders.MERCHANT
D = date(2026, 11, 23)
UNTIED = Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED, message="grossRevenue: 1000 and 1100")
LOST = Outcome(SyncState.HELD, reason=HoldReason.NEEDS_RECONNECT, message="not connected")
POSTED = Outcome(SyncState.POSTED, BooksState(document=day_builders.document()))


@pytest.fixture
def tell(settle, ports):
    """An outcome arrives and is told; how many mails that sent."""
    return lambda outcome, on=D, **where: tell_outcome(*settle(outcome, on, **where), ports)


@pytest.fixture
def lost(connections):
    """The grant died: the worker has marked the connection."""
    held = connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    connections.save_connection(held)


def test_a_held_day_is_told_once_however_often_it_is_tried(tell, mailer, clock):
    first = tell(UNTIED)
    clock.advance(days=1)
    again = [tell(UNTIED, cause=SyncCause.RECHECK), tell(UNTIED, cause=SyncCause.REPLAY)]

    assert (first, again) == (1, [0, 0])
    assert [mail.to for mail in mailer.sent] == ["owner@example.com"]


def test_two_shops_held_on_one_date_are_one_mail(tell):
    assert [tell(UNTIED), tell(UNTIED, shop="304268:1")] == [1, 0]


def test_thirty_days_of_history_are_two_mails_and_the_second_names_every_day(tell, mailer, clock):
    """The first names the day that came first; the rest waits for the next look at them, at the next close."""
    for back in range(30):
        tell(UNTIED, D - timedelta(days=back), cause=SyncCause.FIRST_SYNC)
    clock.advance(days=1)
    tell(UNTIED, D - timedelta(days=7), cause=SyncCause.RECHECK)

    assert len(mailer.sent) == 2
    assert "Nov 23, 2026" in mailer.sent[0].text
    assert "Days that wait (30): Oct 25, 2026 to Nov 23, 2026" in mailer.sent[1].text


def test_another_reason_is_another_mail(tell):
    closed = Outcome(SyncState.HELD, reason=HoldReason.CLOSED_PERIOD, message="closed until 2026-10-31")

    assert [tell(UNTIED), tell(closed, D - timedelta(days=30))] == [1, 1]


def test_the_next_day_that_does_not_tie_is_told_again(tell, clock):
    tell(UNTIED)
    clock.advance(days=1)

    assert tell(UNTIED, D + timedelta(days=1)) == 1


@pytest.mark.usefixtures("lost")
def test_a_lost_connection_is_told_once_and_again_after_a_week(tell, ports, mailer, clock):
    """By the watchdog, which asks the grant again every day; the days that meet it tell nothing."""
    for later in range(8):
        assert tell(LOST, D + timedelta(days=later)) == 0
        tell_connection_lost(MERCHANT, ports)
        clock.advance(days=1)

    assert len(mailer.sent) == 2
    assert "Days that wait (8)" in mailer.sent[1].text


@pytest.mark.usefixtures("lost")
def test_a_connection_lost_again_after_a_reconnect_is_told_again(ports, connections, clock):
    tell_connection_lost(MERCHANT, ports)
    clock.advance(days=1)
    again = replace(connections.connection(MERCHANT), connected_at=clock.now())
    connections.save_connection(again)

    assert tell_connection_lost(MERCHANT, ports) == 1


@pytest.mark.usefixtures("lost")
def test_a_lost_connection_that_no_day_has_met_is_told_and_not_once_more_by_the_day(tell, ports, mailer):
    noticed = tell_connection_lost(MERCHANT, ports)

    assert (noticed, tell(LOST)) == (1, 0)
    assert mailer.sent[0].subject == "Daybook: QuickBooks is disconnected"


def test_a_merchant_who_disconnected_is_left_alone(tell, connections, mailer):
    connections.save_connection(connections.connection(MERCHANT).with_status(ConnectionStatus.DISCONNECTED))

    tell(LOST)

    assert mailer.sent == []


@pytest.mark.parametrize("reason", [HoldReason.RESPONSE_DIFFERS, HoldReason.DEMO_MERCHANT])
def test_what_the_merchant_cannot_settle_is_not_theirs_to_read(tell, reason):
    assert tell(Outcome(SyncState.HELD, reason=reason)) == 0


@pytest.mark.parametrize("wish", [{"email": ""}, {"alerts": False}])
def test_nobody_is_told_against_their_wish(tell, preferences, wish):
    preferences.save_preference(MERCHANT, replace(preferences.preference(MERCHANT), **wish))

    assert tell(UNTIED) == 0


def test_a_mail_that_could_not_leave_is_tried_at_the_next_look_an_hour_later(tell, mailer, clock):
    mailer.broken = True
    with pytest.raises(MailNotSentError):
        tell(UNTIED)
    mailer.broken = False

    at_once = tell(UNTIED, cause=SyncCause.RECHECK)
    clock.advance(seconds=PAUSE.total_seconds())

    assert (at_once, tell(UNTIED, cause=SyncCause.RECHECK)) == (0, 1)


def test_of_two_workers_with_the_same_news_one_sends(settle, ports, mailer, preferences):
    """The other worker stores its notice between our look and our write."""
    request, outcome = settle(UNTIED, D)
    look = preferences.notice

    def overtaken(merchant_id, cause):
        seen = look(merchant_id, cause)
        preferences.notice = look
        tell_outcome(request, outcome, ports)
        return seen

    preferences.notice = overtaken
    ours = tell_outcome(request, outcome, ports)

    assert (ours, len(mailer.sent)) == (0, 1)


@pytest.fixture
def summary_wanted(preferences):
    preferences.save_preference(MERCHANT, replace(preferences.preference(MERCHANT), daily_summary=True))


def test_a_summary_is_for_those_who_asked_for_it(tell):
    assert [tell(POSTED), tell(POSTED, shop="304268:1")] == [0, 0]


@pytest.mark.usefixtures("summary_wanted")
def test_a_summary_leaves_with_the_last_shop_of_its_date_and_only_then(tell, mailer):
    sent = [tell(POSTED), tell(POSTED, shop="304268:1"), tell(POSTED)]

    assert sent == [0, 1, 0]
    assert mailer.sent[0].subject == "Monday, November 23: your sales are in your books"


@pytest.mark.usefixtures("summary_wanted")
def test_a_re_read_or_asked_for_day_sends_no_summary(tell):
    tell(POSTED, cause=SyncCause.RESYNC)

    assert tell(POSTED, shop="304268:1", cause=SyncCause.RECHECK) == 0


@pytest.mark.usefixtures("summary_wanted")
def test_a_summary_adds_up_the_posted_shops_and_says_which_one_waits(tell, ports, mailer):
    ports.proofs.save(day_builders.proof(day_builders.day(D)))

    tell(POSTED)
    tell(UNTIED, shop="304268:1")

    alert, summary = mailer.sent
    assert alert.unsubscribe_url == ""
    assert "not everything is in your books yet" in summary.subject
    assert "Queen St: Posted (TL-20261123-ABCDEF)" in summary.text
    assert "King St: Held for you: " in summary.text
    assert "Gross sales: $1,194.99" in summary.text
    assert summary.unsubscribe_url == "https://daybook.example/mail/unsubscribe?merchant=304267&token=stop-1"
