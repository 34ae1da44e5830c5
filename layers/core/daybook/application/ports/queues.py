"""Ports for queues of location-days, schedules, and expected closings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import Closing, ExpectedClosing
from daybook.domain.sync.location_day import SyncCause, SyncRequest


class Lane(StrEnum):
    """The three queues: neither a merchant's history nor re-reads of other merchants may delay a daily close."""

    DAILY = "daily"
    BACKFILL = "backfill"
    REREAD = "reread"


_LANES = {SyncCause.SCHEDULE: Lane.DAILY, SyncCause.LOOK: Lane.REREAD, SyncCause.RECHECK: Lane.REREAD}


def lane_of(cause: SyncCause) -> Lane:
    """The lane of a cause: daily for closes, re-read for what a close reads again, history for requests of a person.

    A lost day of history that the watchdog sends again goes into the history lane.
    """
    return _LANES.get(cause, Lane.BACKFILL)


class SyncQueue(Protocol):
    """Sends location-days to the worker."""

    def send(self, requests: Sequence[SyncRequest]) -> None:
        """Queue all requests in the lanes of their causes, or raise; a repeated request is harmless."""


class Schedules(Protocol):
    """The daily schedules of a merchant."""

    def reconcile(self, merchant_id: TalechMerchantId, closings: frozenset[Closing]) -> None:
        """Create, update and delete schedules so that the merchant has exactly these."""


class Firings(Protocol):
    """Fires a closing instead of the merchant's schedule."""

    def fire(self, merchant_id: TalechMerchantId, closing: Closing, scheduled_at: datetime) -> None:
        """Call plan_syncs as the schedule of this closing would; AWS keeps a failed call in the dead letters."""


class ExpectedClosings(Protocol):
    """The next closing to plan of each merchant; the watchdog reads this and not the merchants' rows."""

    def reconcile(
        self, merchant_id: TalechMerchantId, first: frozenset[ExpectedClosing]
    ) -> Mapping[Closing, ExpectedClosing]:
        """Expect exactly these closings of a merchant, and return them; an expected one keeps its instant.

        One that another worker expects for the first time at this moment may be missing in the answer.
        """

    def planned(
        self,
        merchant_id: TalechMerchantId,
        closing: Closing,
        scheduled_at: datetime,
        *,
        seen: ExpectedClosing | None = None,
    ) -> None:
        """After a planned closing expect the next one; never an earlier one, and none that was not expected.

        `seen` is the closing as `reconcile` returned it; without it the closing is read.

        Raises:
            RetriableError: other workers wrote the row at every attempt.
        """

    def looked_at_by(self, now: datetime) -> Iterable[ExpectedClosing]:
        """The closings that are missed or may be fired again; the index may be some seconds old."""

    def asked(self, seen: ExpectedClosing, now: datetime) -> bool:
        """Store that its missed closings are fired now; False if the row has changed since it was read."""

    def merchants(self) -> frozenset[str]:
        """Every merchant with an expected closing; the index may be some seconds old."""
