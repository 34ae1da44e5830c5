"""A queue that remembers what was sent."""

from collections.abc import Sequence

from daybook.application.ports import Lane, lane_of
from daybook.domain.sync.location_day import SyncRequest


class FakeSyncQueue:
    """`sent` holds every request of each lane, in the order of sending."""

    def __init__(self) -> None:
        self.sent: dict[Lane, list[SyncRequest]] = {lane: [] for lane in Lane}
        self.error: Exception | None = None

    def send(self, requests: Sequence[SyncRequest]) -> None:
        if self.error is not None:
            raise self.error
        for request in requests:
            self.sent[lane_of(request.cause)].append(request)
