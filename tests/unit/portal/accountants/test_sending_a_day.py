"""A held day is sent to the accountants who may decide it; who may only look is offered no decision."""

import re

import pytest

from daybook.domain.audit import Deed
from unit.portal.clients import settled_client
from unit.portal.guests import LEA, OWNER, WHO, accountant_of, link_to, owner_of, records
from unit.portal.merchant import KING, MERCHANT, NEWEST, sales_of_day
from unit.portal.visitor import Visitor

DAY = f"/log/{NEWEST}/{KING}"


@pytest.fixture
def world(synced):
    """One day is held: talech's own report differs."""
    synced.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, untied=True)
    owner = owner_of(synced)
    owner.send(owner.open(DAY), f"{DAY}/undo")
    synced.work()
    owner.send(owner.open(DAY), f"{DAY}/redo")
    synced.work()
    assert f"{DAY}/release" in owner.open(DAY).body
    return synced


@pytest.mark.parametrize(("language", "said"), [("en", "is on its way"), ("fr", "est en route")])
def test_the_mail_names_day_store_and_reason_and_no_amount(world, language, said):
    accountant_of(world)
    world.mailer.sent.clear()
    owner = owner_of(world, language)

    page = owner.send(owner.open(DAY), f"{DAY}/accountant")

    mail = world.mailer.sent[-1]
    assert (said in page.words, [each.to for each in world.mailer.sent]) == (True, [LEA])
    assert [
        part for part in ("King St", "DB-", OWNER, "https://daybook.example/accountant") if part not in mail.text
    ] == []
    assert "$" not in mail.text
    assert records(world)[-1] == (Deed.DAY_SENT, OWNER)
    assert world.audit.records[MERCHANT][-1].about == f"{NEWEST} {KING}"


def test_an_accountant_who_may_only_look_gets_no_such_mail(world):
    accountant_of(world, "look")
    page = owner_of(world).open(DAY)

    assert f"{DAY}/accountant" not in page.body
    assert 'href="/settings/accountants"' in page.body


def test_a_day_is_sent_twice_an_hour_and_a_mail_that_fails_is_said(world):
    accountant_of(world)
    world.mailer.sent.clear()
    owner = owner_of(world)
    pages = [owner.send(owner.open(DAY), f"{DAY}/accountant") for _ in range(3)]
    world.clock.advance(hours=1, seconds=1)
    owner = owner_of(world)
    world.mailer.broken = True
    failed = owner.send(owner.open(DAY), f"{DAY}/accountant")

    assert [len(world.mailer.sent), "a moment ago" in pages[2].words] == [2, True]
    assert "could not be sent" in failed.words
    assert [deed for deed, _ in records(world)].count(Deed.DAY_SENT) == 2


def test_a_day_in_the_books_cannot_be_sent(world):
    accountant_of(world)
    world.mailer.sent.clear()
    owner = owner_of(world)
    other = DAY.replace(KING, "304267:1")
    fields = owner.open(DAY).form(f"{DAY}/accountant")

    assert f"{other}/accountant" not in owner.open(other).body
    owner.post_to(f"{other}/accountant", fields)
    assert world.mailer.sent == []


def test_an_accountant_sends_no_day_and_decides_it_by_the_button_of_the_page(world):
    reader = accountant_of(world)
    page = reader.open(DAY)

    assert f"{DAY}/accountant" not in page.body
    reader.send(page, f"{DAY}/release")
    assert records(world)[-1] == (Deed.DAY_ACTED_ON, WHO)


def test_who_may_only_look_is_offered_no_button(world):
    page = accountant_of(world, "look").open(DAY)
    log = accountant_of(world, "look").open("/log?state=held&reason=not_tied")

    assert f'action="{DAY}/' not in page.body
    assert "/log/decisions" not in log.body
    assert "/log/decisions" in owner_of(world).open("/log?state=held&reason=not_tied").body


def link_of_the_mail(world):
    """The path behind the button of the newest mail."""
    return re.search(r"https://daybook\.example(/accountant\?\S+)", world.mailer.sent[-1].text)[1]


def sent(world):
    """The day is sent to an accountant of two clients, who signed out since; returns what their browser opens."""
    reader = accountant_of(world)
    settled_client(world, "m_2", "Bar Nord")
    owner = owner_of(world)
    owner.send(owner.open(DAY), f"{DAY}/accountant")
    reader.send(reader.open("/"), "/sign-out")
    return reader.open(link_of_the_mail(world))


def signed_in(world, page, **changed):
    """Where the reader stands after the mail with the link to sign in."""
    reader = Visitor(world)
    reader.send(page, "/accountant/asked", email=LEA, **changed)
    return reader.post_to(link_to(world, kind="sign-in"), {})


def test_the_link_of_the_mail_leads_through_the_sign_in_to_the_day_itself(world):
    page = signed_in(world, sent(world))

    assert (page.status, page.path) == (200, DAY)
    assert f"{DAY}/release" in page.body


@pytest.mark.parametrize(
    "to",
    ["//evil.example", "https://evil.example/log/2026-11-23/1", "/log/2026-11-23/1?x=//evil", "/settings", "x" * 999],
)
def test_a_changed_link_leads_to_the_first_page_and_never_elsewhere(world, to):
    assert signed_in(world, sent(world), to=to).path == "/clients"


def test_a_link_to_the_day_of_books_without_a_grant_leads_to_the_first_page(world):
    page = sent(world)
    owner = owner_of(world)
    owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove")

    assert signed_in(world, page).path == "/"


def test_a_reader_who_mistypes_their_address_is_still_led_to_the_day(world):
    page = Visitor(world).send(sent(world), "/accountant/asked", email="lea")

    assert page.status == 422
    assert signed_in(world, page).path == DAY
