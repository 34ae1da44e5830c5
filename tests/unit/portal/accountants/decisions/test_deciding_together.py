"""Held days of several clients are decided in one press, each by the figures that the accountant has seen."""

import pytest

from daybook.domain.sync.location_day import SyncState
from unit.portal.accountants.decisions.conftest import (
    BEFORE,
    NORD,
    PATH,
    PORT,
    accountant_again,
    confirmed,
    listed,
    records,
    state,
)
from unit.portal.clients import bring_in, day_of
from unit.portal.guests import WHO, accountant_of, owner_of
from unit.portal.merchant import NEWEST


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
