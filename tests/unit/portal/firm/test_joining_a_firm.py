"""Who founds a firm, and who joins it: by a link to the invited address, which opens no client yet."""

import pytest

from daybook.domain.accountant.firm_members import FirmRole
from daybook.domain.audit import Deed
from unit.portal.clients import PORT
from unit.portal.firms import (
    FIRM,
    MAP,
    SAM,
    access,
    deeds,
    firm_link,
    firm_of,
    found,
    invite_person,
    join,
    remove,
    sign_in,
)
from unit.portal.guests import LEA, WHO, accountant_of, another_client, link_to, owner_of, records
from unit.portal.visitor import Visitor


@pytest.mark.parametrize(("language", "title"), [("en", "Your firm"), ("fr", "Votre cabinet")])
def test_an_accountant_founds_a_firm_and_owns_it(world, language, title):
    founder = accountant_of(world)
    founder.post("/language", {**founder.open("/clients").form("/sign-out"), "language": language, "back": "/"})
    assert founder.open("/firm").title == title

    page = found(founder)

    assert (page.title, LEA in page.words) == (FIRM, True)
    assert firm_of(world).member(LEA).role is FirmRole.OWNER
    assert deeds(world) == [(Deed.FIRM_FOUNDED, WHO)]
    assert 'href="/firm"' in founder.open("/clients").body


@pytest.mark.parametrize("field", ["firm", "name"])
def test_without_a_name_no_firm_is_founded_and_the_field_says_so(world, field):
    founder = accountant_of(world)

    page = founder.send(founder.open("/firm"), "/firm", **{"firm": FIRM, "name": "Léa Roy", field: " "})

    assert (page.status, f'id="f-{field}-error"' in page.body, firm_of(world)) == (422, True, None)


def test_who_accepts_for_their_firm_is_asked_for_no_name_and_the_page_names_the_firm(world):
    founder = accountant_of(world)
    found(founder)
    another_client(world, PORT, "Café du Port")
    port = owner_of(world, merchant_id=PORT)
    port.send(port.open("/settings/accountants"), "/settings/accountants", email=LEA, role="map", with_firm="yes")

    page = Visitor(world).open(link_to(world))
    reader = Visitor(world)
    reader.post_to(link_to(world), {"answer": "accept"})

    assert (f"You accept for {FIRM}" in page.words, 'name="firm"' in page.body) == (True, False)
    assert access(world, PORT).firm(firm_of(world).id).role is MAP
    assert records(world, PORT)[-1] == (Deed.ACCOUNTANT_ACCEPTED, WHO)
    assert deeds(world)[-1] == (Deed.FIRM_CAME, WHO)
    assert reader.open("/clients").status == 200


def test_a_link_that_was_handed_over_lets_no_firm_in(world):
    """No mailbox was proved: the merchant could have pressed the button themselves."""
    founder = accountant_of(world)
    found(founder)
    another_client(world, PORT)
    world.mail_service = None
    port = owner_of(world, merchant_id=PORT)
    page = port.send(
        port.open("/settings/accountants"), "/settings/accountants", email=LEA, role="map", with_firm="yes"
    )
    link = page.words[page.words.index("https://daybook.example") :].split()[0].removeprefix("https://daybook.example")
    reader = Visitor(world)
    reader.post_to(link.replace("&amp;", "&"), {"name": "Léa Roy", "firm": FIRM, "answer": "accept"})

    assert (access(world, PORT).firms, access(world, PORT).grant(LEA).with_firm) == ((), True)
    token = reader.open("/").form("/sign-out")
    assert [reader.open(path).status for path in ("/firm", "/firm/record", f"/firm/person?address={LEA}")] == [403] * 3
    assert reader.post("/firm/people", {**token, "email": "eve@elsewhere.example", "role": "owner"}).status == 403
    assert reader.post("/firm/clients", {**token, "books": PORT}).status == 403


def test_a_person_joins_by_the_link_in_their_mail_signs_in_and_sees_no_client_yet(world, owner):
    page = invite_person(owner)
    assert SAM in page.words

    joined = join(world)
    staff = sign_in(world, SAM)

    assert (joined.status, SAM in joined.words, joined.headers.get("Location")) == (200, True, None)
    assert firm_of(world, SAM).member(SAM).name == "Sam Côté"
    assert (staff.open("/").status, staff.open("/clients").status, staff.open("/firm").status) == (403, 200, 200)
    assert "Café de la Reine" not in staff.open("/clients").words + staff.open("/firm").words
    assert deeds(world)[-2:] == [(Deed.MEMBER_INVITED, WHO), (Deed.MEMBER_JOINED, f"Sam Côté <{SAM}>")]


def test_the_mail_into_a_firm_holds_no_text_that_a_person_typed(world, owner):
    invite_person(owner)
    mail = world.mailer.sent[-1]

    assert (FIRM in mail.text + mail.html, LEA in mail.text) == (False, True)


@pytest.mark.parametrize(
    "why", ["used", "replaced", "withdrawn", "too old", "mistyped", "other firm", "no firm", "a long id", "declined"]
)
def test_a_link_into_a_firm_that_is_used_replaced_withdrawn_or_too_old_opens_nothing(world, owner, why):
    invite_person(owner)
    link = firm_link(world)
    if why == "used":
        join(world)
    if why == "replaced":
        invite_person(owner)
    if why == "withdrawn":
        remove(owner)
    if why == "too old":
        world.clock.advance(days=7)
    if why == "declined":
        Visitor(world).post(link, {"answer": "decline"})
    firm_id = firm_of(world).id
    link = {
        "mistyped": link[:-1],
        "other firm": link.replace(firm_id, "0" * 16),
        "no firm": "/firm/invitation",
        "a long id": link.replace(firm_id, "0" * 5000),
    }.get(why, link)
    before = firm_of(world)

    answers = [Visitor(world)._answer(method, link, {"name": "Eve", "answer": "accept"}) for method in ("GET", "POST")]

    assert [each.status for each in answers] == [410, 410]
    assert firm_of(world) == before


def test_a_scanner_that_opens_the_link_into_a_firm_first_joins_nothing(world, owner):
    invite_person(owner)

    statuses = [Visitor(world)._answer(method, firm_link(world), {}).status for method in ("GET", "HEAD", "GET")]
    elsewhere = Visitor(world).post(firm_link(world), {"name": "S", "answer": "accept"}, fetch_site="cross-site")

    assert (statuses, elsewhere.status, firm_of(world, SAM)) == ([200] * 3, 200, None)
    assert join(world).status == 200


def test_whose_browser_ever_presses_the_button_the_invited_address_joins_and_no_visit_begins(world, owner):
    """A forwarded mail: the reader's browser is signed in as another accountant, or as none."""
    eve = accountant_of(world, address="eve@elsewhere.example")
    invite_person(owner)

    join(world, browser=eve)

    assert (firm_of(world, "eve@elsewhere.example"), firm_of(world, SAM).member(SAM).role) == (None, FirmRole.STAFF)
    assert "eve@elsewhere.example" in eve.open("/clients").words
    stranger = Visitor(world)
    assert stranger.open("/clients").status == 403


def test_an_address_is_in_one_firm_and_the_second_says_so(world, owner):
    eve = accountant_of(world, address="eve@elsewhere.example")
    found(eve, name="Eve")
    invite_person(owner, "eve@elsewhere.example")

    answer = join(world, "eve@elsewhere.example", "Eve")

    assert (answer.status, "is in another firm" in answer.words) == (409, True)
    assert firm_of(world).member("eve@elsewhere.example") is None
    assert firm_of(world, "eve@elsewhere.example").member("eve@elsewhere.example").role is FirmRole.OWNER


@pytest.mark.parametrize("address", ["sam@nord", "sàm@nord.example", "sam@n\u043erd.example", ""])
def test_an_address_that_is_none_or_looks_like_another_is_not_invited_into_a_firm(world, owner, address):
    sent = len(world.mailer.sent)

    page = invite_person(owner, address)

    assert (page.status, 'id="f-email-error"' in page.body, len(world.mailer.sent)) == (422, True, sent)


def test_a_firm_invites_twenty_people_a_day(world, owner):
    for number in range(20):
        invite_person(owner, f"p{number}@nord.example")
    sent = len(world.mailer.sent)

    page = invite_person(owner, "p20@nord.example")

    assert (page.status, "20 invitations a day" in page.words, len(world.mailer.sent)) == (422, True, sent)
