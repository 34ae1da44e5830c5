"""Whose address is used, and who may change it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from daybook.application.ports import LaunchClaims
from daybook.application.telling.mail_address import Asker, BadAddressError, MailsChoice, choose_notify
from daybook.application.telling.recipients import UnknownSubscriberError, remember_recipient, unsubscribe
from fakes.clock import FakeClock
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.people.notify_store import FakeNotifyStore
from unit.aws import builders

OWNER = "owner@example.com"
M1 = builders.MERCHANT


@pytest.fixture
def store():
    return FakeNotifyStore()


def launched_by(user, language="fr"):
    return LaunchClaims(M1, "STANDARD", user, language, "launch", datetime(2026, 11, 24, tzinfo=UTC))


def chosen(store, email=OWNER):
    """What a merchant chose in a deployment that sends no mails, where every address is taken at once."""
    clock = FakeClock()
    ports = SimpleNamespace(
        notify_store=store, one_time=FakeOneTimeTokens(clock), mail_service=lambda: None, clock=clock
    )
    asker = Asker(builders.connection(), builders.profile(), "maria@example.com")
    return choose_notify(asker, MailsChoice(email, "en", alerts=True, daily_summary=True), ports).preference


def test_the_launching_user_gets_alerts_and_no_summary(store):
    remember_recipient(launched_by(OWNER), store)

    known = store.preference(M1)
    assert (known.email, known.language, known.alerts, known.daily_summary) == (OWNER, "fr", True, False)


def test_a_user_who_is_no_address_is_not_written_to(store):
    remember_recipient(launched_by("owner"), store)

    assert store.preference(M1) is None


def test_mails_do_not_move_to_an_employee_who_opens_the_page(store):
    remember_recipient(launched_by(OWNER), store)
    remember_recipient(launched_by("waiter@example.com", "en"), store)

    assert (store.preference(M1).email, store.preference(M1).language) == (OWNER, "fr")


def test_an_owner_who_changes_language_is_written_to_in_that_language(store):
    remember_recipient(launched_by(OWNER), store)
    remember_recipient(launched_by(OWNER, "en"), store)

    assert store.preference(M1).language == "en"


@pytest.mark.parametrize(
    "text",
    ["owner", "a@b", "a b@example.com", "a@example.com\nBcc: x@example.com", "a@x.com,b@x.com", "<a@x.com>", "é@x.com"],
)
def test_what_is_no_single_address_is_refused_and_changes_nothing(store, text):
    chosen(store)

    with pytest.raises(BadAddressError):
        chosen(store, email=text)

    assert store.preference(M1).email == OWNER


def test_an_empty_address_ends_all_mails(store):
    assert chosen(store, email=" ").email == ""


def test_the_link_in_a_mail_ends_the_summary_and_keeps_the_alerts(store):
    token = chosen(store).unsubscribe_token

    for _ in range(2):
        unsubscribe(M1, token, store)

    assert (store.preference(M1).daily_summary, store.preference(M1).alerts) == (False, True)


@pytest.mark.parametrize(("merchant", "token"), [(M1, "guessed"), (M1, ""), ("m_2", "guessed"), (M1, "é")])
def test_a_guessed_link_changes_nothing(store, merchant, token):
    chosen(store)

    with pytest.raises(UnknownSubscriberError):
        unsubscribe(merchant, token, store)

    assert store.preference(M1).daily_summary


def test_a_changed_choice_keeps_the_links_of_earlier_mails_alive(store):
    before = chosen(store).unsubscribe_token

    assert chosen(store, email="new@example.com").unsubscribe_token == before
