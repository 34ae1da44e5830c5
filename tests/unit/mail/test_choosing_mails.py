"""Whose address is used, and who may change it."""

from datetime import UTC, datetime

import pytest

from daybook.application.choose_notify import (
    BadAddressError,
    UnknownSubscriberError,
    choose_notify,
    remember_recipient,
    unsubscribe,
)
from daybook.application.ports import LaunchClaims
from fakes.notify_store import FakeNotifyStore

OWNER = "owner@example.com"


@pytest.fixture
def store():
    return FakeNotifyStore()


def launched_by(user, language="fr"):
    return LaunchClaims("m_1", "STANDARD", user, language, "launch", datetime(2026, 11, 24, tzinfo=UTC))


def chosen(store, **changes):
    wish = {"email": OWNER, "language": "en", "alerts": True, "daily_summary": True} | changes
    return choose_notify("m_1", store=store, **wish)


def test_the_launching_user_gets_alerts_and_no_summary(store):
    remember_recipient(launched_by(OWNER), store)

    known = store.preference("m_1")
    assert (known.email, known.language, known.alerts, known.daily_summary) == (OWNER, "fr", True, False)


def test_a_user_who_is_no_address_is_not_written_to(store):
    remember_recipient(launched_by("owner"), store)

    assert store.preference("m_1") is None


def test_mails_do_not_move_to_an_employee_who_opens_the_page(store):
    remember_recipient(launched_by(OWNER), store)
    remember_recipient(launched_by("waiter@example.com", "en"), store)

    assert (store.preference("m_1").email, store.preference("m_1").language) == (OWNER, "fr")


def test_an_owner_who_changes_language_is_written_to_in_that_language(store):
    remember_recipient(launched_by(OWNER), store)
    remember_recipient(launched_by(OWNER, "en"), store)

    assert store.preference("m_1").language == "en"


@pytest.mark.parametrize(
    "text", ["owner", "a@b", "a b@example.com", "a@example.com\nBcc: x@example.com", "a@x.com,b@x.com", "<a@x.com>"]
)
def test_what_is_no_single_address_is_refused_and_changes_nothing(store, text):
    chosen(store)

    with pytest.raises(BadAddressError):
        chosen(store, email=text)

    assert store.preference("m_1").email == OWNER


def test_an_empty_address_ends_all_mails(store):
    assert chosen(store, email=" ").email == ""


def test_the_link_in_a_mail_ends_the_summary_and_keeps_the_alerts(store):
    token = chosen(store).unsubscribe_token

    for _ in range(2):
        unsubscribe("m_1", token, store)

    assert (store.preference("m_1").daily_summary, store.preference("m_1").alerts) == (False, True)


@pytest.mark.parametrize(("merchant", "token"), [("m_1", "guessed"), ("m_1", ""), ("m_2", "guessed"), ("m_1", "é")])
def test_a_guessed_link_changes_nothing(store, merchant, token):
    chosen(store)

    with pytest.raises(UnknownSubscriberError):
        unsubscribe(merchant, token, store)

    assert store.preference("m_1").daily_summary


def test_a_changed_choice_keeps_the_links_of_earlier_mails_alive(store):
    before = chosen(store).unsubscribe_token

    assert chosen(store, email="new@example.com").unsubscribe_token == before
