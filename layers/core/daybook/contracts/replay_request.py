"""The request of an operator to queue dead letters again."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier
from daybook.domain.sync.location_day import LocationDay


class ReplayRequest(Contract):
    """Every field narrows the choice; without any, all letters are meant. A dry run is the default."""

    # A misspelt field would narrow nothing: every letter would be queued again.
    model_config = ConfigDict(extra="forbid")

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier | None = None
    location: Identifier | None = None
    business_date: date | None = None
    dry_run: bool = True

    def wants(self, day: LocationDay) -> bool:
        """Whether the choice covers a location-day."""
        return (
            self.merchant_id in (None, day.merchant_id)
            and self.location in (None, day.location)
            and self.business_date in (None, day.business_date)
        )
