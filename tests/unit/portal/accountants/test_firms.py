"""A firm looks after clients with several people; the merchant grants, sees every name, and ends it with one click."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from daybook.application.access.accountants import Inviter
from daybook.application.access.send_day import who_decides
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.firm import FirmRole
from daybook.domain.audit import Deed
from unit.portal.clients import settled_client
from unit.portal.firms import (
    ADA,
    FIRM,
    SAM,
    accept_for_firm,
    firm_link,
    firm_of,
    firm_with_client,
    found,
    invite_person,
    join,
    let_in,
    person_of,
    share,
    sign_in,
)
from unit.portal.guests import LEA, OWNER, WHO, accountant_of, another_client, invite, link_to, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

PORT = "m_2"
LOOK, DECIDE, MAP = AccountantRole
BY_SAM = f"Sam Côté, {FIRM} <{SAM}>"


@pytest.fixture
def world(synced):
    synced.audit.records.clear()
    return synced


@pytest.fixture
def owner(world):
    """The owner of a firm that may look and decide at one client."""
    return firm_with_client(world)


@pytest.fixture
def staff(world, owner):
    """One of the staff who looks after that client, signed in."""
    person_of(world, owner)
    let_in(owner, **{MERCHANT: "look"})
    return sign_in(world, SAM)


def access(world, merchant_id=MERCHANT):
    return world.accountants.accountants(merchant_id)


def deeds(world, address=LEA):
    trail = world.firm_records.records
    return [(each.deed, each.who) for each in trail[firm_of(world, address).id]]


def remove(owner, address=SAM):
    return owner.post_to("/firm/people/remove", {**owner.open("/firm").form("/sign-out"), "address": address})


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


def test_the_merchant_says_whether_a_firm_may_come_and_without_that_it_cannot(world):
    founder = accountant_of(world)
    found(founder)
    page = founder.open("/firm")
    assert "/firm/clients" not in page.body

    answer = founder.post("/firm/clients", {**page.form("/sign-out"), "books": MERCHANT})

    assert (answer.status, access(world).firms) == (403, ())


def test_a_firm_comes_at_a_click_once_the_merchant_lets_it_and_both_records_say_so(world):
    founder = accountant_of(world)
    found(founder)
    share(world)

    founder.send(founder.open("/firm"), "/firm/clients")

    (firm,) = access(world).firms
    assert (firm.name, firm.role, [each.address for each in firm.people]) == (FIRM, DECIDE, [LEA])
    assert access(world).grants == ()
    assert founder.open("/").status == 200
    assert records(world)[-1] == (Deed.FIRM_CAME, WHO)
    assert deeds(world)[-1] == (Deed.FIRM_CAME, WHO)


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


def test_staff_look_after_the_clients_that_the_firm_lets_them_into_and_each_record_names_them(world, staff):
    assert staff.open("/log").status == 200
    assert staff.open("/sync").status == 403
    assert records(world)[-2:] == [(Deed.FIRM_PEOPLE_CHANGED, WHO), (Deed.ACCOUNTANT_SIGNED_IN, BY_SAM)]
    change = world.audit.records[MERCHANT][-2].changes[0]
    assert (change.fact, change.before, change.after) == (f"accountant:{SAM}", "", "by_firm look")
    assert deeds(world)[-1] == (Deed.FIRM_PEOPLE_CHANGED, WHO)


def test_staff_see_no_client_that_another_of_the_firm_looks_after(world, owner, staff):
    another_client(world, PORT, "Café du Port")
    accept_for_firm(world, merchant_id=PORT)
    token = staff.open("/").form("/sign-out")

    refused = staff.post("/clients/open", {**token, "books": PORT})

    assert (refused.status, "Café du Port" in staff.open("/clients").words) == (403, False)
    assert "Café du Port" not in staff.open("/firm").words
    assert "Café du Port" in owner.open("/firm").words


def test_staff_open_no_page_that_manages_the_firm_and_raise_no_role(world, staff):
    token = staff.open("/firm").form("/sign-out")
    before = firm_of(world), access(world).firms

    reads = [staff.open(path).status for path in (f"/firm/person?address={SAM}", "/firm/record", "/firm/record.csv")]
    writes = [
        staff.post("/firm/person/role", {**token, "address": SAM, "role": "owner"}).status,
        staff.post("/firm/person/clients", {**token, "address": SAM, f"client.{MERCHANT}": "decide"}).status,
        staff.post("/firm/people", {**token, "email": ADA, "role": "staff"}).status,
        staff.post("/firm/people/remove", {**token, "address": LEA}).status,
    ]

    assert (reads, writes) == ([403] * 3, [403] * 4)
    assert (firm_of(world), access(world).firms) == before


def test_no_person_is_given_more_at_a_client_than_the_merchant_gave_the_firm(world, owner):
    person_of(world, owner, ADA, "admin", "Ada")
    admin = sign_in(world, ADA)

    page = let_in(admin, ADA, **{MERCHANT: "map"})

    assert (page.status, "may do less" in page.words) == (422, True)
    assert access(world).firm_of(ADA) is None


def test_an_address_that_is_none_of_the_firm_is_let_in_nowhere(world, owner):
    token = owner.open("/firm").form("/sign-out")
    sent = {**token, "address": "eve@elsewhere.example", f"client.{MERCHANT}": "look"}

    assert owner.post("/firm/person/clients", sent).status == 403
    assert access(world).addresses == {LEA}


def test_a_firm_lets_no_person_into_books_that_are_none_of_its_clients(world, owner):
    another_client(world, PORT)
    person_of(world, owner)

    page = let_in(owner, **{PORT: "look"})

    assert (page.status, access(world, PORT).addresses) == (422, frozenset())


@pytest.mark.parametrize("by", ["merchant removes the person", "merchant removes the firm", "firm removes the person"])
def test_the_next_click_after_a_removal_is_refused_and_a_form_that_was_open_decides_nothing(world, owner, staff, by):
    let_in(owner, **{MERCHANT: "decide"})
    token = staff.open("/sync").form("/sync")
    queued = {lane: list(sent) for lane, sent in world.queue.sent.items()}
    merchant = owner_of(world)
    page = merchant.open("/settings/accountants")
    if by == "firm removes the person":
        remove(owner)
    elif by == "merchant removes the firm":
        assert merchant.send(page, "/settings/accountants/firm/remove").status == 200
    else:
        merchant.send(page, "/settings/accountants/remove", accountant=SAM)

    assert (staff.open("/log").status, staff.post("/sync", token).status) == (403, 403)
    assert {lane: list(sent) for lane, sent in world.queue.sent.items()} == queued
    assert SAM not in merchant.open("/settings/accountants").words
    assert tuple(world.accountants.clients(SAM)) == ()


@pytest.mark.usefixtures("owner")
def test_one_write_of_the_firm_ends_every_client_of_a_leaver_before_any_row_of_a_client_is_written(world, staff):
    firm = firm_of(world)

    world.firms.save_firm(firm.without(LEA, SAM).__class__(firm.id, firm.name, firm.members[:1], (), firm.version + 1))

    assert access(world).firm_of(SAM) is not None
    assert staff.open("/log").status == 403
    assert "Café de la Reine" not in staff.open("/clients").words
    assert SAM not in owner_of(world).open("/settings/accountants").words


def test_who_comes_back_has_none_of_the_clients_of_before(world, owner, staff):
    known = access(world)
    remove(owner)
    assert world.accountants.save_accountants(MERCHANT, replace(known, version=access(world).version + 1))
    world.clock.advance(minutes=1)

    person_of(world, owner)

    assert staff.open("/log").status == 403
    assert sign_in(world, SAM).open("/clients").status == 200
    assert "Café de la Reine" not in sign_in(world, SAM).open("/clients").words


@pytest.mark.usefixtures("staff")
def test_a_firm_lets_no_person_in_again_whom_the_merchant_removed(world, owner):
    merchant = owner_of(world)
    merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/remove", accountant=SAM)
    token = owner.open("/firm").form("/sign-out")

    page = owner.post("/firm/person/clients", {**token, "address": SAM, f"client.{MERCHANT}": "look"})

    assert (page.status, "Only the merchant can let them in again" in page.words) == (422, True)
    assert access(world).addresses == {LEA}
    assert "the merchant removed this person" in owner.open(f"/firm/person?address={SAM}").words


def test_the_last_owner_stays_and_is_told_why(world, owner):
    page = remove(owner, LEA)

    assert (page.status, "Make another person an owner first" in page.words) == (422, True)
    less = owner.send(owner.open(f"/firm/person?address={LEA}"), "/firm/person/role", role="staff")
    assert (less.status, firm_of(world).member(LEA).role) == (422, FirmRole.OWNER)


def test_staff_leave_by_themselves_and_lose_the_clients_of_the_firm(world, staff):
    staff.send(staff.open("/firm"), "/firm/people/remove")

    assert (firm_of(world, SAM), access(world).firm_of(SAM), staff.open("/").status) == (None, None, 403)


@pytest.mark.usefixtures("staff")
def test_what_the_merchant_gave_a_person_alone_stays_theirs_when_they_leave(world, owner):
    reader = settled_client(world, PORT, "Café du Port", address=SAM, role="look")
    remove(owner)

    assert reader.open("/").status == 200
    assert access(world, PORT).grant(SAM) is not None


@pytest.mark.usefixtures("staff")
def test_the_merchant_sees_every_name_with_the_last_visit_and_nothing_of_other_clients(world, owner):
    another_client(world, PORT, "Café du Port")
    accept_for_firm(world, merchant_id=PORT)
    person_of(world, owner, ADA, "admin", "Ada")
    let_in(owner, ADA, **{MERCHANT: "look"})

    page = owner_of(world).open("/settings/accountants")

    shown = (
        FIRM,
        "Léa Roy",
        LEA,
        "Sam Côté",
        SAM,
        "Ada",
        "Not yet",
        "Remove Sam Côté",
        f"Remove the whole firm {FIRM}",
    )
    assert [part for part in shown if part not in page.words] == []
    assert "Café du Port" not in page.words + owner_of(world).open("/changes").words


def test_the_merchant_lowers_a_firm_and_none_of_its_people_can_do_more(world, owner, staff):
    let_in(owner, **{MERCHANT: "decide"})
    assert staff.open("/sync").status == 200
    merchant = owner_of(world)

    merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/firm", role="look")

    assert (staff.open("/sync").status, staff.open("/log").status) == (403, 200)
    assert records(world)[-1] == (Deed.ACCOUNTANT_INVITED, OWNER)


@pytest.mark.usefixtures("owner")
def test_an_invitation_of_a_person_who_is_here_for_their_firm_says_so(world):
    page = invite(world)

    assert (page.status, "here for their firm" in page.words, access(world).invitations) == (422, True, ())


@pytest.mark.usefixtures("staff")
def test_a_day_is_sent_to_the_people_of_a_firm_and_not_to_who_left_it(world, owner):
    let_in(owner, **{MERCHANT: "decide"})
    inviter = Inviter(MERCHANT, OWNER, "CA", "Café", "Company")
    before = [each.address for each in who_decides(inviter, world.ports)]
    firm = firm_of(world)
    world.firms._stored[firm.id] = firm.without(LEA, SAM)

    assert (before, [each.address for each in who_decides(inviter, world.ports)]) == ([LEA, SAM], [LEA])


def test_what_was_done_with_a_day_names_person_and_firm(world, owner, staff):
    let_in(owner, **{MERCHANT: "decide"})
    staff.send(staff.open("/sync"), "/sync")

    assert records(world)[-1] == (Deed.DAYS_ASKED_FOR, BY_SAM)
    assert BY_SAM.partition("<")[0] in owner_of(world).open("/changes").words


@pytest.mark.usefixtures("owner", "staff")
def test_a_removed_firm_keeps_its_own_record_and_nothing_else(world):
    merchant = owner_of(world)
    merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/firm/remove")

    assert (access(world).firms, world.accountants.clients_of_firm(firm_of(world).id)) == ((), ())
    assert (world.accountants.clients(LEA), world.accountants.clients(SAM)) == ({}, {})
    assert deeds(world)[-1] == (Deed.ACCOUNTANT_REMOVED, "")
    assert "Ended an accountant’s access" in merchant.open("/changes").words


@pytest.mark.parametrize("asked", [{"person": SAM}, {"client": "Café de la Reine"}])
@pytest.mark.usefixtures("world", "staff")
def test_the_record_of_the_firm_is_shown_and_exported_by_person_and_by_client(owner, asked):
    page, file, excel = (owner.open(f"/firm/record{end}?{urlencode(asked)}") for end in ("", ".csv", ".xlsx"))

    assert "Founded the firm" not in page.words
    assert "Changed who of the firm looks after a client" in page.words
    assert (SAM in file.body, "Founded the firm" in file.body) == (True, False)
    assert excel.content[:2] == b"PK"
    assert "Founded the firm" in owner.open("/firm/record").words


@pytest.mark.usefixtures("staff")
def test_the_board_is_narrowed_to_the_clients_of_one_of_the_firm(world, owner):
    another_client(world, PORT, "Café du Port")
    accept_for_firm(world, merchant_id=PORT)

    board = owner.open("/clients")
    narrowed = owner.open("/clients?person=Sam Côté")

    assert ("Looked after by Léa Roy, Sam Côté" in board.words, "Café du Port" in board.words) == (True, True)
    assert ("Café de la Reine" in narrowed.words, "Café du Port" in narrowed.words) == (True, False)


def test_an_admin_may_sign_in_without_a_client_and_choose_who_looks_after_one(world, owner):
    person_of(world, owner, ADA, "admin", "Ada")
    person_of(world, owner)
    admin = sign_in(world, ADA)

    page = let_in(admin, **{MERCHANT: "look"})

    assert (page.status, access(world).firm_of(SAM).person(SAM).role) == (200, LOOK)
    assert admin.open("/log").status == 403
    assert records(world)[-1] == (Deed.FIRM_PEOPLE_CHANGED, f"Ada, {FIRM} <{ADA}>")


def test_a_merchant_has_no_firm(world):
    merchant = owner_of(world)

    assert [merchant.open(path).path for path in ("/firm", "/firm/record", f"/firm/person?address={LEA}")] == ["/"] * 3


def test_where_no_mails_are_sent_no_person_is_invited_into_a_firm(world, owner):
    world.mail_service = None
    page = owner.open("/firm")

    assert "sends no mails" in page.words
    answer = owner.post("/firm/people", {**page.form("/sign-out"), "email": SAM, "role": "staff"})
    assert (answer.status, firm_of(world).invitations) == (422, ())


def test_a_firm_invites_twenty_people_a_day(world, owner):
    for number in range(20):
        invite_person(owner, f"p{number}@nord.example")
    sent = len(world.mailer.sent)

    page = invite_person(owner, "p20@nord.example")

    assert (page.status, "20 invitations a day" in page.words, len(world.mailer.sent)) == (422, True, sent)
