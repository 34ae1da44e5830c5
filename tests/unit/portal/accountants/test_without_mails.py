"""Where a deployment sends no mails the merchant hands links over: they live an hour and open these books alone."""

import pytest

from daybook.domain.audit import Deed
from unit.portal.guests import LEA, NAMES, OWNER, accept, another_client, invite, link_shown, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

OTHER = "m_2"


@pytest.fixture
def world(synced):
    synced.mail_service = None
    synced.audit.records.clear()
    return synced


@pytest.mark.parametrize(("language", "said"), [("en", "Give this link to"), ("fr", "Remettez ce lien à")])
def test_the_page_shows_the_link_once_to_be_copied_and_the_record_says_who_handed_it_over(world, language, said):
    page = invite(world, language=language)

    assert (page.status, said in page.words) == (200, True)
    assert accept(world, link_shown(page)).open("/").status == 200
    assert "<code>" not in owner_of(world).open("/settings/accountants").body
    invited = world.audit.records[MERCHANT][0]
    assert (invited.deed, invited.who) == (Deed.ACCOUNTANT_INVITED, OWNER)
    assert invited.changes[0].after == "handed_over decide"


def test_a_link_that_was_handed_over_is_too_old_after_an_hour(world):
    link = link_shown(invite(world))
    world.clock.advance(hours=1)

    assert Visitor(world).post(link, {**NAMES, "answer": "accept"}).status == 410


def test_an_accountant_signs_in_again_by_a_link_that_the_merchant_makes(world):
    accept(world, link_shown(invite(world)))
    owner = owner_of(world)

    page = owner.send(owner.open("/settings/accountants"), "/settings/accountants/link", accountant=LEA)
    link = link_shown(page)
    asked = Visitor(world).open(link)
    reader = Visitor(world)

    assert "handed this link over" in asked.words
    assert reader.post_to(link, {}).status == 200
    assert Visitor(world).post(link, {}).status == 410
    record = next(each for each in world.audit.records[MERCHANT] if each.deed == Deed.SIGN_IN_HANDED_OVER)
    assert (record.who, record.about) == (OWNER, LEA)


def test_a_link_that_one_merchant_hands_over_opens_no_books_of_another(world):
    """The merchant could follow the link themselves: nobody proved that they read the mailbox."""
    another_client(world, OTHER)
    accept(world, link_shown(invite(world)))
    accept(world, link_shown(invite(world, merchant_id=OTHER)))
    assert tuple(world.accountants.clients(LEA)) == (MERCHANT, OTHER)
    owner = owner_of(world, merchant_id=OTHER)
    page = owner.send(owner.open("/settings/accountants"), "/settings/accountants/link", accountant=LEA)
    impostor = Visitor(world)

    home = impostor.post_to(link_shown(page), {})
    clients = impostor.open("/clients")

    assert (home.status, "Bar Nord" in home.words) == (200, True)
    assert world.profile.name not in clients.words
    assert impostor.send(clients, "/clients/open", books=MERCHANT).status == 403
    accepted = accept(world, link_shown(invite(world, "sam@nord.example", merchant_id=OTHER)))
    assert world.profile.name not in accepted.open("/clients").words


def test_no_link_is_made_for_an_address_without_access(world):
    owner = owner_of(world)
    token = owner.open("/settings").form("/sign-out")["csrf_token"]

    answer = owner.post("/settings/accountants/link", {"csrf_token": token, "accountant": "eve@nord.example"})

    assert (answer.status, answer.headers["Location"], records(world)) == (303, "/settings/accountants", [])


def test_the_page_of_accountants_says_where_the_link_comes_from_and_takes_no_address(world):
    pages = [Visitor(world).open("/accountant", accept_language=language) for language in ("en", "fr")]
    posted = Visitor(world).post("/accountant/asked", {"email": LEA})

    assert ["This Daybook sends no mails" in pages[0].words, "n’envoie pas de courriels" in pages[1].words] == [
        True,
        True,
    ]
    assert ("<form" in pages[0].body, posted.status, world.pauses) == (False, 200, [])
