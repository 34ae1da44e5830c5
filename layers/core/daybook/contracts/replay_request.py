"""What an operator asks of replay_dead_letters."""

from datetime import date
from typing import Literal

from daybook.contracts.contract import Contract, Identifier


class ReplayRequest(Contract):
    """Which dead letters to queue again. Without a filter it is all of the lane; by default nothing moves."""

    schema_version: Literal[1] = 1
    lane: Literal["daily", "backfill"]
    merchant_id: Identifier | None = None
    location: Identifier | None = None
    business_date: date | None = None
    dry_run: bool = True
