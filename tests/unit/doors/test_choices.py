"""Another way to post, and the end of it: page, JSON API and command line have one rule."""

from datetime import timedelta

import pytest

from daybook.domain.company.connection import ConnectionStatus, LocationMode
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from unit.portal.merchant import MERCHANT, NEWEST

TOMORROW = NEWEST + timedelta(days=1)


def lose_the_connection(world):
    lost = world.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    world.connections.save_connection(lost)


def test_the_choice_holds_from_its_date_on(doors, door, world):
    done = doors.choose(door, "sales_receipt", "combined", TOMORROW)

    assert done.done, done.words
    connection = world.connections.connection(MERCHANT)
    chosen = connection.choice_on(TOMORROW)
    assert (chosen.document_kind, chosen.location_mode) == (DocumentKind.SALES_RECEIPT, LocationMode.COMBINED)
    assert connection.choice_on(NEWEST).document_kind is DocumentKind.JOURNAL_ENTRY


def test_what_documents_of_the_kind_name_is_made_before_the_first_of_them(doors, door, world):
    """Workers that post side by side would all make the same item, and look it up by name: metered reads."""
    doors.choose(door, "sales_receipt", "separate", TOMORROW)

    mapping = world.connections.mapping_on(MERCHANT, TOMORROW)
    assert set(mapping.accounts.values()) <= world.connections.references(MERCHANT).items.keys()


@pytest.mark.parametrize("start", [NEWEST, TOMORROW + timedelta(days=400)])
def test_a_date_that_has_ended_or_lies_years_ahead_is_refused(doors, door, world, start):
    """A year that was mistyped would be a choice that never comes true, and nobody would notice."""
    before = world.connections.connection(MERCHANT)

    refused = doors.choose(door, "sales_receipt", "separate", start)

    assert not refused.done
    assert refused.words.startswith({"page": "422", "api": "422", "command": "2"}[door]), refused.words
    assert world.connections.connection(MERCHANT) == before


def test_a_merchant_whose_connection_was_lost_meanwhile_chooses_nothing(doors, door, world):
    refused = doors.choose(door, "sales_receipt", "separate", TOMORROW, lambda: lose_the_connection(world))

    assert not refused.done
    assert not world.connections.connection(MERCHANT).changes


def test_a_connection_ends_once_and_twice_is_harmless(doors, door, world):
    """The grant is given back and forgotten, talech's too, and no day is closed any more."""
    first, second = doors.disconnect(door), doors.disconnect(door)

    assert first.done, first.words
    assert second.done, second.words
    assert world.connections.connection(MERCHANT).status is ConnectionStatus.DISCONNECTED
    with pytest.raises(NeedsAttentionError):
        world.tokens.load(MERCHANT)
    assert world.schedules.closings[MERCHANT] == frozenset()


def test_the_command_names_documents_that_quickbooks_has_not_answered_about(doors, world):
    doors.sync("page", NEWEST, NEWEST)
    world.ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        world.work()
    (number,) = {record.intent.doc_number for record in world.sync_log.history(MERCHANT) if record.intent}

    said = doors.command(["disconnect", "--merchant", MERCHANT])

    assert said.words.startswith("1")
    assert number in said.words
