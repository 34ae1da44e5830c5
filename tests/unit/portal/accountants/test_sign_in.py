"""An accountant signs in by a link in a mail each time; the answer never says which addresses are known."""

import re

import pytest

from daybook.adapters.web.accountants.sign_in_pages import ANSWERED_AFTER_SECONDS
from daybook.domain.audit import Deed
from daybook.domain.company.setup import Setup
from unit.portal.guests import LEA, WHO, accountant_of, another_client, ask_for_link, link_to, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

OTHER = "m_2"


@pytest.fixture
def world(synced):
    """An accountant accepted days ago; their session has ended."""
    accountant_of(synced)
    synced.clock.advance(days=2)
    synced.audit.records.clear()
    synced.mailer.sent.clear()
    return synced


def second_client(world):
    another_client(world, OTHER)
    accountant_of(world, merchant_id=OTHER, role="look")


def sign_in_link(world, **request):
    ask_for_link(world, **request)
    return link_to(world, kind="sign-in")


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


def test_the_stored_link_and_session_hold_no_grant_so_a_new_role_counts_at_once(world):
    reader = Visitor(world)
    reader.post_to(sign_in_link(world), {})
    assert reader.open("/sync").status == 200

    owner = owner_of(world)
    owner.send(owner.open("/settings/accountants"), "/settings/accountants", email=LEA, role="look")

    assert reader.open("/sync").status == 403


def test_an_accountant_of_several_clients_begins_at_their_list_and_opens_one_at_a_time(world):
    second_client(world)
    reader = Visitor(world)

    page = reader.post_to(sign_in_link(world), {})
    nord = reader.send(page, "/clients/open", books=OTHER)

    assert [name for name in ("Bar Nord", world.profile.name) if name not in page.words] == []
    assert "Bar Nord" in nord.words
    assert reader.open("/sync").status == 403
    reader.send(reader.open("/clients"), "/clients/open", books=MERCHANT)
    assert reader.open("/sync").status == 200
    assert (Deed.ACCOUNTANT_SIGNED_IN, WHO) in records(world, OTHER)


def test_books_without_a_grant_cannot_be_opened_by_their_id(world):
    another_client(world, OTHER)
    reader = Visitor(world)
    reader.post_to(sign_in_link(world), {})
    page = reader.open("/clients")

    answers = [reader.send(page, "/clients/open", books=each).status for each in (OTHER, "", "m_1@2", "#")]

    assert answers == [403] * 4
    assert world.profile.name in reader.open("/").words


def test_a_session_ends_after_thirty_idle_minutes_and_after_twelve_hours(world):
    reader = Visitor(world)
    reader.post_to(sign_in_link(world), {})
    for _ in range(36):
        assert reader.open("/").status == 200
        world.clock.advance(minutes=20)

    assert reader.open("/").status == 403


def test_signing_out_everywhere_ends_the_sessions_on_every_device_and_no_later_one(world):
    first, second = Visitor(world), Visitor(world)
    first.post_to(sign_in_link(world), {})
    second.post_to(sign_in_link(world), {})
    world.clock.advance(minutes=1)

    out = first.send(first.open("/clients"), "/sign-out/everywhere")

    assert "Sign in as an accountant" in out.title
    assert (first.open("/").status, second.open("/").status, second.open("/clients").status) == (403, 403, 403)
    world.clock.advance(seconds=1)
    third = Visitor(world)
    third.post_to(sign_in_link(world), {})
    assert third.open("/").status == 200


def test_signing_out_leads_back_to_the_page_of_accountants(world):
    reader = Visitor(world)
    reader.post_to(sign_in_link(world), {})

    out = reader.send(reader.open("/"), "/sign-out")

    assert "Sign in as an accountant" in out.title
    assert reader.open("/").status == 403


def test_a_session_that_has_ended_names_the_page_of_accountants(world):
    page = Visitor(world).open("/")

    assert 'href="/accountant"' in page.body


def test_a_merchant_who_opens_the_accountants_pages_is_led_home(world):
    owner = owner_of(world)
    token = owner.open("/settings").form("/sign-out")["csrf_token"]

    answers = [
        owner._answer("GET", "/clients", {}),
        owner.post("/clients/open", {"csrf_token": token, "books": MERCHANT}),
        owner.post("/sign-out/everywhere", {"csrf_token": token}),
    ]

    assert [(answer.status, answer.headers["Location"]) for answer in answers] == [(303, "/")] * 3
    assert owner.open("/settings").status == 200


def test_where_mails_are_sent_the_merchant_makes_no_link_to_sign_in(world):
    owner = owner_of(world)
    page = owner.open("/settings/accountants")
    token = page.form("/sign-out")["csrf_token"]

    answer = owner.post("/settings/accountants/link", {"csrf_token": token, "accountant": LEA})

    assert "/settings/accountants/link" not in page.body
    assert (answer.status, answer.headers["Location"]) == (303, "/settings/accountants")
    assert Deed.SIGN_IN_HANDED_OVER not in [deed for deed, _ in records(world)]


@pytest.mark.parametrize(("language", "said"), [("en", "The setup is not finished"), ("fr", "n’est pas terminée")])
def test_a_client_whose_setup_is_not_finished_is_listed_with_nothing_to_open(world, language, said):
    world.setups.save_setup(MERCHANT, Setup())
    reader = Visitor(world)

    page = reader.post_to(sign_in_link(world, accept_language=language), {})

    assert (page.path, page.status, said in page.words) == ("/clients", 200, True)
    assert "/clients/open" not in page.body
