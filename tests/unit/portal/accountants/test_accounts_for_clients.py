"""Accounts of one client are carried over to others: looked at first, used where nothing has changed since."""

from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from daybook.application.board import map_for_clients
from daybook.domain.audit import Deed
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.day.roles import role_from_text
from daybook.domain.errors import RetriableError
from unit.portal.clients import ANSE, NORD, PORT, settled_client
from unit.portal.guests import WHO, ask_for_link, link_to, owner_of
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

PATH, USE = "/clients/accounts", "/clients/accounts/use"
VISA = "tender:CCRD:VISA"


@pytest.fixture
def world(synced):
    """Café du Port has its Visa sales on an account of its own; Bar Nord and Anse bleue have them where all began."""
    for merchant_id, name in ((PORT, "Café du Port"), (NORD, "Bar Nord"), (ANSE, "Anse bleue")):
        settled_client(synced, merchant_id, name, role="map" if merchant_id != ANSE else "decide")
    mapping = synced.connections.mapping_on(PORT, date.max)
    changed = replace(mapping, version=mapping.version + 1, accounts={**mapping.accounts, VISA: "8"})
    synced.connections.save_mapping(PORT, changed)
    return synced


@pytest.fixture
def reader(world):
    ask_for_link(world)
    reader = Visitor(world)
    reader.post_to(link_to(world, kind="sign-in"), {})
    return reader


def account(world, merchant_id):
    return world.connections.mapping_on(merchant_id, date.max).account_for(role_from_text(VISA))


def looked_at(reader, *targets):
    page = reader.open(f"{PATH}?from={PORT}")
    return reader.send(page, USE, **{f"to.{target}": "" for target in targets})


def test_accounts_are_chosen_looked_at_and_used_for_days_to_come_with_a_record(world, reader):
    choosing = reader.open(f"{PATH}?from={PORT}")
    assert "Bar Nord" in choosing.words.partition("Carry them over to")[2]

    preview = looked_at(reader, NORD)
    before = account(world, NORD)
    used = reader.send(preview, USE)

    assert "Bar Nord" in preview.words
    assert "lines of the template fit." in preview.words
    assert "Bar Nord Used for days to come" in used.words
    assert (before, account(world, NORD)) != (account(world, PORT), before)
    assert account(world, NORD) == "8"
    record = world.audit.records[NORD][-1]
    assert (record.deed, record.who, record.about) == (Deed.TEMPLATE_USED, WHO, "")
    assert [each.after for each in record.changes] == ["Chequing"]
    seen_by_the_merchant = owner_of(world, merchant_id=NORD).open("/changes").words
    assert "Used a template of accounts" in seen_by_the_merchant
    assert "Café du Port" not in seen_by_the_merchant, "no client learns of another"


def test_looking_changes_nothing(world, reader):
    before = world.connections.mapping_on(NORD, date.max)

    looked_at(reader, NORD)

    assert world.connections.mapping_on(NORD, date.max) == before


def test_a_client_whose_accounts_change_meanwhile_is_left_as_it_was_and_named(world, reader):
    preview = looked_at(reader, NORD)
    mapping = world.connections.mapping_on(NORD, date.max)
    changed = replace(mapping, version=mapping.version + 1, accounts={**mapping.accounts, VISA: "10"})
    world.connections.save_mapping(NORD, changed)

    used = reader.send(preview, USE)

    assert "Bar Nord Changed meanwhile, so left as it was" in used.words
    assert account(world, NORD) == "10"


def test_only_clients_whose_accounts_the_accountant_may_change_are_offered_and_taken(world, reader):
    assert "Anse bleue" not in reader.open(f"{PATH}?from={PORT}").words.partition("Carry them over to")[2]
    preview = looked_at(reader, NORD)

    used = reader.send(preview, USE, **{f"to.{ANSE}": "x", "to.m_9": "x", f"to.{MERCHANT}": "x"})

    assert "Anse bleue Left as it was: you may not change these accounts" in used.words
    assert used.words.count("A client without access") == 2
    assert account(world, ANSE) != "8"


@pytest.mark.parametrize("when", ["before the look", "after the look"])
def test_a_client_that_is_not_connected_is_left_as_it_was_and_the_others_are_not(world, reader, when):
    settled_client(world, "m_5", "Salon Camomille", role="map")
    preview = looked_at(reader, NORD, "m_5") if when == "after the look" else None
    connection = world.connections.connection(NORD)
    world.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))
    preview = preview or looked_at(reader, NORD, "m_5")

    used = reader.send(preview, USE)

    assert "not connected" in preview.words + used.words
    assert "Salon Camomille Used for days to come" in used.words
    assert (account(world, NORD) == "8", account(world, "m_5")) == (False, "8")


def test_a_company_that_does_not_answer_is_named_and_the_others_are_used(world, reader):
    def does_not_answer(*_):
        raise RetriableError("QuickBooks does not answer")

    world.setups.save_lists(NORD, None)
    world.ledger.company = does_not_answer
    preview = looked_at(reader, NORD)

    assert "Bar Nord Left as it was: QuickBooks did not answer." in preview.words


def test_lines_that_do_not_fit_are_told_for_each_client(world, reader):
    profile = world.connections.profile(NORD)
    world.connections.save_profile(replace(profile, categories=profile.categories[:1]))

    preview = looked_at(reader, NORD)

    assert "lines do not fit" in preview.words


def test_without_a_client_or_a_grant_the_page_leads_back(world, reader):
    page = reader.open(f"{PATH}?from={PORT}")

    assert reader.send(page, USE).path == PATH
    assert reader.open(f"{PATH}?from=m_9").status == 200
    assert reader.post(USE, page.form(USE) | {"from": "m_9", f"to.{NORD}": ""}).status == 403
    assert owner_of(world).open(PATH).path == "/"


def test_the_board_offers_it_to_an_accountant_of_several_clients_who_may_change_accounts(reader):
    assert PATH in reader.open("/clients").body


def test_many_clients_are_looked_at_side_by_side(world, reader, monkeypatch):
    """Each waits for another one: read in a row, the page would not end."""
    settled_client(world, "m_5", "Table ronde", role="map")
    together, imported = Barrier(2, timeout=10), map_for_clients.import_mapping

    def meets(*asked, **more):
        together.wait()
        return imported(*asked, **more)

    monkeypatch.setattr(map_for_clients, "import_mapping", meets)

    preview = looked_at(reader, NORD, "m_5")
    used = reader.send(preview, USE)

    assert "Bar Nord" in preview.words
    assert "Table ronde" in preview.words
    assert used.words.count("Used for days to come") == 2
