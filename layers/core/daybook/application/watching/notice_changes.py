"""Processes QuickBooks' notices of changes: stores what they mean for Daybook, without reading QuickBooks.

Notices can come more than once, in any order, or not at all. So a repeated notice has no further effect, and no day
depends on a notice: the version protects a document, and QuickBooks refuses an unusable account.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Protocol

from daybook.application.company.changes import update_changes
from daybook.application.ports import DriftLog
from daybook.application.ports.systems import HasClock, HasConnections, HasOneTime, HasSetups, HasWatch
from daybook.domain.company.changes import DOCUMENTS, LISTED, REFERENCED, ChangeNotice, ChangeVerb, CompanyEntity, uses
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.books_calls import Intent
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

OWN_WRITE = timedelta(minutes=5)
"""A change within this time after our write may be that write: notices have no version, only an instant."""
REMEMBERED = timedelta(days=7)
"""QuickBooks repeats a notice that was not acknowledged every few hours (docs/quickbooks.md 8)."""
_KIND = "change"


class Effect(StrEnum):
    """The effect of a notice."""

    IGNORED = "ignored"
    REPEATED = "repeated"
    LISTS_CHANGED = "lists_changed"
    DRIFT_NOTICED = "drift_noticed"


class NoticeSystems(HasClock, HasConnections, HasOneTime, HasSetups, HasWatch, Protocol):
    """The systems that processing notices needs; QuickBooks is not one of them."""

    @property
    def drift_log(self) -> DriftLog:
        """The records of days, for noting a person's change of a document."""


def notice_changes(notices: Iterable[ChangeNotice], systems: NoticeSystems) -> Counter[Effect]:
    """Process notices, and count them by effect.

    Raises:
        RetriableError: a row is in use; the same notices may be processed again.
    """
    noticing = _Noticing(systems)
    return Counter(noticing.effect_of(notice) for notice in notices)


class _Noticing:
    """One batch of notices: each fact is read once for all of them."""

    def __init__(self, systems: NoticeSystems) -> None:
        self._systems = systems
        self._merchants: dict[str, BooksId | None] = {}

    def effect_of(self, notice: ChangeNotice) -> Effect:
        if notice.means_nothing:
            return Effect.IGNORED
        merchant_id = self._merchant_of(notice.realm_id)
        if merchant_id is None:
            return Effect.IGNORED
        if notice.entity in DOCUMENTS:
            return self._drift(notice, merchant_id)
        return self._list_change(notice, merchant_id)

    def _merchant_of(self, realm_id: str) -> BooksId | None:
        if realm_id not in self._merchants:
            self._merchants[realm_id] = self._systems.connections.merchant_of_realm(realm_id)
        return self._merchants[realm_id]

    def _list_change(self, notice: ChangeNotice, merchant_id: BooksId) -> Effect:
        entry_id = self._entry_id(notice, merchant_id)
        if entry_id is None:
            return Effect.IGNORED
        if self._was_seen(notice):
            return Effect.REPEATED
        update_changes(
            merchant_id,
            notice.realm_id,
            self._systems.watch,
            # QuickBooks' clock may be ahead of ours: without this limit an entry read since would count as not read.
            lambda known: known.with_change(notice.entity, entry_id, min(notice.at, self._systems.clock.now())),
        )
        self._remember(notice)
        return Effect.LISTS_CHANGED

    def _entry_id(self, notice: ChangeNotice, merchant_id: BooksId) -> str | None:
        """The id under which the change is stored: empty if the setup does not use it; None to ignore it."""
        connections = self._systems.connections
        if notice.verb is ChangeVerb.CREATED:
            # No setup uses a new entry yet, and entries that Daybook created are in its lists.
            return "" if notice.entity in LISTED and not self._knows_account(notice, merchant_id) else None
        references = connections.references(merchant_id)
        if uses(notice.entity, notice.id, connections.mapping_on(merchant_id, date.max), references):
            return notice.id
        return None if notice.entity in REFERENCED else ""

    def _knows_account(self, notice: ChangeNotice, merchant_id: BooksId) -> bool:
        if notice.entity is not CompanyEntity.ACCOUNT:
            return False
        lists = self._systems.setups.lists(merchant_id)
        return lists is not None and lists.realm_id == notice.realm_id and lists.chart.by_id(notice.id) is not None

    def _drift(self, notice: ChangeNotice, merchant_id: BooksId) -> Effect:
        day = self._day_if_not_ours(notice, merchant_id)
        record = self._systems.drift_log.get(day) if day else None
        if record is None or record.settled_at is None:
            return Effect.IGNORED
        if record.intent is not None and _may_be_of(record.intent, notice.at):
            raise RetriableError(f"{record.day}: whether the change is ours shows once the open call is looked up")
        # An answer between the two reads is in the index before it is in the record.
        if self._day_if_not_ours(notice, merchant_id) is None:
            return Effect.IGNORED
        # A day may be held after a write: payments were refused, or figures differ.
        if record.state is SyncState.HELD and abs(notice.at - record.settled_at) <= OWN_WRITE:
            return Effect.IGNORED
        drift = _drift_of(notice, record)
        if drift is None or (record.drift is not None and record.drift.kind is DriftKind.REMOVED):
            return Effect.IGNORED
        if self._was_seen(notice):
            return Effect.REPEATED
        self._systems.drift_log.note_drift(record.day, drift, settled_at=record.settled_at)
        self._remember(notice)
        return Effect.DRIFT_NOTICED

    def _day_if_not_ours(self, notice: ChangeNotice, merchant_id: BooksId) -> LocationDay | None:
        """The day of a document of ours that a person changed."""
        watched = self._systems.watch.document(notice.realm_id, notice.entity, notice.id)
        if watched is None or watched.day.merchant_id != merchant_id or notice.at <= watched.written_at + OWN_WRITE:
            return None
        return watched.day

    def _was_seen(self, notice: ChangeNotice) -> bool:
        return self._systems.one_time.get(_KIND, notice.notice_id) is not None

    def _remember(self, notice: ChangeNotice) -> None:
        """Store this after the effect: a crash in between repeats the effect, which is harmless."""
        self._systems.one_time.put(_KIND, notice.notice_id, {}, int(REMEMBERED.total_seconds()))


def _may_be_of(intent: Intent, at: datetime) -> bool:
    """Whether a change at that instant may be the open call of the day."""
    return intent.at - OWN_WRITE <= at <= (intent.last_sent_at or intent.at) + OWN_WRITE


def _drift_of(notice: ChangeNotice, record: SyncRecord) -> Drift | None:
    """The drift of a document in the books; None if the document was replaced or removed."""
    documents = [document for document in (record.document, *record.deltas) if document is not None]
    if any((CompanyEntity(document.kind), document.id) == (notice.entity, notice.id) for document in documents):
        gone = notice.verb in (ChangeVerb.DELETED, ChangeVerb.MERGED)
        return Drift(DriftKind.REMOVED if gone else DriftKind.EDITED, notice.id, notice.at)
    payments = chain.from_iterable(document.parts for document in documents)
    if notice.entity is CompanyEntity.PAYMENT and any(payment.id == notice.id for payment in payments):
        return Drift(DriftKind.EDITED, notice.id, notice.at)
    return None
