"""The page of a day: proved on three sides, acted on with one press, and true while it is under way."""

import re

import pytest

from daybook.application.ports import Lane
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncState
from unit.portal.days.test_log import DAY
from unit.portal.merchant import KING, NEWEST, QUEEN, sales_of_day


def record(world, store=QUEEN):
    return world.sync_log.get(LocationDay("m_1", NEWEST, store))


def causes(world):
    return [request.cause for request in world.queue.sent[Lane.BACKFILL]]


def test_a_day_shows_its_document_lines_and_the_proof_of_three_sides(synced, visitor):
    page = visitor.open(DAY)
    document = record(synced).document

    screen, company = f"journal%3FtxnId%3D{document.id}", synced.connections.connection("m_1").company.realm_id
    link = f"https://qbo.intuit.com/app/login?pagereq={screen}&amp;deeplinkcompanyid={company}"
    assert f'href="{link}"' in page.body
    assert "Sales: Food Sales, Food, Queen St Food sales $442.40" in page.words
    (total,) = re.findall(r" Total (\$[\d,.]+) (\$[\d,.]+) The proof", page.words)
    assert total == ("$795.15",) * 2
    assert "Gross sales $697.40 $697.40 $697.40 Yes" in page.words
    assert "Tied in every figure that talech reports. Its report lacks: Discounts and comps," in page.words


@pytest.mark.usefixtures("held")
def test_a_held_day_says_what_happened_who_acts_and_what_to_do(visitor):
    page = visitor.open(DAY)

    assert "The orders of Nov 23, 2026 at Queen St do not add up" in page.words
    assert "Who acts: You" in page.words
    assert "<summary>Details</summary>" in page.body


def test_a_held_day_is_released_with_one_press_and_then_posted(held, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/release")
    held.work()

    assert record(held).state is SyncState.POSTED


def test_a_press_sent_twice_does_no_harm(held, visitor):
    page = visitor.open(DAY)

    visitor.send(page, f"{DAY}/release")
    held.work()
    again = visitor.send(page, f"{DAY}/release")

    assert again.status == 200
    assert causes(held) == []


def test_a_day_can_be_taken_out_and_brought_back(synced, visitor):
    asked = visitor.send(visitor.open(DAY), f"{DAY}/undo")
    synced.work()
    undone = visitor.open(asked.path)
    state_after_undo = record(synced).state
    visitor.send(undone, f"{DAY}/redo")
    synced.work()

    assert "The day was taken out of your books." in undone.words
    assert state_after_undo is SyncState.UNDONE
    assert record(synced).state is SyncState.POSTED


def test_a_day_can_be_read_again(synced, visitor):
    visitor.send(visitor.open(DAY), f"{DAY}/retry")

    assert causes(synced) == [SyncCause.RESYNC]


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("address", [f"/log/{NEWEST}/nowhere", "/log/someday/all", f"/log/2019-01-01/{KING}"])
def test_a_day_that_is_not_on_record_leads_back_to_the_log(visitor, address):
    assert visitor.open(address).path == "/log"


@pytest.mark.parametrize(
    ("untied", "outcome"),
    [
        (False, "Done: the day is in your books."),
        (True, "The day was tried again and still waits for you."),
    ],
)
def test_what_was_pressed_is_under_way_until_the_day_has_its_outcome(held, visitor, untied, outcome):
    pressed = visitor.send(visitor.open(DAY), f"{DAY}/retry")
    soon = visitor.open(pressed.path)
    held.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=untied)
    held.clock.advance(seconds=20)
    held.work()

    later = visitor.open(pressed.path)

    assert "The day is being read again." in pressed.words
    assert "The day is being read again." in soon.words
    assert "is being" not in later.words
    assert outcome in later.words


def test_a_release_says_afterwards_that_the_day_is_in_the_books(held, visitor):
    pressed = visitor.send(visitor.open(DAY), f"{DAY}/release")
    held.clock.advance(seconds=20)
    held.work()

    assert "The day is being posted as it is." in pressed.words
    assert "Done: the day is in your books." in visitor.open(pressed.path).words


def test_an_undo_that_was_brought_back_meanwhile_is_not_said_to_be_out(synced, visitor):
    asked = visitor.send(visitor.open(DAY), f"{DAY}/undo")
    synced.work()
    undone = visitor.open(asked.path)
    visitor.send(undone, f"{DAY}/redo")
    synced.clock.advance(seconds=20)
    synced.work()

    page = visitor.open(asked.path)

    assert "The day was taken out of your books." in undone.words
    assert "The day was taken out of your books." not in page.words
    assert "Done: the day is in your books." in page.words


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("query", ["done=retry", "done=retry&since=soon", "done=%3Cb%3E", "since=99"])
def test_an_address_that_was_kept_never_says_that_something_is_under_way(visitor, query):
    assert "is being" not in visitor.open(f"{DAY}?{query}").words
