"""Expected closings in memory."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from daybook.application.ports import Closing
from daybook.domain.sync.closing import ExpectedClosing


class FakeExpectedClosings:
    """`rows` holds what is expected; `error` refuses the next calls; `calls` counts them by name."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Closing], ExpectedClosing] = {}
        self.error: Exception | None = None
        self.calls: list[str] = []

    def reconcile(self, merchant_id: str, first: frozenset[ExpectedClosing]) -> Mapping[Closing, ExpectedClosing]:
        self._called("reconcile")
        wanted = {(merchant_id, row.closing): row for row in first}
        kept = {key: row for key, row in self.rows.items() if key[0] != merchant_id or key in wanted}
        self.rows = wanted | kept
        return {closing: row for (merchant, closing), row in self.rows.items() if merchant == merchant_id}

    def planned(
        self, merchant_id: str, closing: Closing, scheduled_at: datetime, *, seen: ExpectedClosing | None = None
    ) -> None:
        self._called("planned")
        assert seen in (None, self.rows.get((merchant_id, closing)))
        if (merchant_id, closing) in self.rows:
            self.rows[merchant_id, closing] = self.rows[merchant_id, closing].planned(scheduled_at)

    def looked_at_by(self, now: datetime) -> Iterable[ExpectedClosing]:
        self._called("looked_at_by")
        return tuple(sorted((row for row in self.rows.values() if row.looked_at <= now), key=lambda row: row.looked_at))

    def asked(self, seen: ExpectedClosing, now: datetime) -> bool:
        self._called("asked")
        key = seen.merchant_id, seen.closing
        if key not in self.rows or self.rows[key].version != seen.version:
            return False
        self.rows[key] = seen.asked(now)
        return True

    def merchants(self) -> frozenset[str]:
        self._called("merchants")
        return frozenset(merchant_id for merchant_id, _ in self.rows)

    def _called(self, name: str) -> None:
        if self.error is not None:
            raise self.error
        self.calls.append(name)
