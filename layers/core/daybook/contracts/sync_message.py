"""The queue message of all lanes: one location-day to bring into the books."""

from datetime import date
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier, Instant
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest

# After this many tries the worker itself sends a message to the dead letters, long before SQS would.
MAX_TRIES = 3


class SyncMessage(Contract):
    """One location, or `all`, on one business date; a `look` names more dates. Sending it twice is harmless."""

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    location: Identifier
    business_date: date
    cause: SyncCause
    requested_at: Instant
    earlier_dates: tuple[date, ...] | None = None

    @classmethod
    def of(cls, request: SyncRequest) -> Self:
        """The message of a request."""
        return cls(
            merchant_id=request.day.merchant_id,
            location=request.day.location,
            business_date=request.day.business_date,
            cause=request.cause,
            requested_at=request.requested_at,
            earlier_dates=request.earlier_dates or None,
        )

    def to_domain(self) -> SyncRequest:
        """The request of a message."""
        day = LocationDay(BooksId(self.merchant_id), self.business_date, self.location)
        return SyncRequest(day, self.cause, self.requested_at, self.earlier_dates or ())
