"""The request of an operator to send dead letters again, or to drop them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier


class ReplayRequest(Contract):
    """Every field narrows the choice; all letters are meant only with `everything`. A dry run is the default."""

    # A misspelt field would narrow nothing: every letter would be queued again.
    model_config = ConfigDict(extra="forbid")

    schema_version: Literal[1] = 1
    letters: tuple[Identifier, ...] = ()
    queue: Literal["daily", "backfill", "reread", "closings", "watchdog", "notices"] | None = None
    merchant_id: BooksIdentifier | None = None
    location: Identifier | None = None
    business_date: date | None = None
    code: Identifier | None = None
    older_than_minutes: Annotated[int, Field(ge=0)] | None = None
    everything: bool = False
    drop_because: Annotated[str, Field(max_length=200, description="drop the letters, for this reason")] = ""
    dry_run: bool = True
