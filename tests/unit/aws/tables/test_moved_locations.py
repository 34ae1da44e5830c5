"""A merchant's profile and moves, shared by all of their books: the store in memory and the one in DynamoDB alike."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksMove
from fakes.connection_store import FakeConnectionStore
from unit.aws.builders import MERCHANT, profile

OTHER = f"{MERCHANT}@2"
FIRST = BooksMove("304267:1", date(2026, 11, 24), OTHER)
BACK = BooksMove("304267:1", date(2026, 12, 1), MERCHANT)


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeConnectionStore()
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoConnectionStore(aws.dynamodb, table("ConnectionTable"))


def test_moves_come_back_in_the_order_in_which_they_were_made_from_any_books(store):
    store.add_moves(MERCHANT, (), (FIRST,))
    store.add_moves(OTHER, (FIRST,), (BACK,))

    assert store.moves(MERCHANT) == store.moves(OTHER) == (FIRST, BACK)


@pytest.mark.parametrize("known", [(), (FIRST, BACK)])
def test_whoever_has_not_seen_the_newest_move_looks_again(store, known):
    store.add_moves(MERCHANT, (), (FIRST,))

    with pytest.raises(RetriableError, match="meanwhile"):
        store.add_moves(MERCHANT, known, (BACK,))

    assert store.moves(MERCHANT) == (FIRST,)


def test_one_profile_is_seen_from_every_books(store):
    store.save_profile(profile())
    store.add_moves(MERCHANT, (), (FIRST,))

    first, other = store.profile(MERCHANT), store.profile(OTHER)

    assert (first.merchant_id, other.merchant_id) == (MERCHANT, OTHER)
    assert first.takes("304267:1", date(2026, 11, 23))
    assert not first.takes("304267:1", date(2026, 11, 24))
    assert other.takes("304267:1", date(2026, 11, 24))


def test_a_profile_that_is_read_anew_moves_nothing_back(store):
    store.add_moves(MERCHANT, (), (FIRST,))

    store.save_profile(replace(profile(), name="Renamed"))

    assert store.profile(OTHER).name == "Renamed"
    assert store.moves(MERCHANT) == (FIRST,)
