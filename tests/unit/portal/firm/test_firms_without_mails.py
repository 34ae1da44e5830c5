"""Where a deployment sends no mails links are handed over, and a firm works in the books of one merchant alone."""

import pytest

from daybook.domain.audit import Deed
from unit.portal.clients import PORT
from unit.portal.firms import FIRM, SAM, accept_for_firm, access, firm_of, found, invite_person, let_in
from unit.portal.guests import LEA, accept, another_client, link_shown, owner_of
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

NAMES = {"name": "Sam Côté", "answer": "accept"}


@pytest.fixture
def world(world):
    sends, world.mail_service = world.mail_service, None
    world.sends_from_now_on = lambda: setattr(world, "mail_service", sends)
    return world


def handed_over(world, address=LEA, merchant_id=MERCHANT):
    """The browser of an accountant who used the link that the merchant handed over; their firm may come too."""
    merchant = owner_of(world, merchant_id=merchant_id)
    page = merchant.open("/settings/accountants")
    shown = merchant.send(page, "/settings/accountants", email=address, role="decide", with_firm="yes")
    return accept(world, link_shown(shown))


@pytest.fixture
def owner(world):
    """The owner of a firm that has the merchant as its client."""
    founder = handed_over(world)
    found(founder)
    founder.send(founder.open("/firm"), "/firm/clients")
    return founder


def test_the_link_into_a_firm_is_shown_once_and_its_reader_comes_in_by_the_merchants_link(world, owner):
    page = invite_person(owner)
    joined = Visitor(world).post(link_shown(page), NAMES)
    let_in(owner, **{MERCHANT: "look"})
    merchant = owner_of(world)
    made = merchant.send(merchant.open("/settings/accountants"), "/settings/accountants/link", accountant=SAM)
    staff = Visitor(world)
    staff.post_to(link_shown(made), {})

    assert (joined.status, "their merchant hands you a link" in joined.words) == (200, True)
    assert "<code>" not in owner.open("/firm").body
    assert (staff.open("/log").status, staff.open("/sync").status) == (200, 403)
    invited = next(each for each in world.firm_records.records[firm_of(world).id] if each.deed == Deed.MEMBER_INVITED)
    assert (invited.who, invited.changes[0].after) == (f"Léa Roy, {FIRM} <{LEA}>", "handed_over staff")
    assert "link handed over, Staff" in owner.open("/firm/record").words


def test_a_link_into_a_firm_that_was_handed_over_is_too_old_after_an_hour(world, owner):
    link = link_shown(invite_person(owner))
    world.clock.advance(hours=1)

    assert (Visitor(world).post(link, NAMES).status, firm_of(world, SAM)) == (410, None)


@pytest.mark.usefixtures("owner")
def test_another_merchant_who_hands_over_a_link_sees_nothing_of_the_firm(world):
    another_client(world, PORT, "Café du Port")
    impostor = handed_over(world, merchant_id=PORT)
    token = impostor.open("/clients").form("/sign-out")

    assert "/firm" not in impostor.open("/clients").body
    assert [impostor.open(path).status for path in ("/firm", "/firm/record", f"/firm/person?address={LEA}")] == [
        403
    ] * 3
    assert impostor.post("/firm/clients", {**token, "books": PORT}).status == 403
    assert access(world, PORT).firms == ()


@pytest.mark.usefixtures("owner")
def test_a_firm_that_was_founded_without_a_proved_mailbox_comes_to_no_other_merchant_once_mails_are_sent(world):
    another_client(world, PORT, "Café du Port")
    world.sends_from_now_on()
    reader = accept_for_firm(world, merchant_id=PORT)
    token = reader.open("/clients").form("/sign-out")

    assert (access(world, PORT).firms, access(world, PORT).grant(LEA).with_firm) == ((), True)
    assert "Café du Port" not in reader.open("/firm").words
    assert (reader.post("/firm/clients", {**token, "books": PORT}).status, access(world, PORT).firms) == (403, ())
