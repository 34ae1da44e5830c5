"""An accountant signs in by a link in a mail each time; the answer never says which addresses are known."""

import re

import pytest

from daybook.adapters.web.accountants.sign_in_pages import ANSWERED_AFTER_SECONDS
from daybook.domain.audit import Deed
from unit.portal.accountants.sign_in.conftest import sign_in_link
from unit.portal.guests import LEA, WHO, ask_for_link, link_to, owner_of, records
from unit.portal.visitor import Visitor


def test_the_link_of_the_mail_signs_in_at_the_press_of_its_button_and_once(world):
    link = sign_in_link(world)
    reader = Visitor(world)

    page = reader.open(link)
    home = reader.post_to(link, {})
    again = Visitor(world).post(link, {})

    assert LEA in page.words
    assert (home.status, "Look and decide" in home.words) == (200, True)
    assert (again.status, "does not work any more" in again.words) == (410, True)
    assert records(world) == [(Deed.ACCOUNTANT_SIGNED_IN, WHO)]


def test_a_scanner_that_opens_the_link_first_uses_nothing_up(world):
    link = sign_in_link(world)
    pages = [Visitor(world)._answer(method, link, {}) for method in ("GET", "HEAD", "GET")]

    assert [page.status for page in pages] == [200, 200, 200]
    assert pages[0].body.count("<form") == 1
    assert Visitor(world).post(link, {}).status == 303


def test_no_script_presses_the_button(world):
    page = Visitor(world).open(sign_in_link(world))

    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert re.findall(r"<script[^>]*>", page.body) == ['<script src="/static/portal.js" defer>']
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_that_asked_and_the_page_of_the_link_and_the_mail_show_one_number(world):
    asked = ask_for_link(world, network="192.0.2.7")
    number = re.search(r"<b>(\d\d)</b>", asked.body)[1]

    page = Visitor(world).open(link_to(world, kind="sign-in"))

    assert f"the number {number}" in page.words
    assert f": {number}" in world.mailer.sent[-1].text
    assert "192.0.2.7" in world.mailer.sent[-1].text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_unknown_address_gets_the_same_answer_after_the_same_time_and_no_mail(world, language):
    def answer(address):
        page = ask_for_link(world, address, accept_language=language)
        return page.status, re.sub(r"<b>\d\d</b>", "", page.body)

    known, unknown = answer(LEA), answer("stranger@elsewhere.example")

    assert known == unknown
    assert [mail.to for mail in world.mailer.sent] == [LEA]
    assert world.pauses == [ANSWERED_AFTER_SECONDS] * 2


def test_a_slow_mail_is_part_of_the_time_that_every_answer_takes(world):
    send = world.mailer.send
    world.mailer.send = lambda mail: (world.clock.advance(seconds=1.5), send(mail))

    ask_for_link(world)

    assert world.pauses == [ANSWERED_AFTER_SECONDS - 1.5]


def test_a_mail_that_fails_is_not_said_to_the_stranger_who_asked(world):
    before = ask_for_link(world, "stranger@elsewhere.example")
    world.mailer.broken = True

    assert ask_for_link(world).status == before.status == 200


def test_who_was_only_invited_gets_no_link(world):
    owner = owner_of(world)
    owner.send(owner.open("/settings/accountants"), "/settings/accountants", email="sam@nord.example", role="look")
    world.mailer.sent.clear()

    ask_for_link(world, "sam@nord.example")

    assert world.mailer.sent == []


def test_a_newer_link_ends_the_one_before(world):
    first, second = sign_in_link(world), sign_in_link(world)

    assert Visitor(world).open(first).status == 410
    assert Visitor(world).post(first, {}).status == 410
    assert Visitor(world).post(second, {}).status == 303


def test_a_link_is_too_old_after_fifteen_minutes(world):
    link = sign_in_link(world)
    world.clock.advance(minutes=15)

    assert (Visitor(world).open(link).status, Visitor(world).post(link, {}).status) == (410, 410)


def test_a_link_that_is_waiting_opens_nothing_once_the_merchant_removed_its_reader(world):
    link = sign_in_link(world)
    owner = owner_of(world)
    owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove", accountant=LEA)

    assert Visitor(world).post(link, {}).status == 410


def test_five_links_for_an_address_in_ten_minutes_and_the_answer_stays_the_same(world):
    answers = [ask_for_link(world, network=f"192.0.2.{number}").status for number in range(7)]

    assert (answers, len(world.mailer.sent)) == ([200] * 7, 5)
    world.clock.advance(minutes=10, seconds=1)
    ask_for_link(world)
    assert len(world.mailer.sent) == 6


def test_thirty_links_for_a_network_in_an_hour_whatever_the_addresses(world):
    for number in range(30):
        ask_for_link(world, f"victim-{number}@elsewhere.example", network="192.0.2.7")

    refused, elsewhere = ask_for_link(world, network="192.0.2.7"), ask_for_link(world, network="192.0.2.8")

    assert (refused.status, "in an hour" in refused.words, elsewhere.status) == (429, True, 200)


def test_a_form_of_another_site_signs_no_browser_in_and_sends_no_mail(world):
    link = sign_in_link(world)
    sent = len(world.mailer.sent)

    page = Visitor(world).post(link, {}, fetch_site="cross-site")
    asked = Visitor(world).post("/accountant/asked", {"email": LEA}, fetch_site="cross-site")

    assert (page.status, page.headers.get("Location"), LEA in page.words) == (200, None, True)
    assert (asked.status, len(world.mailer.sent)) == (200, sent)
    assert Visitor(world).post(link, {}).status == 303


@pytest.mark.parametrize("text", ["", "lea@nord", "léa@nord.example"])
def test_what_is_no_address_is_said_at_its_field(world, text):
    page = ask_for_link(world, text)

    assert (page.status, 'id="f-email-error"' in page.body) == (422, True)


def test_where_mails_are_sent_the_merchant_makes_no_link_to_sign_in(world):
    owner = owner_of(world)
    page = owner.open("/settings/accountants")
    token = page.form("/sign-out")["csrf_token"]

    answer = owner.post("/settings/accountants/link", {"csrf_token": token, "accountant": LEA})

    assert "/settings/accountants/link" not in page.body
    assert (answer.status, answer.headers["Location"]) == (303, "/settings/accountants")
    assert Deed.SIGN_IN_HANDED_OVER not in [deed for deed, _ in records(world)]
