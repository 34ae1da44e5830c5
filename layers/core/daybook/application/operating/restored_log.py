"""After a restore of the sync log: days whose record does not agree with their proof. QuickBooks is not asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from daybook.application.ports import ConnectionStore, ProofStore, SyncLog
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.outdated_records import is_behind
from daybook.domain.sync.location_day import LocationDay, SyncRecord


class RestoredTables(Protocol):
    """The tables that are compared."""

    @property
    def connections(self) -> ConnectionStore:
        """Which merchants there are."""

    @property
    def sync_log(self) -> SyncLog:
        """The table that was restored."""

    @property
    def proofs(self) -> ProofStore:
        """The table that was not."""


@dataclass(frozen=True, slots=True)
class UnrepairedDays:
    """Days of one merchant that `daybook restore-check --repair` has not repaired yet; `first` and `last` included."""

    merchant_id: BooksId
    count: int
    first: date
    last: date


def unrepaired_days(first: date, last: date, tables: RestoredTables) -> Iterator[UnrepairedDays]:
    """Every merchant who is connected and has such days in a range of business dates.

    Counted are days whose proof is newer than the record, or has no record, and days whose record has documents without
    any proof: they were taken out of the books since the copy. Two queries a merchant, one read a day of the last kind.
    """
    for connection in tables.connections.connections():
        if connection.is_live:
            days = sorted(on.business_date for on in _unrepaired(connection.merchant_id, first, last, tables))
            if days:
                yield UnrepairedDays(connection.merchant_id, len(days), days[0], days[-1])


def _unrepaired(merchant_id: BooksId, first: date, last: date, tables: RestoredTables) -> Iterator[LocationDay]:
    records = {each.day: each for each in tables.sync_log.history(merchant_id, first=first, last=last)}
    proofs = {each.day: each for each in tables.proofs.between(merchant_id, first, last)}
    for day, proof in proofs.items():
        record = records.get(day)
        if record is None or is_behind(record, proof):
            yield day
    yield from _taken_out(records.values(), proofs.keys(), tables.proofs)


def _taken_out(
    records: Iterable[SyncRecord], proved: Iterable[LocationDay], proofs: ProofStore
) -> Iterator[LocationDay]:
    """A proof goes with its documents; one that a person's edit has overtaken is still there. A hold asks already."""
    known = frozenset(proved)
    for record in records:
        is_settled = record.intent is None and record.open_work is None and record.reason is None
        if is_settled and record.books.documents and record.day not in known and proofs.last(record.day) is None:
            yield record.day
