"""Accounts and lists that change in QuickBooks: remembered for whoever reads next, at the cost of no call."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.watching.notice_changes import Effect
from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import LISTED, ChangedEntry, ChangeVerb, CompanyEntity
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.company.lists import CompanyLists
from fakes.quickbooks.ledger import COMPANY

REALM = COMPANY.realm_id
ACCOUNT, DELETED = CompanyEntity.ACCOUNT, ChangeVerb.DELETED


def changes(watch):
    return watch.changes("m_1").entries


def test_an_account_of_the_mapping_that_was_changed_is_remembered_by_its_id(notices, watch, clock):
    assert notices(ACCOUNT, "3") is Effect.LISTS_CHANGED
    assert changes(watch) == (ChangedEntry(ACCOUNT, "3", clock.now()),)


def test_any_other_account_only_means_that_the_lists_are_to_be_read_again(notices, watch, clock):
    notices(ACCOUNT, "4711")
    notices(ACCOUNT, "4712", DELETED)

    assert changes(watch) == (ChangedEntry(ACCOUNT, "", clock.now()),)


@pytest.mark.parametrize(
    "entity",
    [
        CompanyEntity.CLASS,
        CompanyEntity.DEPARTMENT,
        CompanyEntity.TAX_CODE,
        CompanyEntity.TAX_AGENCY,
        CompanyEntity.PREFERENCES,
    ],
)
def test_every_list_is_read_again_after_a_change_of_it(notices, watch, entity):
    assert notices(entity, "1") is Effect.LISTS_CHANGED
    assert watch.changes("m_1").changed(LISTED) != ()


@pytest.mark.parametrize(
    ("entity", "entity_id"),
    [(CompanyEntity.ITEM, "5"), (CompanyEntity.PAYMENT_METHOD, "7"), (CompanyEntity.CUSTOMER, "12")],
)
def test_what_documents_name_beside_accounts_is_remembered_if_it_is_ours(
    notices, watch, connections, clock, entity, entity_id
):
    connections.save_references("m_1", CompanyReferences("12", {"1": "5"}, {"CASH": "7"}))

    assert notices(entity, "4711") is Effect.IGNORED
    assert notices(entity, entity_id) is Effect.LISTS_CHANGED
    assert changes(watch) == (ChangedEntry(entity, entity_id, clock.now()),)


def test_an_account_that_we_made_ourselves_is_no_news(notices, watch, setups, clock):
    made = Account("3", "POS Cash", "Bank", "CashOnHand")
    setups.save_lists("m_1", CompanyLists(ChartOfAccounts((made,)), (), (), clock.now(), REALM))

    assert notices(ACCOUNT, "3", ChangeVerb.CREATED) is Effect.IGNORED
    assert changes(watch) == ()


def test_an_account_that_somebody_else_made_may_be_chosen_from_now_on(notices, watch, clock):
    """It is on no list yet; nobody's mapping can use it, whatever its id."""
    assert notices(ACCOUNT, "3", ChangeVerb.CREATED) is Effect.LISTS_CHANGED
    assert changes(watch) == (ChangedEntry(ACCOUNT, "", clock.now()),)


def test_a_company_that_nobody_is_connected_to_leaves_no_trace(notices, watch, connections, connection):
    connections.save_connection(replace(connection, status=ConnectionStatus.DISCONNECTED))

    assert notices(ACCOUNT, "3") is Effect.IGNORED
    assert changes(watch) == ()


def test_the_same_notice_again_is_counted_as_that(notices, clock):
    at = clock.now()
    notices(ACCOUNT, "3", notice_id="n", at=at)

    assert notices(ACCOUNT, "3", notice_id="n", at=at) is Effect.REPEATED


def test_marking_costs_no_call_to_quickbooks(notices, ledger):
    for entity in CompanyEntity:
        notices(entity, "3")

    assert ledger.calls == []


def test_a_change_by_a_clock_ahead_of_ours_is_read_like_any_other(notices, watch, clock):
    """Else it would look unread until our clock has caught up, and every page would read the lists again."""
    notices(ACCOUNT, "3", at=clock.now() + timedelta(days=1))

    assert changes(watch) == (ChangedEntry(ACCOUNT, "3", clock.now()),)
