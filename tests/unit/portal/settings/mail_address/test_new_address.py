"""A new mail address counts once its reader has confirmed it, and the one before is told."""

import re

import pytest

from daybook.application.telling.recipients import share_recipient
from daybook.domain.audit import Deed
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT
from unit.portal.settings.mail_address.conftest import (
    NEW,
    OLD,
    USER,
    ask,
    known,
    link_to,
    press,
    reader,
    records,
    visitor_of,
)

UNTIL_TOO_OLD = {"days": 7, "minutes": 1}


def test_mails_go_to_the_old_address_until_the_new_one_is_confirmed(world, visitor):
    page = ask(visitor, alerts="yes", daily_summary="yes")

    assert page.status == 200
    assert f"{NEW} waits for confirmation" in page.words
    assert (known(world).email, known(world).daily_summary) == (OLD, True)

    done = press(world, link_to(world))

    assert done.status == 200
    assert NEW in done.words
    assert known(world).email == NEW
    assert "waits for confirmation" not in visitor.open("/settings").words


def test_the_new_address_gets_one_mail_and_the_old_one_is_told_what_was_asked_and_by_whom(world, visitor):
    ask(visitor)

    assert [mail.to for mail in world.mailer.sent] == [NEW, OLD]
    told = " ".join(world.mailer.sent[1].text.split())
    assert [part for part in (NEW, USER, "If you did not want that") if part not in told] == []
    assert "/mail/confirm" not in told


@pytest.mark.parametrize(("language", "button"), [("en", "Yes, confirm this address"), ("fr", "Oui, confirmer cette")])
def test_a_scanner_that_opens_the_link_confirms_nothing_and_the_page_speaks_the_mails_language(world, language, button):
    ask(visitor_of(world, language))

    page = reader(world).open(link_to(world), accept_language="de")

    assert (page.status, button in page.words, NEW in page.words) == (200, True, True)
    assert page.body.count("<form") == 1
    assert known(world).email == OLD


def test_the_link_can_be_followed_twice(world, visitor):
    ask(visitor)
    link = link_to(world)

    first, second, looked_at = press(world, link), press(world, link), reader(world).open(link)

    assert [page.status for page in (first, second, looked_at)] == [200, 200, 200]
    assert "<form" not in looked_at.body
    assert len([record for record in records(world) if record.deed == Deed.ADDRESS_CONFIRMED]) == 1


@pytest.mark.parametrize(
    ("language", "old", "unknown"),
    [("en", "is too old", "does not work"), ("fr", "est trop ancien", "ne fonctionne pas")],
)
def test_an_old_a_mistyped_and_a_replaced_link_say_so_and_what_to_do(world, language, old, unknown):
    visitor = visitor_of(world, language)
    ask(visitor)
    replaced = link_to(world)
    visitor.send(visitor.open("/settings"), "/settings/mails/again")
    mistyped = link_to(world)[:-1]
    no_merchant = f"/mail/confirm?merchant={'x' * 2100}&token=t"
    unknown_pages = [
        press(world, link, accept_language=language) for link in (replaced, mistyped, no_merchant, "/mail/confirm")
    ]
    world.clock.advance(**UNTIL_TOO_OLD)
    too_old = press(world, link_to(world))

    assert [(page.status, unknown in page.words) for page in unknown_pages] == [(404, True)] * 4
    assert (too_old.status, old in too_old.words) == (410, True)
    assert known(world).email == OLD


def test_a_link_confirms_for_its_own_books_only(world, visitor):
    ask(visitor)
    world.notify_store.save_preference("m_2", NotifyPreference("other@harbor.example", "en", "stop-2"))

    assert press(world, link_to(world).replace(MERCHANT, "m_2")).status == 404
    assert world.notify_store.preference("m_2").email == "other@harbor.example"


def test_a_page_that_a_merchant_reads_too_late_offers_to_send_the_mail_again(world, visitor):
    ask(visitor)
    world.clock.advance(**UNTIL_TOO_OLD)
    visitor = visitor_of(world)
    assert "too old by now" in visitor.open("/settings").words

    page = visitor.send(visitor.open("/settings"), "/settings/mails/again")

    assert "on its way" in page.words
    assert press(world, link_to(world)).status == 200
    assert known(world).email == NEW


def test_sending_again_tells_the_old_address_nothing_new(world, visitor):
    ask(visitor)
    visitor.send(visitor.open("/settings"), "/settings/mails/again")

    assert [mail.to for mail in world.mailer.sent] == [NEW, OLD, NEW]


def test_the_other_choices_are_saved_while_an_address_waits(world, visitor):
    ask(visitor)
    page = visitor.open("/settings")

    visitor.send(page, "/settings/mails", daily_summary="yes")

    assert page.form("/settings/mails")["email"] == NEW
    assert (known(world).daily_summary, known(world).waiting.email, len(world.mailer.sent)) == (True, NEW, 2)


@pytest.mark.parametrize("way", ["withdraw", "the old address again"])
def test_a_waiting_address_can_be_withdrawn_and_its_link_confirms_nothing(world, visitor, way):
    ask(visitor)
    if way == "withdraw":
        visitor.send(visitor.open("/settings"), "/settings/mails/withdraw")
    else:
        ask(visitor, OLD)

    assert press(world, link_to(world)).status == 404
    assert (known(world).email, known(world).waiting) == (OLD, None)
    assert len(world.mailer.sent) == 2


def test_the_first_address_of_all_waits_too_and_no_one_else_is_told(world, visitor):
    world.notify_store.save_preference(MERCHANT, NotifyPreference("", "en", "stop-1"))

    page = ask(visitor)

    assert "Until then no mail is sent" in page.words
    assert [mail.to for mail in world.mailer.sent] == [NEW]


def test_what_was_asked_and_confirmed_is_on_record_with_what_it_was_before(world, visitor):
    ask(visitor)
    visitor.send(visitor.open("/settings"), "/settings/mails/again")
    press(world, link_to(world))

    asked, again, confirmed = records(world)
    assert (asked.deed, asked.who) == (Deed.MAILS_CHANGED, USER)
    assert ("waiting_email", "", NEW) in facts(asked)
    assert (again.deed, facts(again)) == (Deed.CONFIRMATION_SENT_AGAIN, [])
    assert (confirmed.deed, confirmed.who) == (Deed.ADDRESS_CONFIRMED, NEW)
    assert facts(confirmed) == [("email", OLD, NEW), ("waiting_email", NEW, "")]
    assert not re.search(r"token|[0-9a-f]{64}", repr(records(world)))
    assert "Confirmed an e-mail address by the link in a mail" in visitor.open("/changes").words


def facts(record):
    return [(change.fact, change.before, change.after) for change in record.changes if "email" in change.fact]


def test_the_store_holds_no_token(world, visitor):
    ask(visitor)
    token = re.search(r"token=([\w-]+)", link_to(world))[1]

    assert token not in repr(known(world))


def test_the_api_has_the_same_rules_and_says_what_waits(world):
    caller = Caller(world)
    wish = {"email": NEW, "alerts": True, "daily_summary": False}

    status, settings, _ = caller.send("PUT", "/settings/mails", wish)
    _, again, _ = caller.send("POST", "/settings/mails/again")

    assert (status, settings["mails"]["email"], settings["mails"]["waiting"]["email"]) == (200, OLD, NEW)
    assert again["mails"]["waiting"]["until"] == "2026-12-01T15:05:00Z"
    _, withdrawn, _ = caller.send("POST", "/settings/mails/withdraw")
    assert withdrawn["mails"].get("waiting") is None
    assert caller.send("POST", "/settings/mails/again")[0] == 409
    world.mailer.broken = True
    status, problem, _ = caller.send("PUT", "/settings/mails", wish)
    assert (status, "could not be sent" in problem["title"]) == (503, True)
    assert known(world).waiting is None


def test_further_books_take_over_the_address_that_is_confirmed_and_not_the_one_that_waits(world, visitor):
    ask(visitor)

    share_recipient(f"{MERCHANT}@2", world.notify_store)

    shared = world.notify_store.preference(f"{MERCHANT}@2")
    assert (shared.email, shared.waiting) == (OLD, None)
