"""Waits for the queues: until every location-day of a range is settled, or nothing moves any more."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange

_Count = Literal[
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
]
_WAITING: _Count = "ApproximateNumberOfMessages"
_WITH_A_WORKER: _Count = "ApproximateNumberOfMessagesNotVisible"
_DELAYED: _Count = "ApproximateNumberOfMessagesDelayed"
_LANES = ("LocationDayQueueUrl", "BackfillQueueUrl", "RereadQueueUrl")

SETTLED = frozenset({"posted", "posted_with_gaps", "empty", "held", "failed"})

_LOOK_SECONDS = 0.2
# Each look at the history is a process of a second, on cores that the workers need.
_HISTORY_SECONDS = 2.0
_HISTORY_WHILE_BUSY_SECONDS = 30.0
# Longer than the first two back-offs of a message together (30 and 60 seconds).
_STALLED_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A look at the work: documents in QuickBooks, and messages that wait, are delayed or lie with a worker."""

    documents: int
    messages: int


Watched = Callable[[UnderWay], None]


@dataclass(slots=True)
class _Movement:
    """Remembers when anything moved last."""

    seen: tuple[int, ...] = ()
    at: float = 0.0

    def is_over(self, *now: int) -> bool:
        if now != self.seen:
            self.seen, self.at = now, time.monotonic()
        return time.monotonic() - self.at > _STALLED_SECONDS


def wait_until_settled(
    system: LocalSystem, dates: DateRange, expected: int, watched: Watched
) -> list[LocationDayRecord]:
    """The records of the range once `expected` are settled; as they stand when nothing has moved for two minutes.

    `watched` hears of every look.
    """
    movement, asked_at = _Movement(), time.monotonic() - _HISTORY_SECONDS
    records: list[LocationDayRecord] = []
    while True:
        documents, messages = system.quickbooks.meter().documents, messages_under_way(system)
        watched(UnderWay(documents, messages))
        pause = _HISTORY_WHILE_BUSY_SECONDS if messages else _HISTORY_SECONDS
        if time.monotonic() - asked_at >= pause:
            records = system.daybook.history(system.sample.merchant_id, dates.first, dates.last)
            asked_at = time.monotonic()
        settled = sum(record.state in SETTLED for record in records)
        if settled >= expected or movement.is_over(documents, messages, settled):
            return records
        time.sleep(_LOOK_SECONDS)


def wait_until_idle(system: LocalSystem) -> None:
    """Stay until no message is under way: days that are read again are settled all along, so their states tell nothing.

    Nothing that moves for two minutes ends the wait too.
    """
    movement = _Movement()
    while messages := messages_under_way(system):
        if movement.is_over(messages, system.quickbooks.meter().writes):
            return
        time.sleep(_LOOK_SECONDS)


def messages_under_way(system: LocalSystem) -> int:
    """Messages of all lanes, waiting, delayed or with a worker."""
    return sum(_messages(system, name, _WAITING, _WITH_A_WORKER, _DELAYED) for name in _LANES)


def messages_due(system: LocalSystem) -> int:
    """Messages of all lanes that the next free worker takes."""
    return sum(_messages(system, name, _WAITING) for name in _LANES)


def dead_letters(system: LocalSystem) -> int:
    """Messages of every dead-letter queue."""
    queues = [name for name in system.deployment.outputs if name.endswith("DeadLetterQueueUrl")]
    return sum(_messages(system, name, _WAITING, _WITH_A_WORKER) for name in queues)


def _messages(system: LocalSystem, output: str, *counts: _Count) -> int:
    attributes = system.aws.sqs.get_queue_attributes(QueueUrl=system.deployment.outputs[output], AttributeNames=counts)[
        "Attributes"
    ]
    return sum(int(count) for count in attributes.values())
