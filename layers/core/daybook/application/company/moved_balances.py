"""Finds balances that QuickBooks moved, and the days whose proof no longer agrees with the books.

The records of days do not change. One row per merchant names the accounts; the proofs show which days are concerned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.company.changes import changes_of, update_changes
from daybook.application.ports.systems import HasClock, HasConnections, HasLedger, HasProofs, HasWatch
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition
from daybook.domain.chart.accounts import ChartOfAccounts
from daybook.domain.company.changes import CompanyChanges, CompanyEntity
from daybook.domain.company.connection import Connection
from daybook.domain.errors import Condition
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.moved_balances import MovedBalance, emptied, is_back, is_sold_with_item_of
from daybook.domain.sync.location_day import LocationDay

_ITEM = frozenset({CompanyEntity.ITEM})
# How far back Daybook looks for a day with a sale of the item.
_LOOK_BACK = timedelta(days=60)


class BalanceSystems(HasClock, HasConnections, HasLedger, HasProofs, HasWatch, Protocol):
    """The systems that finding a moved balance needs."""


def with_emptied_accounts(
    known: CompanyChanges, before: ChartOfAccounts, now: ChartOfAccounts, at: datetime
) -> CompanyChanges:
    """The changes after a reading of the chart: emptied accounts are added, accounts in use again are removed.

    If QuickBooks sent a notice of the account before, that is when the change was first seen.
    """
    told = {entry.id: entry.at for entry in known.entries if entry.entity is CompanyEntity.ACCOUNT}
    kept = tuple(each for each in known.moved if each.item_id or not is_back(each.account_id, now))
    marked = {each.account_id for each in kept if not each.item_id}
    new = sorted(emptied(before, now) - marked)
    return known.with_moved((*kept, *(MovedBalance(account, told.get(account, at)) for account in new)))


def look_at_items(connection: Connection, systems: BalanceSystems) -> None:
    """Read the items of Daybook that a person changed, and one document of each that points at another account.

    One metered read for all items, and one more for each of those; none if no item was changed.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer; the stored changes stay.
    """
    merchant_id, realm_id = connection.merchant_id, connection.company.realm_id
    known = changes_of(merchant_id, realm_id, systems.watch)
    unseen = known.unseen(_ITEM)
    if not unseen:
        return
    made_for = {item: account for account, item in systems.connections.references(merchant_id).items.items()}
    made_for |= {each.item_id: each.account_id for each in known.moved if each.item_id}
    ids = {entry.id for entry in unseen}
    points_at = systems.ledger_of(connection).accounts_of_items(sorted(ids))
    found = []
    for entry in unseen:
        account, was = made_for.get(entry.id, ""), known.moved_item(entry.id)
        now_at = points_at.get(entry.id, account)
        # QuickBooks may not have moved the sales back with an item that points at its first account again.
        if now_at != account or was is not None:
            took_history = _took_history(entry.id, account, connection, systems)
            if now_at != account or took_history:
                found.append(MovedBalance(account, was.at if was else entry.at, entry.id, now_at, took_history))

    def looked(before: CompanyChanges) -> CompanyChanges:
        others = tuple(each for each in before.moved if each.item_id not in ids)
        return before.with_moved((*others, *found)).with_seen(unseen)

    update_changes(merchant_id, realm_id, systems.watch, looked)


def moved_days(
    connection: Connection, systems: BalanceSystems, first: date, last: date
) -> Mapping[LocationDay, tuple[MovedBalance, ...]]:
    """The days of a range whose proof no longer holds, and why; one read of our own table if nothing was moved."""
    moved = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch).moved
    if not moved:
        return {}
    proofs = systems.proofs.between(connection.merchant_id, first, last)
    belied = {proof.day: tuple(each for each in moved if each.belies(proof)) for proof in proofs}
    return {day: why for day, why in belied.items() if why}


@dataclass(frozen=True, slots=True)
class BeliedDays:
    """A moved balance, and the days of a range whose proof no longer holds because of it, if any."""

    moved: MovedBalance
    days: tuple[LocationDay, ...]


def belied_days(connection: Connection, systems: BalanceSystems, first: date, last: date) -> tuple[BeliedDays, ...]:
    """The moved balances that concern days of the range, or later sales of the merchant."""
    known = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch)
    if not known.moved:
        return ()
    by_day = moved_days(connection, systems, first, last)
    found = (BeliedDays(each, tuple(day for day, why in by_day.items() if each in why)) for each in known.moved)
    return tuple(each for each in found if each.days or not each.moved.took_history)


def entry_for_moved(moved: MovedBalance) -> Entry:
    """The catalogue entry for a moved balance."""
    if not moved.item_id:
        return entry_for_condition(Condition.ACCOUNT_EMPTIED)
    return entry_for_condition(Condition.ITEM_TOOK_HISTORY if moved.took_history else Condition.ITEM_MOVED)


def _took_history(item_id: str, account_id: str, connection: Connection, systems: BalanceSystems) -> bool:
    """Whether the newest document with the item is on another account now."""
    today = systems.clock.now().date()
    proofs = systems.proofs.between(connection.merchant_id, today - _LOOK_BACK, today)
    forms = [
        document
        for proof in proofs
        if is_sold_with_item_of(account_id, proof)
        for document in proof.documents
        if document.kind is not DocumentKind.JOURNAL_ENTRY
    ]
    return (
        bool(forms) and systems.ledger_of(connection).accounts_behind(forms[-1]).get(item_id, account_id) != account_id
    )
