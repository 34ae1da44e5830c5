"""The progress of a requested range of days, counted from their records."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.planning.request_sync import request_sync
from daybook.application.ports.systems import HasClock, HasConnections, HasProofs, HasQueue, HasSetups, HasSyncLog
from daybook.domain.company.setup import SyncRun
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncState

_DAYS_THAT_TELL_A_PACE = 3


class ProgressSystems(HasClock, HasConnections, HasProofs, HasQueue, HasSetups, HasSyncLog, Protocol):
    """The systems that starting a sync and showing its progress need."""


@dataclass(frozen=True, slots=True)
class LocationProgress:
    """One location, or all of them combined."""

    location: str
    done: int
    due: int


@dataclass(frozen=True, slots=True)
class ProofSummary:
    """The sums of the proofs of a range: fields that tie, that differ, that talech's reports lack; sales and money.

    Money in minor units.
    """

    tied: int
    differing: int
    lacking: int
    gross_minor: int
    collected_minor: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of finished and due days. `states` counts the outcomes; `proof` is set once all are finished."""

    run: SyncRun
    locations: tuple[LocationProgress, ...]
    states: dict[SyncState, int]
    changed_at: datetime
    proof: ProofSummary | None = field(default=None)

    @property
    def done(self) -> int:
        """Location-days that have an outcome."""
        return sum(place.done for place in self.locations)

    @property
    def due(self) -> int:
        """Location-days in the range."""
        return sum(place.due for place in self.locations)

    @property
    def finished(self) -> bool:
        """Whether every location-day has an outcome."""
        return self.done == self.due

    def time_left(self, now: datetime) -> timedelta | None:
        """How long the rest takes at the pace so far; None before enough days are done to tell."""
        if self.finished or self.done < _DAYS_THAT_TELL_A_PACE:
            return None
        return (now - self.run.requested_at) / self.done * (self.due - self.done)


def start_sync(
    merchant_id: BooksId,
    first: date,
    last: date,
    systems: ProgressSystems,
    *,
    cause: SyncCause,
    location: str | None = None,
) -> SyncRun:
    """Request a range and store it; a repeated request while the range is in progress queues nothing more.

    Raises:
        RangeRefusedError: the range is empty, too long, or has not ended.
        NeedsAttentionError: the merchant is not connected.
    """
    setup, now = systems.setups.setup(merchant_id), systems.clock.now()
    running = setup.last_run
    if running is not None and (running.first, running.last, running.location) == (first, last, location):
        progress = progress_of(merchant_id, running, systems)
        if not progress.finished:
            return running
    request_sync(
        merchant_id,
        first,
        last,
        cause=cause,
        now=now,
        connections=systems.connections,
        sync_log=systems.sync_log,
        queue=systems.queue,
        location=location,
    )
    run = SyncRun(first, last, now, location)
    systems.setups.save_setup(merchant_id, replace(setup, last_run=run))
    return run


def progress_of(merchant_id: BooksId, run: SyncRun, systems: ProgressSystems) -> Progress:
    """The progress of the range, with the sums of its proofs once all days are finished."""
    records = tuple(systems.sync_log.history(merchant_id, first=run.first, last=run.last, location=run.location))
    progress = counted(run, records)
    if not progress.finished:
        return progress
    # A proof of a day that waits, or that a person changed since, is not how the books stand now.
    current = {record.day for record in records if story_of(record).is_proof_current}
    proofs = systems.proofs.between(merchant_id, run.first, run.last)
    return replace(progress, proof=proof_summary(proof for proof in proofs if proof.day in current))


def counted(run: SyncRun, known: Iterable[SyncRecord]) -> Progress:
    """The progress according to records."""
    records = tuple(known)
    due = Counter(record.day.location for record in records)
    finished = [record for record in records if _has_outcome(record, run)]
    done = Counter(record.day.location for record in finished)
    places = tuple(LocationProgress(place, done[place], due[place]) for place in sorted(due))
    changed_at = max((record.updated_at for record in records), default=run.requested_at)
    return Progress(run, places, dict(Counter(record.state for record in finished)), changed_at)


def proof_summary(proofs: Iterable[Proof]) -> ProofSummary:
    """The sums of the proofs of a range."""
    fields = [each for proof in proofs for each in proof.fields]
    return ProofSummary(
        tied=sum(each.talech_minor is not None and not each.difference_minor for each in fields),
        differing=sum(each.difference_minor != 0 for each in fields),
        lacking=sum(each.talech_minor is None and not each.difference_minor for each in fields),
        gross_minor=sum(each.document_minor for each in fields if each.field == "grossRevenue"),
        collected_minor=sum(each.document_minor for each in fields if each.field == "totalCollected"),
    )


def _has_outcome(record: SyncRecord, run: SyncRun) -> bool:
    # A day that was in the books before the request counts after a worker read it again.
    return record.has_settled_since(run.requested_at)
