"""Closings that were fired by hand; nobody plans anything because of it."""

from datetime import datetime

from daybook.application.ports import Closing


class FakeFirings:
    """`fired` holds every firing in its order; `error` refuses the next ones."""

    def __init__(self) -> None:
        self.fired: list[tuple[str, Closing, datetime]] = []
        self.error: Exception | None = None

    def fire(self, merchant_id: str, closing: Closing, scheduled_at: datetime) -> None:
        if self.error is not None:
            raise self.error
        self.fired.append((merchant_id, closing, scheduled_at))
