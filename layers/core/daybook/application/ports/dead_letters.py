"""Port for dead letters: the messages and events that no worker and no function could process, in six queues."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from daybook.domain.sync.location_day import SyncRequest


class LetterQueue(StrEnum):
    """The queues of dead letters: three lanes, closings, looks of the watchdog, notices of QuickBooks."""

    DAILY = "daily"
    BACKFILL = "backfill"
    REREAD = "reread"
    CLOSINGS = "closings"
    WATCHDOG = "watchdog"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One dead letter. `payload` is what its worker or function would get again; None if it cannot be read.

    `problem` is why it was given up, or why it cannot be read; it is empty if SQS moved it because workers died.
    `code` names the problem in the error catalogue, if the worker knew it. `request` is that of a lane's message.
    """

    queue: LetterQueue
    message_id: str
    sent_at: datetime
    body: str
    payload: str | None
    problem: str = ""
    code: str = ""
    merchant_id: str | None = None
    business_date: date | None = None
    location: str | None = None
    request: SyncRequest | None = None


class LetterDeed(StrEnum):
    """What is done with a letter: nothing, its payload is sent again, or it is deleted."""

    LOOK = "look"
    REDRIVE = "redrive"
    DROP = "drop"


class DeadLetters(Protocol):
    """All queues of dead letters."""

    def waiting(self, queue: LetterQueue) -> tuple[DeadLetter, ...]:
        """The letters of a queue, oldest first; they stay in it."""
        ...

    def work_off(
        self, queue: LetterQueue, chosen: Callable[[DeadLetter], bool], deed: LetterDeed, limit: int
    ) -> tuple[DeadLetter, ...]:
        """Do the deed with at most `limit` chosen letters and return them, oldest first.

        A letter is sent first and deleted after that, so a crash in between doubles it, which is harmless, and never
        loses it. A letter without a payload is never sent again.
        """
        ...
