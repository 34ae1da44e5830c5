"""QuickBooks tells that something changed in a company: note what it means for Daybook, and read nothing for it.

Notices come more than once, in any order, and not at all. So each effect is the same whether it is had once or twice,
and none is needed for a day to be right: a document is protected by its version, an account by QuickBooks' refusal.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Protocol

from daybook.application.company.changes import change_changes
from daybook.application.ports import DriftLog
from daybook.application.ports.systems import HasClock, HasConnections, HasOneTime, HasSetups, HasWatch
from daybook.domain.company.changes import (
    DOCUMENTS,
    LISTED,
    REFERENCED,
    ChangeNotice,
    ChangeVerb,
    CompanyEntity,
    uses,
)
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.books_calls import Intent
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

OWN_WRITE = timedelta(minutes=5)
"""How long after a write of ours a change may still be that write: notices carry no version, only an instant."""
REMEMBERED = timedelta(days=7)
"""QuickBooks repeats a notice that was not acknowledged every few hours (docs/quickbooks.md 8)."""
_KIND = "change"


class Effect(StrEnum):
    """What a notice came to."""

    IGNORED = "ignored"
    REPEATED = "repeated"
    LISTS_CHANGED = "lists_changed"
    DRIFT_NOTICED = "drift_noticed"


class NoticeSystems(HasClock, HasConnections, HasOneTime, HasSetups, HasWatch, Protocol):
    """What working off needs; no QuickBooks is among it."""

    @property
    def drift_log(self) -> DriftLog:
        """The record of every day, for noting what a person did to its document."""
        ...


def notice_changes(notices: Iterable[ChangeNotice], systems: NoticeSystems) -> Counter[Effect]:
    """How often notices came to what.

    Raises:
        RetriableError: something is busy; the same notices again do no harm.
    """
    noticing = _Noticing(systems)
    return Counter(noticing.effect_of(notice) for notice in notices)


class _Noticing:
    """One round of notices: what is asked of a store for one of them serves the others."""

    def __init__(self, systems: NoticeSystems) -> None:
        self._systems = systems
        self._merchants: dict[str, BooksId | None] = {}

    def effect_of(self, notice: ChangeNotice) -> Effect:
        if notice.entity in DOCUMENTS and notice.verb in (ChangeVerb.CREATED, ChangeVerb.EMAILED):
            # Whoever creates a document, it is either ours or none of our business; sending it changes no figure.
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
        change_changes(
            merchant_id,
            notice.realm_id,
            self._systems.watch,
            # A clock ahead of ours must not make something look unread that was read since.
            lambda known: known.with_change(notice.entity, entry_id, min(notice.at, self._systems.clock.now())),
        )
        self._remember(notice)
        return Effect.LISTS_CHANGED

    def _entry_id(self, notice: ChangeNotice, merchant_id: BooksId) -> str | None:
        """The id under which the change is remembered: empty where the setup does not use it; None if it is nothing."""
        connections = self._systems.connections
        if notice.verb is ChangeVerb.CREATED:
            # What has just been created was used by nobody yet, and what we created ourselves is in our lists.
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
        # An answer that came between the two looks is in the index before it is in the record.
        if self._day_if_not_ours(notice, merchant_id) is None:
            return Effect.IGNORED
        # A hold may come after a write: payments that were refused, figures that differ.
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
        """The day of a document of ours that somebody else changed."""
        watched = self._systems.watch.document(notice.realm_id, notice.entity, notice.id)
        if watched is None or watched.day.merchant_id != merchant_id or notice.at <= watched.written_at + OWN_WRITE:
            return None
        return watched.day

    def _was_seen(self, notice: ChangeNotice) -> bool:
        return self._systems.one_time.get(_KIND, notice.notice_id) is not None

    def _remember(self, notice: ChangeNotice) -> None:
        """After the effect and not before it: a crash in between repeats the effect, which is harmless."""
        self._systems.one_time.put(_KIND, notice.notice_id, {}, int(REMEMBERED.total_seconds()))


def _may_be_of(intent: Intent, at: datetime) -> bool:
    """Whether a change of that instant may be the call whose answer was not seen."""
    return intent.at - OWN_WRITE <= at <= (intent.last_sent_at or intent.at) + OWN_WRITE


def _drift_of(notice: ChangeNotice, record: SyncRecord) -> Drift | None:
    """What happened to a document that the day still lies in; None for one that was replaced or taken out."""
    documents = [document for document in (record.document, *record.deltas) if document is not None]
    if any((CompanyEntity(document.kind), document.id) == (notice.entity, notice.id) for document in documents):
        gone = notice.verb in (ChangeVerb.DELETED, ChangeVerb.MERGED)
        return Drift(DriftKind.REMOVED if gone else DriftKind.EDITED, notice.id, notice.at)
    payments = chain.from_iterable(document.parts for document in documents)
    if notice.entity is CompanyEntity.PAYMENT and any(payment.id == notice.id for payment in payments):
        return Drift(DriftKind.EDITED, notice.id, notice.at)
    return None
