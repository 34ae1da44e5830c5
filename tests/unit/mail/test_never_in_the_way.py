"""A day is settled before its mail is thought of, and stays settled whatever becomes of the mail."""

from datetime import UTC, date, datetime

import pytest

from daybook.bootstrap import mailing
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import Outcome, SyncCause, SyncRequest, SyncState
from daybook.domain.telling.mail import MailNotSentError
from fakes.systems import FakeSystems
from unit.aws import day_builders

REQUEST = SyncRequest(day_builders.day(date(2026, 11, 23)), SyncCause.SCHEDULE, datetime(2026, 11, 24, 9, tzinfo=UTC))
HELD = Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED)


class Broken:
    """Systems of which none can be made."""

    def __init__(self, problem):
        self._problem = problem

    def __getattr__(self, name):
        raise self._problem


@pytest.fixture
def counted(monkeypatch):
    """What the invocation would publish."""
    seen = []
    monkeypatch.setattr(mailing, "count", lambda metric, number=1: seen.append((metric, number)))
    return seen


@pytest.fixture
def logged(monkeypatch):
    """What was logged with its traceback, and for which day."""
    seen = []
    recorder = type("Recorder", (), {"exception": staticmethod(lambda text, extra: seen.append((text, extra["day"])))})
    monkeypatch.setattr(mailing, "logger", lambda: recorder)
    return seen


@pytest.fixture
def sender(monkeypatch):
    monkeypatch.setenv("MAIL_FROM", "books@daybook.example")


@pytest.mark.usefixtures("sender")
@pytest.mark.parametrize("problem", [MailNotSentError("SES refused"), KeyError("a bug"), TimeoutError()])
def test_whatever_goes_wrong_with_a_mail_is_counted_and_goes_no_further(counted, logged, problem):
    mailing.tell_merchant(REQUEST, HELD, Broken(problem))

    assert counted == [("MailFailed", 1)]
    assert logged == [("mail not sent", str(REQUEST.day))]


@pytest.mark.usefixtures("sender")
def test_a_mail_that_left_is_counted(counted, settle, ports):
    request, outcome = settle(HELD, date(2026, 11, 23))

    mailing.tell_merchant(request, outcome, ports)
    mailing.tell_merchant(request, outcome, ports)

    assert counted == [("MailSent", 1)]


def test_a_deployment_without_a_sender_looks_at_nothing(monkeypatch, counted):
    monkeypatch.setenv("MAIL_FROM", "")

    mailing.tell_merchant(REQUEST, HELD, FakeSystems())

    assert counted == []
