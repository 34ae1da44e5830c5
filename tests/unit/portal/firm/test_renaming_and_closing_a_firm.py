"""An owner renames a firm, or closes it: every client follows, its merchant sees it, and the record stays."""

import pytest

from daybook.domain.audit import Deed
from unit.portal.clients import PORT, settled_client
from unit.portal.firms import (
    ADA,
    FIRM,
    SAM,
    access,
    deeds,
    firm_link,
    firm_of,
    found,
    invite_person,
    let_in,
    person_of,
    sign_in,
)
from unit.portal.guests import LEA, WHO, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

NEW = "Cabinet Sud"


def renamed(owner, name=NEW):
    return owner.send(owner.open("/firm"), "/firm/name", firm=name)


def closed(owner):
    return owner.send(owner.open("/firm/close"), "/firm/close")


@pytest.mark.usefixtures("two_clients")
def test_a_new_name_stands_at_every_client_and_on_both_records(world, owner, staff):
    page = renamed(owner)

    assert (page.title, firm_of(world).name) == (NEW, NEW)
    assert {access(world, each).firms[0].name for each in (MERCHANT, PORT)} == {NEW}
    assert {person.firm for person in access(world).firms[0].people} == {NEW}
    assert records(world)[-1] == records(world, PORT)[-1] == (Deed.FIRM_RENAMED, WHO)
    assert f"Access of {NEW}" in owner_of(world).open("/changes").words
    assert deeds(world)[-1] == (Deed.FIRM_RENAMED, WHO)
    assert f"was: {FIRM}; is now: {NEW}" in owner.open("/firm/record").words
    let_in(owner, **{MERCHANT: "decide"})
    staff.send(staff.open("/sync"), "/sync")
    assert records(world)[-1] == (Deed.DAYS_ASKED_FOR, f"Sam Côté, {NEW} <{SAM}>")


def test_without_a_name_the_firm_keeps_its_own_and_the_field_says_so(world, owner):
    page = renamed(owner, " ")

    assert (page.status, 'id="f-firm-error"' in page.body, firm_of(world).name) == (422, True, FIRM)


def test_only_an_owner_renames_and_closes(world, owner):
    person_of(world, owner, ADA, "admin", "Ada")
    admin = sign_in(world, ADA)
    page = admin.open("/firm")
    token = page.form("/sign-out")

    assert ("/firm/name" in page.body, "/firm/close" in page.body) == (False, False)
    assert (admin.open("/firm/close").status, admin.post("/firm/name", {**token, "firm": NEW}).status) == (403, 403)
    assert admin.post("/firm/close", {**token, "firm": firm_of(world).id}).status == 403
    assert firm_of(world).name == FIRM


def test_the_page_before_closing_names_clients_people_and_invitations_and_changes_nothing(world, two_clients):
    person_of(world, two_clients)
    invite_person(two_clients, ADA)
    before = firm_of(world), access(world), access(world, PORT)

    page = two_clients.open("/firm/close")

    said = ("Café de la Reine", "Café du Port", "Léa Roy", "Sam Côté", ADA, "cannot be taken back")
    assert [part for part in said if part not in page.words] == []
    assert "/firm/record.csv" in page.body
    assert (firm_of(world), access(world), access(world, PORT)) == before


@pytest.mark.usefixtures("two_clients")
def test_once_a_firm_is_closed_its_people_lose_every_client_at_the_next_click_and_the_merchants_see_it(
    world, owner, staff
):
    invite_person(owner, ADA)
    link, firm_id, form = firm_link(world, ADA), firm_of(world).id, staff.open("/log").form("/sign-out")

    page = closed(owner)

    assert (page.status, page.title) == (200, f"{FIRM} is closed")
    assert (staff.open("/log").status, staff.post("/sync", form).status, owner.open("/").status) == (403, 403, 403)
    assert "No client lets you into their books" in owner.open("/clients").words
    assert Visitor(world).open(link).status == 410
    assert (firm_of(world), firm_of(world, SAM), world.accountants.clients_of_firm(firm_id)) == (None, None, ())
    assert (access(world).firms, access(world, PORT).firms) == ((), ())
    for merchant_id in (MERCHANT, PORT):
        assert records(world, merchant_id)[-1] == (Deed.FIRM_CLOSED, WHO)
        merchant = owner_of(world, merchant_id=merchant_id)
        assert "Closed the firm" in merchant.open("/changes").words
        assert FIRM not in merchant.open("/settings/accountants").words
    kept = world.firm_records.records[firm_id]
    assert kept[0].deed == Deed.FIRM_FOUNDED
    ended = {(each.fact, each.before) for each in kept[-1].changes}
    assert {(f"person:Sam Côté <{SAM}>", "staff"), ("client:Café du Port", "decide")} <= ended


@pytest.mark.usefixtures("staff")
def test_the_first_write_of_closing_ends_every_access_before_any_row_of_a_client_is_written(world, owner):
    firm = firm_of(world)

    world.firms._stored[firm.id] = firm.closed(LEA, world.clock.now())

    assert access(world).firm(firm.id) is not None
    assert (owner.open("/").status, sign_in(world, LEA).open("/clients").status) == (403, 403)
    merchant = owner_of(world)
    assert "lets none of its people in" in merchant.open("/settings/accountants").words
    merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/firm/remove")
    assert access(world).firms == ()


@pytest.mark.usefixtures("staff")
def test_after_the_end_of_a_firm_a_person_keeps_what_a_merchant_gave_them_and_may_found_another(world, owner):
    reader = settled_client(world, PORT, "Café du Port", address=SAM, role="look")
    closed(owner)

    assert reader.open("/").status == 200
    assert found(reader, "Sam Côté").title == FIRM
    assert firm_of(world, SAM).member(SAM).address == SAM


def test_a_page_that_was_open_from_before_closes_no_other_firm(world, owner):
    token = owner.open("/firm").form("/sign-out")

    answer = owner.post("/firm/close", {**token, "firm": "0" * 16})

    assert (answer.status, answer.headers["Location"], firm_of(world).name) == (303, "/firm/close", FIRM)
