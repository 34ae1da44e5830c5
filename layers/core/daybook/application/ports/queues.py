"""When location-days are read: queues and schedules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol

from daybook.domain.sync import SyncRequest


class Lane(StrEnum):
    """Two queues, so that nobody's history delays anybody's daily close (design 2)."""

    DAILY = "daily"
    BACKFILL = "backfill"


class SyncQueue(Protocol):
    """Sends location-days to the worker."""

    def send(self, lane: Lane, requests: Sequence[SyncRequest]) -> None:
        """Queue the requests, all or an error; sending one twice is harmless."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """A closing time on the wall clock of a zone, settle delay included: one schedule each."""

    zone: str
    at: time


class Schedules(Protocol):
    """The daily schedules of a merchant."""

    def reconcile(self, merchant_id: str, closings: frozenset[Closing]) -> None:
        """Make the merchant's schedules exactly these: create, update, delete."""
        ...


class Firings(Protocol):
    """Stands in for a merchant's schedule."""

    def fire(self, merchant_id: str, closing: Closing, scheduled_at: datetime) -> None:
        """Hand plan_syncs what the schedule of this closing would have handed it; what it fails at is kept."""
        ...
