"""What every store of accountants promises, in memory and in DynamoDB alike."""

from dataclasses import replace

import pytest

from accountants import ADDRESS, INVITED, with_an_accountant
from daybook.adapters.aws.tables.accountants import DynamoAccountantStore
from daybook.domain.accountant.access import Accountants
from fakes.accountants import FakeAccountantStore

KNOWN = with_an_accountant()


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeAccountantStore()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")
    return DynamoAccountantStore(aws.dynamodb, table("ConnectionTable"))


def test_the_accountants_of_books_come_back_whole_and_are_none_at_first(store):
    assert store.save_accountants("m_1", KNOWN)

    assert (store.accountants("m_1"), store.accountants("m_2")) == (KNOWN, Accountants())


def test_an_address_finds_the_books_in_which_it_has_a_grant_and_no_others(store):
    store.save_accountants("m_1", KNOWN)
    store.save_accountants("m_1@2", KNOWN)
    store.save_accountants("m_2", KNOWN.without(ADDRESS))

    assert store.clients(ADDRESS) == ("m_1", "m_1@2")
    assert store.clients(INVITED) == ()
    store.save_accountants("m_1", replace(KNOWN.without(ADDRESS), version=2))
    assert store.clients(ADDRESS) == ("m_1@2",)


def test_of_two_writers_of_one_version_the_first_stands(store):
    removed = replace(KNOWN.without(ADDRESS), version=2)

    assert [store.save_accountants("m_1", each) for each in (KNOWN, removed, replace(KNOWN, version=2))] == [
        True,
        True,
        False,
    ]
    assert (store.accountants("m_1"), store.clients(ADDRESS)) == (removed, ())


def test_an_address_that_begins_like_another_finds_none_of_its_books(store):
    store.save_accountants("m_1", KNOWN)

    assert store.clients(ADDRESS[:-1]) == store.clients("") == ()
