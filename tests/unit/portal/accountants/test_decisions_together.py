"""Held days of several clients are decided in one press, each by the figures that the accountant has seen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.audit import Deed
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncState
from unit.portal.clients import bring_in, day_of, settled_client
from unit.portal.guests import WHO, accountant_of, ask_for_link, link_to, owner_of
from unit.portal.merchant import NEWEST
from unit.portal.visitor import Visitor

PORT, NORD = "m_2", "m_3"
BEFORE = NEWEST - timedelta(days=3)
PATH = "/clients/decisions"


@pytest.fixture
def world(synced):
    """Café du Port has two held days and Bar Nord one; each has an ordinary day in the books."""
    for merchant_id, name in ((PORT, "Café du Port"), (NORD, "Bar Nord")):
        settled_client(synced, merchant_id, name)
        bring_in(synced, merchant_id, NEWEST - timedelta(days=4), times=3)
    bring_in(synced, PORT, BEFORE, NEWEST, untied=True)
    bring_in(synced, NORD, NEWEST, untied=True)
    return synced


@pytest.fixture
def reader(world):
    return accountant_again(world)


def accountant_again(world):
    """The accountant signs in once more."""
    ask_for_link(world)
    reader = Visitor(world)
    reader.post_to(link_to(world, kind="sign-in"), {})
    return reader


def listed(reader):
    return reader.open(f"{PATH}?reason=not_tied")


def confirmed(reader, page, **chosen):
    """Tick all of the list and confirm."""
    return reader.send(reader.send(page, PATH), PATH, **chosen)


def state(world, merchant_id, on=NEWEST):
    return world.sync_log.get(day_of(merchant_id, on)).state


def records(world, merchant_id):
    return [each for each in world.audit.records.get(merchant_id, []) if each.deed == Deed.DAY_ACTED_ON]


def test_days_of_two_clients_are_listed_confirmed_released_and_told_one_by_one(world, reader):
    board = reader.open("/clients")
    assert "3 days" in board.words.partition("Decide for several clients at once")[2]

    page = listed(reader)
    question = reader.send(page, PATH)
    assert [part for part in ("Days 3", "Clients 2", "$2,086.20", "Largest day Café du Port") if part in question.words]
    told = reader.send(question, PATH)
    assert "3 days are on their way." in told.words
    world.clock.advance(minutes=1)
    world.work()

    told = reader.open(told.path)
    assert "on their way" not in told.words
    assert told.words.count("Posted") == 3
    assert {state(world, *each) for each in ((PORT, BEFORE), (PORT,), (NORD,))} == {SyncState.POSTED}


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


def test_each_client_s_record_names_who_decided_which_days(world, reader):
    confirmed(reader, listed(reader))

    (record,) = records(world, PORT)

    assert record.who == WHO
    assert [(each.fact, each.before, each.after) for each in record.changes] == [
        (f"day:{on} 304267:1", "not_tied", "release") for on in (BEFORE, NEWEST)
    ]
    words = owner_of(world, merchant_id=PORT).open("/changes").words
    assert f"{WHO}" in words.replace("&lt;", "<").replace("&gt;", ">")
    was, now = "The figures do not agree with talech’s report", "Post it as it is"
    assert f"Nov 23, 2026, Queen St was: {was}; is now: {now}" in words
    assert len(records(world, NORD)) == 1


def test_days_above_an_ordinary_day_of_the_client_need_a_reason_which_the_record_keeps(world, reader):
    bring_in(world, NORD, NEWEST, untied=True, times=4)

    question = reader.send(listed(reader), PATH)
    refused = reader.send(question, PATH)
    told = reader.send(refused, PATH, why="The till was offline on Monday")

    assert "The days of Bar Nord are together more than an ordinary day." in question.words
    assert (refused.status, "Say why, in a few words." in refused.words) == (422, True)
    assert "3 days are on their way." in told.words
    said = records(world, NORD)[0].changes[-1]
    assert (said.fact, said.after) == ("why", "The till was offline on Monday")
    assert "The till was offline on Monday" in owner_of(world, merchant_id=NORD).open("/changes").words


def test_days_that_are_not_ticked_stay_as_they_are(world, reader):
    page = listed(reader)
    fields = {name: value for name, value in page.form(PATH).items() if NORD not in name}

    reader.send(reader.post_to(PATH, fields), PATH)
    world.clock.advance(minutes=1)
    world.work()

    assert (state(world, NORD), state(world, PORT)) == (SyncState.HELD, SyncState.POSTED)


def test_nothing_ticked_leads_back_to_the_list(reader):
    page = listed(reader)
    fields = {name: value for name, value in page.form(PATH).items() if not name.startswith("day.")}

    assert reader.post_to(PATH, fields).path == f"{PATH}?reason=not_tied"


def test_the_same_form_sent_twice_decides_once(world, reader):
    question = reader.send(listed(reader), PATH)
    reader.send(question, PATH)
    world.clock.advance(minutes=1)
    world.work()
    revision = world.sync_log.get(day_of(PORT)).revision

    told = reader.send(question, PATH)
    world.clock.advance(minutes=1)
    world.work()

    assert told.words.count("Changed meanwhile, so left out") == 3
    assert world.sync_log.get(day_of(PORT)).revision == revision


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


def test_the_results_are_shown_to_the_accountant_who_decided_and_to_no_other(world, reader):
    told = confirmed(reader, listed(reader))
    other = accountant_of(world, address="eve@elsewhere.example", merchant_id=NORD)

    assert other.open(told.path).path == "/clients"
    assert reader.open(told.path).status == 200
    world.clock.advance(hours=13)
    assert accountant_again(world).open(told.path).path == "/clients"


@pytest.mark.parametrize("reason", ["closed_period", "touched_in_quickbooks", "needs_reconnect", "nonsense", ""])
def test_reasons_that_figures_do_not_settle_are_not_decided_together(world, reader, reason):
    fields = listed(reader).form(PATH)

    assert reader.open(f"{PATH}?reason={reason}").path == "/clients"
    assert reader.post_to(PATH, fields | {"reason": reason, "confirmed": "yes"}).path == "/clients"
    assert state(world, PORT) is SyncState.HELD


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
