"""A grant that is about to end is told at 30, 7 and 1 days, each once, and says the two steps to go on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.adapters.mail.writer import BilingualWriter
from daybook.application.telling.notify import tell_grant_ending
from daybook.bootstrap import mailing
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.telling.mail import GrantEnding, MailNotSentError, Reader
from fakes.systems import FakeSystems
from unit.aws import builders
from unit.mail.conftest import MERCHANT

NBSP = "\N{NO-BREAK SPACE}"
LINK = "https://daybook.example/connect"


@pytest.fixture
def ends_at(clock):
    return clock.now() + timedelta(days=30)


@pytest.fixture
def tell(ports):
    """A forecast is told; how many mails that sent."""
    return lambda ends_at, stage=30: tell_grant_ending(MERCHANT, ends_at, stage, ports)


def test_each_stage_is_told_once_however_often_the_watchdog_looks(tell, ends_at, clock, mailer):
    sent = []
    for stage in (30, 30, 7, 7, 1, 1):
        clock.advance(days=2)
        sent.append(tell(ends_at, stage))

    assert sent == [1, 0, 1, 0, 1, 0]
    assert {mail.to for mail in mailer.sent} == {"owner@example.com"}


def test_an_end_that_every_refresh_measures_anew_is_told_once(tell, ends_at, clock):
    """Measured a second later it may lie on the next date."""
    sent = [tell(ends_at + timedelta(hours=hours)) for hours in (0, -20, 20)]
    clock.advance(days=2)

    assert [*sent, tell(ends_at)] == [1, 0, 0, 0]


def test_the_end_of_a_new_grant_is_told_again(tell, ends_at, connections, clock):
    tell(ends_at)
    clock.advance(days=1)
    connections.save_connection(replace(connections.connection(MERCHANT), connected_at=clock.now()))

    assert tell(ends_at) == 1


def test_a_mail_that_could_not_leave_is_tried_at_the_next_look(tell, ends_at, clock, mailer):
    mailer.broken = True
    with pytest.raises(MailNotSentError):
        tell(ends_at)
    mailer.broken = False
    clock.advance(days=1)

    assert (tell(ends_at), tell(ends_at)) == (1, 0)


@pytest.mark.parametrize("changes", [{"alerts": False}, {"email": ""}])
def test_who_wants_no_alerts_or_has_no_address_gets_none(tell, ends_at, preferences, changes):
    preferences.save_preference(MERCHANT, replace(preferences.preference(MERCHANT), **changes))

    assert tell(ends_at) == 0


def test_the_link_leads_to_a_page_that_only_a_launch_from_talech_opens(tell, ends_at, mailer):
    """Whoever finds the mail finds no way in; whoever has just come from talech finds one button."""
    tell(ends_at)

    assert LINK in mailer.sent[0].text
    assert LINK.endswith("/connect")
    assert "Open Daybook from talech" in " ".join(mailer.sent[0].text.split())


def test_who_disconnected_or_never_launched_gets_none(tell, ends_at, ports, connections):
    connections.save_connection(connections.connection(MERCHANT).with_status(ConnectionStatus.DISCONNECTED))

    assert tell(ends_at) == 0
    assert tell_grant_ending("nobody", ends_at, 30, ports) == 0


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("en", "Daybook: Reconnect QuickBooks before Dec 24, 2026", "It ends on Dec 24, 2026"),
        ("fr", f"Daybook{NBSP}: Reconnectez QuickBooks avant le 24 déc. 2026", "Cet accès prend fin le 24 déc. 2026"),
    ],
)
def test_the_mail_names_the_day_the_company_and_the_link(language, subject, sentence):
    reader = Reader("owner@example.com", language, "CA", "Harbour Coffee", "Harbour <Books> & Co")

    mail = BilingualWriter().grant_ending(GrantEnding(date(2026, 12, 24), 30, LINK), reader)

    text = " ".join(mail.text.split())
    assert (mail.subject, mail.unsubscribe_url) == (subject, "")
    assert sentence in text
    assert "Harbour <Books> & Co" in text
    assert f"\n{LINK}\n" in mail.text
    assert mail.html.count("<a ") == 1
    assert f'<a href="{LINK}">' in mail.html
    assert "Harbour &lt;Books&gt; &amp; Co" in mail.html
    assert max(len(line) for line in mail.text.splitlines()) <= 76


@pytest.fixture
def counted(monkeypatch):
    """What the invocation would publish."""
    seen = []
    monkeypatch.setattr(mailing, "count", lambda metric, number=1: seen.append((metric, number)))
    return seen


def test_the_watchdogs_mails_are_counted_and_their_failures_go_no_further(monkeypatch, counted, ports, mailer, ends_at):
    monkeypatch.setenv("MAIL_FROM", "books@daybook.example")
    del ports.proofs

    mailing.tell_ending(MERCHANT, ends_at, 30, ports)
    mailer.broken = True
    mailing.tell_lost(MERCHANT, ports)

    assert counted == [("MailSent", 1), ("MailFailed", 1)]


@pytest.mark.parametrize(
    "tell",
    [
        lambda: mailing.tell_lost(MERCHANT, FakeSystems()),
        lambda: mailing.tell_ending(MERCHANT, builders.NOW, 7, FakeSystems()),
    ],
)
def test_a_deployment_without_a_sender_tells_nobody(monkeypatch, counted, tell):
    monkeypatch.setenv("MAIL_FROM", "")

    tell()

    assert counted == []
