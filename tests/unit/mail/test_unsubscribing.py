"""The last link of a summary ends it, for whoever has the mail and nobody else."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.settings.unsubscribe_pages import unsubscribe_page
from daybook.application.telling.notify import UNSUBSCRIBE_PATH, tell_outcome
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.location_day import Outcome, SyncState
from unit.aws import day_builders
from unit.mail.conftest import MERCHANT

D = date(2026, 11, 23)


def asked(method, query, language="en"):
    return Request(method, UNSUBSCRIBE_PATH, query, accept_language=language)


@pytest.fixture
def link(preferences, settle, ports, mailer):
    """The link of a summary that was really sent."""
    preferences.save_preference(MERCHANT, replace(preferences.preference(MERCHANT), daily_summary=True))
    for shop in ("304267:1", "304268:1"):
        tell_outcome(
            *settle(Outcome(SyncState.POSTED, BooksState(document=day_builders.document())), D, shop=shop), ports
        )
    return urlsplit(mailer.sent[0].unsubscribe_url)


@pytest.mark.parametrize(("language", "words"), [("en-CA", "has stopped"), ("fr-CA", "est arrêté")])
def test_the_link_of_a_sent_summary_ends_it(link, preferences, ports, language, words):
    page = unsubscribe_page(asked("POST", dict(parse_qsl(link.query)), language), ports)

    assert link.path == UNSUBSCRIBE_PATH
    assert (page.status, words in page.body) == (200, True)
    assert not preferences.preference(MERCHANT).daily_summary


def test_a_mail_program_that_opens_every_link_ends_nothing(link, preferences, ports):
    page = unsubscribe_page(asked("GET", dict(parse_qsl(link.query))), ports)

    assert '<form method="post">' in page.body
    assert preferences.preference(MERCHANT).daily_summary


@pytest.mark.parametrize("query", [{}, {"merchant": MERCHANT}, {"merchant": MERCHANT, "token": "guess"}])
def test_a_link_that_is_not_ours_is_a_clear_page_and_changes_nothing(link, preferences, ports, query):
    page = unsubscribe_page(asked("POST", query), ports)

    assert link.query
    assert (page.status, "does not work" in page.body) == (404, True)
    assert preferences.preference(MERCHANT).daily_summary
