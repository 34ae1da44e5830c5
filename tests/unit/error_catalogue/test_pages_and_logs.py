"""Pages and log records name the same code for the same error."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daybook.adapters.web.connecting.pages import ConnectAnswers
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.http.requests import Request
from daybook.application.access.sessions import start_session
from daybook.bootstrap.observing import observability
from daybook.domain.catalogue.error_catalogue import entry
from daybook.domain.errors import (
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    Refusal,
    RetriableError,
    UnbalancedEntryError,
)
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRequest, SyncState
from fakes.clock import FakeClock
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.systems import FakeSystems

FOLDER = Path(__file__).parents[3] / "functions" / "connect"
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
REQUEST = SyncRequest(LocationDay("M-1", date(2026, 11, 23), "L-1"), SyncCause.RESYNC, NOW)
VENDOR_WORDS = "Business Validation Error"


def page_of(error, language):
    """The page that connect shows in a session."""
    clock = FakeClock(NOW)
    systems = FakeSystems(one_time=FakeOneTimeTokens(clock), clock=clock)
    session = start_session("M-1", language, systems.one_time, NOW)
    answers = ConnectAnswers(Renderer(FOLDER), systems, SessionCookies(lambda: "a-session-secret"))
    return answers.refused(error, Request("GET", "/connect"), session)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (LaunchRefusedError(Refusal.OTHER_COMPANY, "another realm"), 403, "DB-1018"),
        (NeedsAttentionError(HoldReason.PLAN_BELOW_STANDARD, "plan", details=(VENDOR_WORDS,)), 409, "DB-1501"),
        (NeedsAttentionError(HoldReason.COMPANY_IN_USE, "in use"), 409, "DB-1004"),
        (RetriableError("timeout"), 503, "DB-1901"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_tells_what_happened_and_what_to_do_with_the_code(error, status, code, language):
    page = page_of(error, language)

    text = entry(code).text(language)
    assert page.status == status
    assert all(said in page.body for said in (text.title, text.happened, text.action, code))
    assert str(error) not in page.body.replace(text.happened, "").replace(text.action, "")
    assert VENDOR_WORDS not in page.body


def test_a_bug_gets_no_page_that_would_hide_it():
    with pytest.raises(UnbalancedEntryError):
        page_of(UnbalancedEntryError("debits 1, credits 2"), "en")


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(SyncState.HELD, reason=HoldReason.CLOSED_PERIOD, fault_code=6210), "DB-1202"),
        (Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED), "DB-1301"),
        (Outcome(SyncState.EMPTY), None),
        (Outcome(SyncState.UNDONE), None),
    ],
)
def test_a_log_record_carries_the_code(caplog, outcome, code):
    with caplog.at_level(logging.INFO):
        observability.record_outcome(REQUEST, outcome, NOW)
    observability.metrics().clear_metrics()

    assert [record.error_code for record in caplog.records] == [code]
