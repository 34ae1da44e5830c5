"""The merchant lets a firm in, sees each of its people, and ends the access of one of them or of all."""

import pytest

from daybook.application.access.accountants import Inviter
from daybook.application.access.send_day import who_decides
from daybook.domain.audit import Deed
from unit.portal.firms import (
    ADA,
    BY_SAM,
    DECIDE,
    FIRM,
    SAM,
    access,
    deeds,
    firm_of,
    found,
    let_in,
    person_of,
    remove,
    share,
)
from unit.portal.guests import LEA, OWNER, WHO, accountant_of, invite, owner_of, records
from unit.portal.merchant import MERCHANT


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


@pytest.mark.usefixtures("staff")
def test_a_firm_lets_no_person_in_again_whom_the_merchant_removed(world, owner):
    merchant = owner_of(world)
    merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/remove", accountant=SAM)
    token = owner.open("/firm").form("/sign-out")

    page = owner.post("/firm/person/clients", {**token, "address": SAM, f"client.{MERCHANT}": "look"})

    assert (page.status, "Only the merchant can let them in again" in page.words) == (422, True)
    assert access(world).addresses == {LEA}
    assert "the merchant removed this person" in owner.open(f"/firm/person?address={SAM}").words


@pytest.mark.usefixtures("staff", "two_clients")
def test_the_merchant_sees_every_name_with_the_last_visit_and_nothing_of_other_clients(world, owner):
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


def test_a_merchant_has_no_firm(world):
    merchant = owner_of(world)

    assert [merchant.open(path).path for path in ("/firm", "/firm/record", f"/firm/person?address={LEA}")] == ["/"] * 3
