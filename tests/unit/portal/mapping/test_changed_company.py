"""Accounts that somebody changed in QuickBooks: read anew by the next page that needs them, told where they matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.application.company.books_status import books_status, entry_for_changed
from daybook.application.company.changes import update_changes
from daybook.application.company.lists import company_lists, refresh_lists
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import ChangedEntry, CompanyChanges, CompanyEntity
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from unit.portal.merchant import MERCHANT, NEWEST, NOW, QUEEN

ACCOUNT, CLASS = CompanyEntity.ACCOUNT, CompanyEntity.CLASS
SALES, TIPS = "3", "5"


@pytest.fixture
def mapped(world):
    """Sales and tips have accounts, one store a class; the lists were read an hour ago."""
    mapping = AccountMapping(1, date(2020, 1, 1), {"revenue": SALES, "tip": TIPS}, suspense_account="99")
    world.connections.save_mapping(MERCHANT, mapping)
    world.connections.save_tracking(MERCHANT, classes={QUEEN: "c1"}, departments={})
    refresh_lists(world.connection, world.ports)
    world.clock.advance(hours=1)
    world.ledger.calls.clear()
    return world


def changed(world, entity, entry_id, at=None):
    """Somebody changed it in QuickBooks, and we were told."""
    instant = at or world.clock.now()
    realm_id = world.connection.company.realm_id
    update_changes(MERCHANT, realm_id, world.watch, lambda known: known.with_change(entity, entry_id, instant))


def lists(world):
    return company_lists(world.connection, world.ports)


def status(world):
    return books_status(world.connection, world.connections.profile(MERCHANT), world.ports)


def without(world, account_id):
    world.ledger.accounts = [replace(a, active=a.id != account_id) for a in world.ledger.accounts]


# Read when needed


def test_lists_that_nobody_changed_are_not_read_again(mapped):
    lists(mapped)

    assert mapped.ledger.calls == []


def test_a_change_is_read_by_the_next_page_that_needs_the_lists_and_once(mapped):
    changed(mapped, ACCOUNT, "")
    without(mapped, TIPS)

    seen = lists(mapped)
    calls = list(mapped.ledger.calls)
    lists(mapped)

    assert not seen.chart.by_id(TIPS).active
    assert calls == ["company", "chart_of_accounts"]
    assert mapped.ledger.calls == calls


def test_a_notice_from_before_the_reading_reads_nothing(mapped):
    changed(mapped, ACCOUNT, SALES, at=mapped.clock.now() - timedelta(hours=2))

    lists(mapped)

    assert mapped.ledger.calls == []


def test_a_changed_item_is_no_reason_to_read_lists_it_is_looked_at_once(mapped):
    mapped.connections.save_references(MERCHANT, CompanyReferences(items={SALES: "5"}))
    changed(mapped, CompanyEntity.ITEM, "5")
    mapped.ledger.items_point_at = {"5": SALES}

    lists(mapped)
    lists(mapped)

    assert mapped.ledger.calls == ["accounts_of_items"]
    assert status(mapped).moved == ()


@pytest.mark.parametrize(
    "error",
    [RetriableError("QuickBooks did not answer"), NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "no grant")],
)
def test_old_lists_are_better_than_none_while_quickbooks_cannot_be_asked(mapped, error):
    changed(mapped, ACCOUNT, SALES)
    before = mapped.setups.lists(MERCHANT)
    mapped.ledger.fail_next(error)

    assert lists(mapped) == before
    assert lists(mapped).read_at > before.read_at


def test_what_changes_while_the_lists_are_read_is_read_once_more(mapped):
    """The chart was there already when the account was renamed, so the rename is not in it."""
    reading = mapped.ledger.chart_of_accounts

    def chart_of_accounts():
        mapped.clock.advance(seconds=1)
        changed(mapped, ACCOUNT, SALES)
        mapped.ledger.chart_of_accounts = reading
        return reading()

    mapped.ledger.chart_of_accounts = chart_of_accounts
    refresh_lists(mapped.connection, mapped.ports)
    mapped.ledger.calls.clear()

    lists(mapped)

    assert mapped.ledger.calls == ["company", "chart_of_accounts"]


def test_changes_of_a_former_company_mean_nothing_for_the_present_one(mapped):
    mapped.watch.save_changes(MERCHANT, CompanyChanges("4620816365", None, (ChangedEntry(ACCOUNT, SALES, NOW),), 2))

    lists(mapped)

    assert mapped.ledger.calls == []
    assert status(mapped).changed == ()


# Told where it matters


def test_the_books_are_in_order_while_nothing_changed(mapped):
    assert (status(mapped).changed, status(mapped).drifted) == ((), ())


def test_a_mapped_account_that_was_changed_is_something_to_look_at_until_it_is_read(mapped):
    changed(mapped, ACCOUNT, SALES)
    assert status(mapped).changed == (ChangedEntry(ACCOUNT, SALES, mapped.clock.now()),)
    assert entry_for_changed(status(mapped).changed[0]).code == "DB-1107"

    refresh_lists(mapped.connection, mapped.ports)

    assert status(mapped).changed == ()


@pytest.mark.parametrize(("entity", "entry_id"), [(ACCOUNT, SALES), (CLASS, "c1")])
def test_what_turns_out_to_be_gone_stays_until_another_one_is_chosen(mapped, monkeypatch, entity, entry_id):
    changed(mapped, entity, entry_id)
    without(mapped, SALES)
    monkeypatch.setattr("unit.portal.merchant.FakeTracking.classes", lambda _: ())

    refresh_lists(mapped.connection, mapped.ports)

    (entry,) = status(mapped).changed
    assert (entry.entity, entry.id, entry.lost) == (entity, entry_id, True)
    assert entry_for_changed(entry).code == "DB-1108"
    mapped.connections.save_mapping(MERCHANT, AccountMapping(2, date(2020, 1, 1), {"revenue": "1"}, "99"))
    mapped.connections.save_tracking(MERCHANT, classes={QUEEN: "c2"}, departments={})
    assert status(mapped).changed == ()


def test_what_was_reactivated_is_in_order_once_it_is_read(mapped):
    changed(mapped, ACCOUNT, SALES)
    without(mapped, SALES)
    refresh_lists(mapped.connection, mapped.ports)
    without(mapped, "nothing")
    changed(mapped, ACCOUNT, SALES, at=mapped.clock.now() + timedelta(seconds=1))
    mapped.clock.advance(minutes=1)

    refresh_lists(mapped.connection, mapped.ports)

    assert status(mapped).changed == ()


def test_other_accounts_items_of_others_and_settings_ask_nothing_of_the_merchant(mapped):
    for entity, entry_id in ((ACCOUNT, ""), (CompanyEntity.ITEM, "5"), (CompanyEntity.PREFERENCES, "")):
        changed(mapped, entity, entry_id)

    assert status(mapped).changed == ()
    assert mapped.ledger.calls == []


def test_a_drifted_day_in_the_books_is_among_what_a_person_may_look_at(mapped):
    in_books, undone = (LocationDay(MERCHANT, NEWEST - timedelta(days=back), ALL_LOCATIONS) for back in (0, 1))
    for day, state in ((in_books, SyncState.POSTED), (undone, SyncState.UNDONE)):
        mapped.sync_log.claim(day, "worker")
        drift = Drift(DriftKind.REMOVED, "148", mapped.clock.now())
        mapped.sync_log.settle(day, "worker", Outcome(state, drift=drift))

    assert [record.day for record in status(mapped).drifted] == [in_books]
