"""The sync log in a dictionary, with the lease rules of the real one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from daybook.application.ports import Clock
from daybook.domain.drift import Drift
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync import POSTED_STATES, UNSETTLED_STATES, Intent, LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.vendor_wait import VendorWait

LEASE = timedelta(seconds=180)


class FakeSyncLog:
    """Records by location-day."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: dict[LocationDay, SyncRecord] = {}
        self._leases: dict[LocationDay, tuple[str, datetime]] = {}

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
        self._records[day] = replace(record, attempts=record.attempts + 1, updated_at=now)
        return self._records[day]

    def record_intent(self, day: LocationDay, owner: str, intent: Intent) -> None:
        self._write(day, owner, intent=intent)

    def settle(
        self, day: LocationDay, owner: str, outcome: Outcome, *, revision: int, keep_intent: bool = False
    ) -> None:
        self._write(
            day,
            owner,
            state=outcome.state,
            revision=revision,
            content_hash=outcome.content_hash,
            lines_hash=outcome.lines_hash,
            document=outcome.document,
            deltas=outcome.deltas,
            gaps=outcome.gaps,
            reason=outcome.reason,
            message=outcome.message,
            details=outcome.details,
            fault_code=outcome.fault_code,
            drift=outcome.drift,
            vendor_wait=None,
            settled_at=self._clock.now(),
            **({} if keep_intent else {"intent": None}),
            **({"released": frozenset()} if outcome.state in POSTED_STATES | {SyncState.EMPTY} else {}),
        )
        del self._leases[day]

    def release(self, day: LocationDay, owner: str, wait: VendorWait | None = None) -> None:
        self._write(day, owner, vendor_wait=wait)
        del self._leases[day]

    def fail(self, day: LocationDay, owner: str, message: str) -> None:
        failed = {"reason": None, "message": message, "details": (), "fault_code": None, "vendor_wait": None}
        self._write(day, owner, state=SyncState.FAILED, settled_at=self._clock.now(), **failed)
        del self._leases[day]

    def allow(self, day: LocationDay, reason: HoldReason) -> None:
        if day not in self._records:
            raise ValueError(f"{day}: there is no record of this day, so no hold ({reason}) to overrule")
        record = self._records[day]
        self._records[day] = replace(record, released=record.released | {reason}, updated_at=self._clock.now())

    def note_drift(self, day: LocationDay, drift: Drift, *, settled_at: datetime) -> None:
        record, now = self._records[day], self._clock.now()
        _, leased_until = self._leases.get(day, ("", now))
        if record.settled_at != settled_at or leased_until > now:
            raise RetriableError(f"{day}: a worker is at it, or has settled it since")
        self._records[day] = replace(record, drift=drift, updated_at=now)

    def get(self, day: LocationDay) -> SyncRecord | None:
        return self._records.get(day)

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

    def requeue(self, day: LocationDay, untouched_since: datetime, at_most: int) -> bool:
        record, now = self._records.get(day), self._clock.now()
        _, leased_until = self._leases.get(day, ("", now))
        if record is None or record.state is not SyncState.DUE or leased_until > now:
            return False
        if record.updated_at > untouched_since or record.requeued >= at_most:
            return False
        self._records[day] = replace(record, updated_at=now, requeued=record.requeued + 1)
        return True

    def unsettled(self, due_before: datetime) -> Iterable[SyncRecord]:
        due = [r for r in self._records.values() if r.state in UNSETTLED_STATES and r.due_at <= due_before]
        return sorted(due, key=lambda record: (record.due_at, record.day))

    def _write(self, day: LocationDay, owner: str, **changes: object) -> None:
        if self._leases.get(day, ("",))[0] != owner:
            raise RetriableError(f"{day} is no longer leased to {owner}")
        self._records[day] = replace(self._records[day], updated_at=self._clock.now(), **changes)  # type: ignore[arg-type]
