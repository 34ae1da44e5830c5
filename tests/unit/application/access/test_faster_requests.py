"""Two requests about one accountant at once: none undoes what the other did."""

from dataclasses import replace

import pytest

from accountants import ADDRESS, INVITED, with_an_accountant
from daybook.application.access.accountants import change_accountants, remove_accountant
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.errors import RetriableError
from fakes.people.accountants import FakeAccountantStore
from fakes.systems import FakeSystems


@pytest.fixture
def store():
    store = FakeAccountantStore()
    store.save_accountants("m_1", with_an_accountant())
    return store


def test_a_removal_stands_though_a_visit_is_noted_at_the_same_moment(store):
    visited = replace(with_an_accountant(), version=2)
    store.faster = [visited]

    remove_accountant("m_1", ADDRESS, FakeSystems(accountants=store))

    assert store.accountants("m_1").grant(ADDRESS) is None


def test_a_change_of_the_role_brings_no_accountant_back_who_was_removed_meanwhile(store):
    store.faster = [replace(with_an_accountant().without(ADDRESS), version=2)]

    change_accountants(
        "m_1", lambda known: known.with_role(ADDRESS, AccountantRole.MAP), FakeSystems(accountants=store)
    )

    assert store.accountants("m_1").grant(ADDRESS) is None


def test_who_is_always_too_late_is_told_to_try_again(store):
    store.faster = [replace(with_an_accountant(), version=number) for number in range(2, 9)]

    with pytest.raises(RetriableError):
        remove_accountant("m_1", INVITED, FakeSystems(accountants=store))
