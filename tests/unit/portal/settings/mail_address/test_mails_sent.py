"""Which mails another address costs, whom they go to, and what happens where one cannot be sent."""

from dataclasses import replace

import pytest

from daybook.application.telling.mail_address import Asker, MailsChoice, TooManyMailsError, choose_notify
from unit.portal.merchant import MERCHANT
from unit.portal.settings.mail_address.conftest import NEW, OLD, USER, ask, known, link_to, press, records, visitor_of


def test_an_empty_address_ends_all_mails_at_once_and_the_old_one_is_told(world, visitor):
    ask(visitor)
    ask(visitor, "")

    assert (known(world).email, known(world).waiting) == ("", None)
    assert [mail.to for mail in world.mailer.sent] == [NEW, OLD, OLD]
    assert "took this address out" in " ".join(world.mailer.sent[-1].text.split())
    assert press(world, link_to(world)).status == 404


def test_the_address_that_talech_named_at_the_launch_needs_no_confirmation_and_the_old_one_is_told(world, visitor):
    page = ask(visitor, USER)

    assert known(world).email == USER
    assert "waits for confirmation" not in page.words
    assert [mail.to for mail in world.mailer.sent] == [OLD]
    assert "they no longer come here" in " ".join(world.mailer.sent[0].text.split())


def test_a_deployment_that_sends_no_mails_takes_the_address_at_once(world, visitor):
    world.mail_service = None

    ask(visitor)

    assert known(world).email == NEW


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_mail_that_cannot_be_sent_is_said_and_changes_nothing(world, language):
    visitor, before = visitor_of(world, language), known(world)
    world.mailer.broken = True

    page = ask(visitor, daily_summary="yes")

    assert page.status == 422
    assert {"en": "could not be sent. Nothing was changed", "fr": "n’a pas pu être envoyé"}[language] in page.words
    assert page.form("/settings/mails")["email"] == NEW
    assert (known(world), records(world)) == (before, [])


def test_an_old_address_that_takes_no_mail_does_not_keep_the_merchants_mails(world, visitor):
    world.mailer.broken = True

    page = ask(visitor, "")

    assert known(world).email == ""
    assert "could not write to the address before" in page.words


def test_daybook_is_no_mail_cannon_in_whichever_books(world, visitor):
    for number in range(5):
        ask(visitor, f"victim-{number}@elsewhere.example")
    sent = len(world.mailer.sent)

    refused = ask(visitor, "victim-5@elsewhere.example")
    again = visitor.send(visitor.open("/settings"), "/settings/mails/again")

    assert (refused.status, again.status, len(world.mailer.sent)) == (422, 422, sent)
    assert "5 mails an hour" in refused.words
    assert known(world).waiting.email == "victim-4@elsewhere.example"
    further = Asker(replace(world.connection, merchant_id=f"{MERCHANT}@2"), world.profile, USER)
    with pytest.raises(TooManyMailsError):
        choose_notify(further, MailsChoice(NEW, "en", alerts=True, daily_summary=False), world.ports)
    world.clock.advance(hours=1, seconds=1)
    assert ask(visitor_of(world), NEW).status == 200
