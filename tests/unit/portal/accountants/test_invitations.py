"""A merchant invites an accountant by mail; only the button of the link's page accepts, and only once."""

import re

import pytest

from daybook.domain.accountant.access import AccountantRole
from daybook.domain.audit import Deed
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.guests import LEA, NAMES, OWNER, WHO, accept, another_client, invite, link_to, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor


@pytest.fixture
def world(synced):
    synced.notify_store.save_preference(MERCHANT, NotifyPreference(OWNER, "en", "stop-1"))
    synced.audit.records.clear()
    return synced


def grant(world, address=LEA):
    return world.accountants.accountants(MERCHANT).grant(address)


@pytest.mark.parametrize(("language", "said"), [("en", "Look and decide"), ("fr", "Consulter et décider")])
def test_the_mail_names_who_invites_to_what_and_the_list_says_that_it_waits(world, language, said):
    page = invite(world, language=language)

    mail = world.mailer.sent[-1]
    assert mail.to == LEA
    assert [part for part in (world.profile.name, OWNER, said) if part not in mail.text] == []
    assert LEA in page.words
    assert said in page.words
    assert grant(world) is None


@pytest.mark.parametrize(("language", "button"), [("en", "Accept the invitation"), ("fr", "Accepter l’invitation")])
def test_a_scanner_that_opens_the_link_first_accepts_nothing(world, language, button):
    invite(world, language=language)
    link = link_to(world)
    for method in ("GET", "HEAD", "GET"):
        page = Visitor(world)._answer(method, link, {})

    assert (page.status, button in page.words) == (200, True)
    assert grant(world) is None
    assert accept(world, link).open("/").status == 200


def test_the_page_of_the_link_shows_no_figure_and_names_its_address_to_no_server(world):
    invite(world)

    page = Visitor(world).open(link_to(world))

    assert not re.search(r"\$|\d\.\d\d|\d,\d\d", page.words)
    assert world.connection.company.name not in page.words
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_who_accepts_is_in_the_books_with_their_names_on_record_and_the_merchant_is_told(world):
    invite(world)

    reader = accept(world, link_to(world))

    assert reader.open("/").status == 200
    assert (grant(world).name, grant(world).firm, grant(world).role) == (
        "Léa Roy",
        "Cabinet Nord",
        AccountantRole.DECIDE,
    )
    assert records(world) == [(Deed.ACCOUNTANT_INVITED, OWNER), (Deed.ACCOUNTANT_ACCEPTED, WHO)]
    told = world.mailer.sent[-1]
    assert told.to == OWNER
    assert [part for part in ("Léa Roy", "Cabinet Nord", LEA) if part not in told.text] == []
    assert "/accountant" not in told.text


def test_the_acceptance_stands_where_the_mail_to_the_merchant_fails(world):
    invite(world)
    world.mailer.broken = True

    assert accept(world, link_to(world)).open("/").status == 200


@pytest.mark.parametrize("field", NAMES)
@pytest.mark.parametrize("text", ["", "   ", "<>", "x" * 81])
def test_without_a_name_or_a_firm_nothing_is_accepted_and_the_field_says_so(world, field, text):
    invite(world)

    page = Visitor(world).post(link_to(world), {**NAMES, field: text, "answer": "accept"})

    assert page.status == 422
    assert f'id="f-{field}-error"' in page.body
    assert grant(world) is None


def test_a_name_cannot_end_the_address_that_follows_it(world):
    invite(world)

    accept(world, link_to(world), name="Eve <owner@reine.example>")

    assert grant(world).who == f"Eve owner@reine.example, Cabinet Nord <{LEA}>"


@pytest.mark.parametrize(("language", "said"), [("en", "does not work any more"), ("fr", "ne fonctionne plus")])
@pytest.mark.parametrize("why", ["used", "replaced", "withdrawn", "too old", "mistyped", "other books", "no merchant"])
def test_a_link_that_is_used_replaced_withdrawn_or_too_old_opens_nothing(world, why, language, said):
    invite(world)
    link = link_to(world)
    if why == "used":
        accept(world, link)
    if why == "replaced":
        invite(world)
    if why == "withdrawn":
        owner = owner_of(world)
        owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove")
    if why == "too old":
        world.clock.advance(days=7)
    link = {
        "mistyped": link[:-1],
        "other books": link.replace(MERCHANT, "m_2"),
        "no merchant": "/accountant/invitation",
    }.get(why, link)
    sent = {**NAMES, "answer": "accept"}
    before = world.accountants.accountants(MERCHANT)

    for method in ("GET", "POST"):
        page = Visitor(world)._answer(method, link, sent, accept_language=language)

        assert (page.status, said in page.words) == (410, True)
    assert world.accountants.accountants(MERCHANT) == before


def test_who_declines_gets_nothing_and_the_merchant_sees_it_on_record(world):
    invite(world)

    page = Visitor(world).post(link_to(world), {"answer": "decline"})

    assert "declined" in page.title
    assert (grant(world), world.accountants.accountants(MERCHANT).invitations) == (None, ())
    assert records(world)[-1] == (Deed.ACCOUNTANT_DECLINED, LEA)


def test_a_form_of_another_site_accepts_nothing(world):
    invite(world)

    page = Visitor(world).post(link_to(world), {**NAMES, "answer": "accept"}, fetch_site="cross-site")

    assert (page.status, "Accept the invitation" in page.words, page.headers.get("Location")) == (200, True, None)
    assert grant(world) is None


def test_of_two_presses_of_the_button_one_accepts(world):
    invite(world)
    link = link_to(world)

    first = Visitor(world).post(link, {**NAMES, "answer": "accept"})
    second = Visitor(world).post(link, {**NAMES, "name": "Eve", "answer": "accept"})

    assert (first.status, second.status, grant(world).name) == (303, 410, "Léa Roy")


def test_the_address_of_the_first_page_after_the_acceptance_holds_no_token(world):
    invite(world)

    answer = Visitor(world).post(link_to(world), {**NAMES, "answer": "accept"})

    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_no_store_and_no_record_holds_the_token_of_a_link(world):
    invite(world)
    token = re.search(r"token=([\w-]+)", link_to(world))[1]

    assert token not in repr(vars(world.accountants))
    assert token not in repr(world.audit.records)


def test_the_company_that_is_disconnected_lets_no_accountant_in_and_keeps_the_record(world):
    invite(world)
    reader = accept(world, link_to(world))
    owner = owner_of(world)

    owner.send(owner.open("/disconnect"), "/disconnect")

    assert reader.open("/").status == 403
    assert (Deed.ACCOUNTANT_ACCEPTED, WHO) in records(world)
    ended = world.audit.records[MERCHANT][-1]
    assert (f"accountant:{LEA}", "accepted decide", "") in [(c.fact, c.before, c.after) for c in ended.changes]


def test_the_accountants_of_one_company_are_not_those_of_another(world):
    further = f"{MERCHANT}@2"
    another_client(world, further)
    invite(world)
    accept(world, link_to(world))

    page = owner_of(world, merchant_id=further).open("/settings/accountants")

    assert (page.status, LEA in page.words) == (200, False)
