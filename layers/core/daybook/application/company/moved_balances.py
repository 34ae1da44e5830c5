"""Balances that QuickBooks moved: seen when lists or items are read anew, and held against the proofs of days.

Nothing is written to the days. One row a merchant names the accounts; which days are concerned follows from their
proofs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.company.changes import change_changes, changes_of
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
# How far back a day is looked for that was sold with an item.
_LOOK_BACK = timedelta(days=60)


class BalanceSystems(HasClock, HasConnections, HasLedger, HasProofs, HasWatch, Protocol):
    """What seeing a moved balance needs."""


def with_emptied_accounts(
    known: CompanyChanges, before: ChartOfAccounts, now: ChartOfAccounts, at: datetime
) -> CompanyChanges:
    """What is known, after the chart was read at an instant: accounts that were emptied, without those that are back.

    QuickBooks may have told of them before, which is when they were first seen.
    """
    told = {entry.id: entry.at for entry in known.entries if entry.entity is CompanyEntity.ACCOUNT}
    kept = tuple(each for each in known.moved if each.item_id or not is_back(each.account_id, now))
    marked = {each.account_id for each in kept if not each.item_id}
    new = sorted(emptied(before, now) - marked)
    return known.with_moved((*kept, *(MovedBalance(account, told.get(account, at)) for account in new)))


def look_at_items(connection: Connection, systems: BalanceSystems) -> None:
    """Read the items of ours that a person changed, and a document of each that points elsewhere.

    One metered read for all items, one more for each of those; none where no item was changed.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer; what was known stays.
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
        # One that is back where it was may have left behind what it took along.
        if now_at != account or was is not None:
            took_history = _took_history(entry.id, account, connection, systems)
            if now_at != account or took_history:
                found.append(MovedBalance(account, was.at if was else entry.at, entry.id, now_at, took_history))

    def looked(before: CompanyChanges) -> CompanyChanges:
        others = tuple(each for each in before.moved if each.item_id not in ids)
        return before.with_moved((*others, *found)).with_seen(unseen)

    change_changes(merchant_id, realm_id, systems.watch, looked)


def moved_days(
    connection: Connection, systems: BalanceSystems, first: date, last: date
) -> Mapping[LocationDay, tuple[MovedBalance, ...]]:
    """The days of a range whose proof no longer holds, and why; one read of our own where nothing was moved."""
    moved = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch).moved
    if not moved:
        return {}
    proofs = systems.proofs.between(connection.merchant_id, first, last)
    belied = {proof.day: tuple(each for each in moved if each.belies(proof)) for proof in proofs}
    return {day: why for day, why in belied.items() if why}


@dataclass(frozen=True, slots=True)
class BeliedDays:
    """A balance that was moved, and the days of a range whose proof no longer holds for it; perhaps none."""

    moved: MovedBalance
    days: tuple[LocationDay, ...]


def belied_days(connection: Connection, systems: BalanceSystems, first: date, last: date) -> tuple[BeliedDays, ...]:
    """Every balance that was moved and concerns the merchant: days of the range, or what is sold from now on."""
    known = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch)
    if not known.moved:
        return ()
    by_day = moved_days(connection, systems, first, last)
    found = (BeliedDays(each, tuple(day for day, why in by_day.items() if each in why)) for each in known.moved)
    return tuple(each for each in found if each.days or not each.moved.took_history)


def entry_for_moved(moved: MovedBalance) -> Entry:
    """The words for it: what happened in QuickBooks, and what a person does about it."""
    if not moved.item_id:
        return entry_for_condition(Condition.ACCOUNT_EMPTIED)
    return entry_for_condition(Condition.ITEM_TOOK_HISTORY if moved.took_history else Condition.ITEM_MOVED)


def _took_history(item_id: str, account_id: str, connection: Connection, systems: BalanceSystems) -> bool:
    """Whether the newest document that was sold with an item is on another account by now."""
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
