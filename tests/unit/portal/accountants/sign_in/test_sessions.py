"""The session of an accountant: which client it is in, how it ends, and where it leads."""

import pytest

from daybook.domain.audit import Deed
from daybook.domain.company.setup import Setup
from unit.portal.accountants.sign_in.conftest import OTHER, second_client, sign_in_link
from unit.portal.guests import LEA, WHO, another_client, owner_of, records
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor


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


@pytest.mark.parametrize(("language", "said"), [("en", "The setup is not finished"), ("fr", "n’est pas terminée")])
def test_a_client_whose_setup_is_not_finished_is_listed_with_nothing_to_open(world, language, said):
    world.setups.save_setup(MERCHANT, Setup())
    reader = Visitor(world)

    page = reader.post_to(sign_in_link(world, accept_language=language), {})

    assert (page.path, page.status, said in page.words) == ("/clients", 200, True)
    assert "/clients/open" not in page.body
