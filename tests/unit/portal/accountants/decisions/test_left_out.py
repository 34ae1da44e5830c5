"""What no press decides: days that changed, books without a right, forged fields, sessions of one client."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncState
from unit.portal.accountants.decisions.conftest import (
    BEFORE,
    NORD,
    PATH,
    PORT,
    confirmed,
    listed,
    records,
    state,
)
from unit.portal.clients import bring_in, day_of
from unit.portal.guests import accountant_of, owner_of
from unit.portal.merchant import NEWEST
from unit.portal.visitor import Visitor


def test_a_day_that_changes_between_the_list_and_the_confirmation_is_left_out_and_named(world, reader):
    page = listed(reader)
    bring_in(world, NORD, NEWEST, untied=True, times=2)

    question = reader.send(page, PATH)

    assert "Changed meanwhile, so left out Bar Nord, Nov 23, 2026, Queen St" in question.words
    assert "Days 2" in question.words


def test_a_day_that_changes_after_the_confirmation_was_shown_is_left_out_and_told(world, reader):
    question = reader.send(listed(reader), PATH)
    bring_in(world, NORD, NEWEST, untied=True, times=2)

    told = reader.send(question, PATH)

    assert "Bar Nord, Nov 23, 2026, Queen St Changed meanwhile, so left out" in told.words
    assert "2 days are on their way." in told.words
    world.clock.advance(minutes=1)
    world.work()
    assert (state(world, NORD), state(world, PORT, BEFORE)) == (SyncState.HELD, SyncState.POSTED)


@pytest.mark.parametrize("why", ["look", "ended", "lost", "doubtful"])
def test_books_that_the_accountant_may_not_decide_now_are_left_out(world, reader, why):
    question = reader.send(listed(reader), PATH)
    if why == "look":
        owner = owner_of(world, merchant_id=NORD)
        owner.send(owner.open("/settings/accountants"), "/settings/accountants", email="lea@nord.example", role="look")
    if why == "ended":
        owner = owner_of(world, merchant_id=NORD)
        owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove")
    if why == "lost":
        connection = world.connections.connection(NORD)
        world.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))
    if why == "doubtful":
        record = world.sync_log.get(day_of(NORD, NEWEST - timedelta(days=4)))
        drift = Drift(DriftKind.EDITED, record.document.id, world.clock.now())
        world.sync_log.note_drift(record.day, drift, settled_at=record.settled_at)

    told = reader.send(question, PATH)
    world.clock.advance(minutes=1)
    world.work()

    assert "2 days are on their way." in told.words
    assert ("Bar Nord" in told.words) is (why != "ended")
    assert state(world, NORD) is SyncState.HELD
    assert records(world, NORD) == []
    assert "Bar Nord" not in listed(reader).words


def test_a_forged_field_of_books_without_a_grant_releases_nothing(world, reader):
    stranger = Visitor(world)
    other = accountant_of(world, address="eve@elsewhere.example", merchant_id=NORD)
    fields = listed(reader).form(PATH)
    mine = other.open(f"{PATH}?reason=not_tied").form(PATH)

    told = other.post_to(PATH, fields | {"csrf_token": mine["csrf_token"], "confirmed": "yes"})
    world.clock.advance(minutes=1)
    world.work()

    assert "Café du Port" not in told.words
    assert state(world, PORT) is SyncState.HELD
    assert stranger.open(f"{PATH}?reason=not_tied").status == 403


def test_a_merchant_decides_for_no_other(world):
    owner = owner_of(world, merchant_id=PORT)

    assert owner.open(f"{PATH}?reason=not_tied").path in {"/", "/clients"}


def test_a_confined_session_decides_for_its_own_books_alone(world, reader):
    world.mail_service = None
    owner = owner_of(world, merchant_id=PORT)
    page = owner.send(owner.open("/settings/accountants"), "/settings/accountants/link")
    link = page.body.partition("https://daybook.example")[2].partition('"')[0].replace("&amp;", "&").split("<")[0]
    confined = Visitor(world)
    confined.post_to(link, {})

    assert "Bar Nord" not in listed(confined).words
    told = confined.post_to(
        PATH, listed(reader).form(PATH) | {"csrf_token": listed(confined).form(PATH)["csrf_token"], "confirmed": "yes"}
    )

    assert "2 days are on their way." in told.words
    world.clock.advance(minutes=1)
    world.work()
    assert state(world, NORD) is SyncState.HELD


def test_a_day_held_in_another_way_meanwhile_is_told_as_it_is(world, reader):
    told = confirmed(reader, listed(reader))
    company = world.connections.connection(NORD).company
    world.connections.save_connection(
        replace(world.connections.connection(NORD), company=replace(company, book_close_date=NEWEST))
    )
    world.ledger.close_books(NEWEST)
    world.clock.advance(minutes=1)
    world.work()

    assert "Bar Nord, Nov 23, 2026, Queen St Held for you" in reader.open(told.path).words
