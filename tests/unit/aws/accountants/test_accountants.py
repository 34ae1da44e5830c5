"""What every store of accountants promises, in memory and in DynamoDB alike."""

from dataclasses import replace
from datetime import date

import pytest

from accountants import ADDRESS, INVITED, with_an_accountant
from daybook.adapters.aws.accountants.accountants import DynamoAccountantStore
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.client_note import ClientNote
from fakes.people.accountants import FakeAccountantStore

KNOWN = with_an_accountant()
NOTE = ClientNote("K-014", "Sam", date(2026, 12, 15))


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

    assert tuple(store.clients(ADDRESS)) == ("m_1", "m_1@2")
    assert store.clients(INVITED) == {}
    store.save_accountants("m_1", replace(KNOWN.without(ADDRESS), version=2))
    assert tuple(store.clients(ADDRESS)) == ("m_1@2",)


def test_of_two_writers_of_one_version_the_first_stands(store):
    removed = replace(KNOWN.without(ADDRESS), version=2)

    assert [store.save_accountants("m_1", each) for each in (KNOWN, removed, replace(KNOWN, version=2))] == [
        True,
        True,
        False,
    ]
    assert (store.accountants("m_1"), store.clients(ADDRESS)) == (removed, {})


def test_an_address_that_begins_like_another_finds_none_of_its_books(store):
    store.save_accountants("m_1", KNOWN)

    assert store.clients(ADDRESS[:-1]) == store.clients("") == {}


def test_what_an_accountant_keeps_of_a_client_is_theirs_alone_and_ends_with_the_grant(store):
    store.save_accountants("m_1", KNOWN)
    store.save_accountants("m_2", KNOWN)

    assert store.save_note(ADDRESS, "m_1", NOTE)
    assert store.clients(ADDRESS) == {"m_1": NOTE, "m_2": ClientNote()}
    store.save_accountants("m_1", replace(KNOWN.without(ADDRESS), version=2))
    assert not store.save_note(ADDRESS, "m_1", NOTE)
    store.save_accountants("m_1", replace(KNOWN, version=3))
    assert store.clients(ADDRESS)["m_1"] == ClientNote()


def test_another_grant_in_the_same_books_leaves_the_note_of_a_client(store):
    store.save_accountants("m_1", KNOWN)
    store.save_note(ADDRESS, "m_1", NOTE)

    store.save_accountants("m_1", replace(KNOWN.with_role(ADDRESS, AccountantRole.MAP), version=2))

    assert store.clients(ADDRESS) == {"m_1": NOTE}
