"""The sync log in a dictionary, with the lease rules of the real one."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta

from daybook.application.ports import Clock
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import Intent
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.date_sums import DateSums, KeptSums, may_be_added_up
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift
from daybook.domain.sync.location_day import POSTED_STATES, LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.sync.releases import release_of
from daybook.domain.sync.vendor_wait import VendorWait

LEASE = timedelta(seconds=160)


class FakeSyncLog:
    """Records by location-day."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: dict[LocationDay, SyncRecord] = {}
        self._leases: dict[LocationDay, tuple[str, datetime]] = {}
        self._sent: dict[LocationDay, SentCall] = {}
        self._sums: dict[tuple[str, date], KeptSums] = {}

    def lose(self, day: LocationDay) -> None:
        """The row of a day is deleted by mistake, or was not in the backup that the table was restored from."""
        del self._records[day]
        self._forget_sums(day)
        self._sent.pop(day, None)

    def plan(self, day: LocationDay, due_at: datetime) -> bool:
        if day in self._records:
            return False
        self._records[day] = SyncRecord(day, SyncState.DUE, due_at, self._clock.now())
        return True

    def claim(self, day: LocationDay, owner: str) -> SyncRecord:
        now = self._clock.now()
        if day in self._leases and (until := self._leases[day][1]) > now:
            raise RetriableError(f"{day} is being worked on", after_seconds=int((until - now).total_seconds()))
        self.plan(day, now)
        record = self._records[day]
        self._leases[day] = (owner, now + LEASE)
        self._records[day] = replace(record, attempts=record.attempts + 1, tries=record.tries + 1, updated_at=now)
        if may_be_added_up(record):
            self._forget_sums(day)
        return self._records[day]

    def claim_known(self, day: LocationDay, owner: str) -> SyncRecord | None:
        return self.claim(day, owner) if day in self._records else None

    def record_intent(self, day: LocationDay, owner: str, intent: Intent, sent: SentCall) -> datetime:
        self._write(day, owner, intent=intent)
        self.keep_call(day, sent)
        until = self._clock.now() + LEASE
        self._leases[day] = (owner, until)
        return until

    def keep_call(self, day: LocationDay, sent: SentCall) -> None:
        """All that is left of `record_intent` where its worker dies between its two writes."""
        self._sent[day] = sent

    def sent_call(self, day: LocationDay) -> SentCall | None:
        return self._sent.get(day)

    def note(self, day: LocationDay, owner: str, books: BooksState) -> None:
        self._write(day, owner, **_fields(books))

    def settle(self, day: LocationDay, owner: str, outcome: Outcome, *, directives_done: int = 0) -> None:
        forgets = outcome.state in POSTED_STATES | {SyncState.EMPTY}
        self._write(
            day,
            owner,
            **_fields(outcome.books),
            state=outcome.state,
            gaps=outcome.gaps,
            reason=outcome.reason,
            message=outcome.message,
            details=outcome.details,
            fault_code=outcome.fault_code,
            question=outcome.question,
            drift=outcome.drift,
            figures=outcome.figures,
            proved_at=outcome.proved_at,
            accepted_minor=outcome.accepted_minor,
            waiting=outcome.waiting,
            last_reading=outcome.last_reading,
            vendor_wait=None,
            settled_at=self._clock.now(),
            tries=0,
            directives_done=max(directives_done, self._records[day].directives_done),
            **({"released": frozenset()} if forgets else {}),
        )
        if outcome.books.intent is None and outcome.books.open_work is None:
            self._sent.pop(day, None)
        del self._leases[day]

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None, *, tries: int = 0) -> None:
        self._write(day, owner, vendor_wait=wait, tries=tries)
        del self._leases[day]

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        failed = {"reason": None, "message": message, "details": (), "fault_code": None, "vendor_wait": None}
        self._write(day, owner, state=SyncState.FAILED, settled_at=self._clock.now(), question="", tries=0, **failed)
        del self._leases[day]

    def allow(self, day: LocationDay, reason: HoldReason, question: str) -> None:
        if day not in self._records:
            raise ValueError(f"{day}: there is no record of this day, so no hold ({reason}) to overrule")
        record = self._records[day]
        released = record.released | {release_of(reason, question)}
        self._records[day] = replace(record, released=released, updated_at=self._clock.now())

    def direct(self, day: LocationDay, place: Place, asked_at: datetime | None = None) -> Directive:
        if day not in self._records:
            raise ValueError(f"{day}: there is no record of this day")
        record, now = self._records[day], self._clock.now()
        directive = Directive(record.directive.number + 1 if record.directive else 1, place, asked_at or now)
        self._records[day] = replace(record, directive=directive, updated_at=now)
        return directive

    def forget_what_is_told(self, day: LocationDay) -> None:
        """As a record of a release before these fields."""
        record = self._records[day]
        self._forget_sums(day)
        self._records[day] = replace(
            record, figures=None, proved_at=None, accepted_minor=None, waiting=None, last_reading=None
        )

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        record, now = self._records[day], self._clock.now()
        _, leased_until = self._leases.get(day, ("", now))
        if record.settled_at != settled_at or leased_until > now:
            raise RetriableError(f"{day}: a worker is at it, or has settled it since")
        self._records[day] = replace(record, drift=drift, updated_at=now)
        self._forget_sums(day)

    def get(self, day: LocationDay) -> SyncRecord | None:
        return self._records.get(day)

    def several(self, days: Iterable[LocationDay]) -> Iterable[SyncRecord]:
        return [self._records[day] for day in days if day in self._records]

    def history(
        self,
        merchant_id: str,
        *,
        first: date | None = None,
        last: date | None = None,
        state: SyncState | None = None,
        location: str | None = None,
    ) -> Iterable[SyncRecord]:
        return [
            record
            for day, record in sorted(self._records.items(), reverse=True)
            if day.merchant_id == merchant_id
            and (first is None or day.business_date >= first)
            and (last is None or day.business_date <= last)
            and state in (None, record.state)
            and location in (None, day.location)
        ]

    def kept_sums(self, merchant_id: str, first: date, last: date) -> Mapping[date, KeptSums]:
        return {on: kept for (whose, on), kept in self._sums.items() if whose == merchant_id and first <= on <= last}

    def keep_sums(self, merchant_id: str, sums: DateSums, changes: int) -> None:
        key = merchant_id, sums.business_date
        if self._sums.get(key, KeptSums(None)).changes == changes:
            self._sums[key] = KeptSums(sums, changes)

    def requeue(self, day: LocationDay, untouched_since: datetime) -> bool:
        record, now = self._records.get(day), self._clock.now()
        _, leased_until = self._leases.get(day, ("", now))
        if record is None or record.open_since is None or leased_until > now or record.updated_at > untouched_since:
            return False
        self._records[day] = replace(record, updated_at=now, requeued=record.requeued + 1, tries=0)
        return True

    def unsettled(self) -> Iterable[SyncRecord]:
        open_days = [record for record in self._records.values() if record.open_since is not None]
        return sorted(open_days, key=lambda record: (record.due_at, record.day))

    def _forget_sums(self, day: LocationDay) -> None:
        key = day.merchant_id, day.business_date
        self._sums[key] = KeptSums(None, self._sums.get(key, KeptSums(None)).changes + 1)

    def _write(self, day: LocationDay, owner: str, **changes: object) -> None:
        if self._leases.get(day, ("",))[0] != owner:
            raise RetriableError(f"{day} is no longer leased to {owner}")
        self._records[day] = replace(self._records[day], updated_at=self._clock.now(), **changes)  # type: ignore[arg-type]


def _fields(books: BooksState) -> dict[str, object]:
    return {field.name: getattr(books, field.name) for field in fields(books)}
