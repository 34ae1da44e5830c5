"""The numbers of documents that the setup shows are those of the documents, also after a store gets another name."""

from dataclasses import replace

from daybook.application.setup.store_codes import first_store_codes
from daybook.domain.sync.location_day import LocationDay
from unit.portal.merchant import KING, LAVAL, NEWEST, QUEEN


def confirmed(visitor):
    return visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")


def test_the_numbers_that_the_review_shows_are_those_of_the_documents(world, visitor):
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    confirmed(visitor)
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()

    record = world.sync_log.get(LocationDay("m_1", NEWEST, QUEEN))
    assert record.document.doc_number.startswith("TL-261123-QUEE-")
    assert record.document.doc_number in review.words


def test_a_store_that_gets_another_name_keeps_its_numbers(world, visitor):
    confirmed(visitor)
    before = world.connections.connection("m_1").store_codes
    places = tuple(replace(place, name=f"New {place.name}") for place in world.profile.locations)
    world.connections.save_profile(replace(world.profile, locations=places))
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()

    record = world.sync_log.get(LocationDay("m_1", NEWEST, QUEEN))
    assert record.document.doc_number == f"TL-261123-{before[QUEEN]}"


def test_books_that_had_a_mapping_before_keep_their_numbers(ready):
    """Days may lie in them under numbers that are made of the store's id."""
    connection = replace(ready.connections.connection("m_1"), store_codes={})

    before = ready.connections.mapping_on("m_1", NEWEST)

    assert first_store_codes(connection, ready.profile, before) == {}
    assert set(first_store_codes(connection, ready.profile, None)) == {QUEEN, KING, LAVAL, "all"}
