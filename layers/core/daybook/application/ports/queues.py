"""When location-days are read: queues and schedules."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import Closing, ExpectedClosing
from daybook.domain.sync.location_day import SyncCause, SyncRequest


class Lane(StrEnum):
    """Three queues, so that neither a merchant's history nor the re-reads of all merchants delay a daily close."""

    DAILY = "daily"
    BACKFILL = "backfill"
    REREAD = "reread"


_LANES = {SyncCause.SCHEDULE: Lane.DAILY, SyncCause.RECHECK: Lane.REREAD}


def lane_of(cause: SyncCause) -> Lane:
    """Closes go into the daily lane, what a close reads again into the third, what a person asked for into the other.

    The watchdog's second message for a lost day of history is among what a person asked for.
    """
    return _LANES.get(cause, Lane.BACKFILL)


class SyncQueue(Protocol):
    """Sends location-days to the worker."""

    def send(self, requests: Sequence[SyncRequest]) -> None:
        """Queue each request in the lane of its cause, all or an error; sending one twice is harmless."""
        ...


class Schedules(Protocol):
    """The daily schedules of a merchant."""

    def reconcile(self, merchant_id: TalechMerchantId, closings: frozenset[Closing]) -> None:
        """Make the merchant's schedules exactly these: create, update, delete."""
        ...


class Firings(Protocol):
    """Stands in for a merchant's schedule."""

    def fire(self, merchant_id: TalechMerchantId, closing: Closing, scheduled_at: datetime) -> None:
        """Hand plan_syncs what the schedule of this closing would have handed it; what it fails at is kept."""
        ...


class ExpectedClosings(Protocol):
    """Which closing of each merchant is to be planned next: what the watchdog asks instead of merchants."""

    def reconcile(self, merchant_id: TalechMerchantId, first: frozenset[ExpectedClosing]) -> None:
        """Expect exactly these closings of a merchant; one that is expected already keeps its instant."""
        ...

    def planned(self, merchant_id: TalechMerchantId, closing: Closing, scheduled_at: datetime) -> None:
        """Expect the closing after one that was planned; never an earlier one, and none that was not expected.

        Raises:
            RetriableError: others kept writing the same row.
        """
        ...

    def looked_at_by(self, now: datetime) -> Iterable[ExpectedClosing]:
        """What is missed by now, or may be asked for again; a moment old."""
        ...

    def asked(self, seen: ExpectedClosing, now: datetime) -> bool:
        """Remember that its missed closings are asked for now; False if the row has moved since it was seen."""
        ...

    def merchants(self) -> frozenset[str]:
        """Every merchant of whom a closing is expected; a moment old."""
        ...
