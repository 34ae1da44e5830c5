"""An admin chooses who of a firm looks after which client; staff see theirs alone, and who leaves loses them all."""

from dataclasses import replace
from threading import Barrier
from urllib.parse import urlencode

import pytest

from daybook.application.firm import clients_of_firm
from daybook.domain.accountant.firm_members import FirmRole
from daybook.domain.audit import Deed
from unit.portal.clients import PORT, settled_client
from unit.portal.firms import (
    ADA,
    BY_SAM,
    DECIDE,
    FIRM,
    LOOK,
    SAM,
    accept_for_firm,
    access,
    deeds,
    firm_of,
    let_in,
    person_of,
    remove,
    sign_in,
)
from unit.portal.guests import LEA, WHO, another_client, owner_of, records
from unit.portal.merchant import MERCHANT


def test_staff_look_after_the_clients_that_the_firm_lets_them_into_and_each_record_names_them(world, staff):
    assert staff.open("/log").status == 200
    assert staff.open("/sync").status == 403
    assert records(world)[-2:] == [(Deed.FIRM_PEOPLE_CHANGED, WHO), (Deed.ACCOUNTANT_SIGNED_IN, BY_SAM)]
    change = world.audit.records[MERCHANT][-2].changes[0]
    assert (change.fact, change.before, change.after) == (f"accountant:{SAM}", "", "by_firm look")
    assert deeds(world)[-1] == (Deed.FIRM_PEOPLE_CHANGED, WHO)


@pytest.mark.usefixtures("two_clients")
def test_staff_see_no_client_that_another_of_the_firm_looks_after(owner, staff):
    token = staff.open("/").form("/sign-out")

    refused = staff.post("/clients/open", {**token, "books": PORT})

    assert (refused.status, "Café du Port" in staff.open("/clients").words) == (403, False)
    assert "Café du Port" not in staff.open("/firm").words
    assert "Café du Port" in owner.open("/firm").words


def test_the_clients_of_a_firm_are_read_side_by_side(two_clients, monkeypatch):
    """One after the other, the first would wait for the second for ever."""
    together, read = Barrier(2, timeout=10), clients_of_firm._client

    def read_together(*asked):
        together.wait()
        return read(*asked)

    monkeypatch.setattr(clients_of_firm, "_client", read_together)

    assert "Café de la Reine, Café du Port" in two_clients.open("/firm").words


def test_one_person_looks_at_one_client_and_decides_at_another(world, owner, staff):
    """A role is a person's at one client: the firm chooses it for each, up to what the merchant gave the firm."""
    another_client(world, PORT, "Café du Port")
    accept_for_firm(world, merchant_id=PORT)

    let_in(owner, **{PORT: "decide"})

    roles = {each: access(world, each).firm_of(SAM).person(SAM).role for each in (MERCHANT, PORT)}
    assert (roles, staff.open("/sync").status) == ({MERCHANT: LOOK, PORT: DECIDE}, 403)
    staff.send(staff.open("/clients"), "/clients/open", books=PORT)
    assert staff.open("/sync").status == 200


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


@pytest.mark.parametrize("asked", [{"person": SAM}, {"client": "Café de la Reine"}])
@pytest.mark.usefixtures("world", "staff")
def test_the_record_of_the_firm_is_shown_and_exported_by_person_and_by_client(owner, asked):
    page, file, excel = (owner.open(f"/firm/record{end}?{urlencode(asked)}") for end in ("", ".csv", ".xlsx"))

    assert "Founded the firm" not in page.words
    assert "Changed who of the firm looks after a client" in page.words
    assert (SAM in file.body, "Founded the firm" in file.body) == (True, False)
    assert excel.content[:2] == b"PK"
    assert "Founded the firm" in owner.open("/firm/record").words


@pytest.mark.usefixtures("staff", "two_clients")
def test_the_board_is_narrowed_to_the_clients_of_one_of_the_firm(owner):
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
