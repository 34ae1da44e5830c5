"""Reads dead letters, and queues again those that an operator chooses.

A letter is sent first and deleted after that, so a crash in between duplicates it, which is harmless, and never loses
it. SQS itself can only move a whole queue; it cannot choose letters, make a dry run, or explain an unreadable one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from daybook.adapters.aws.queues.dead_letter_sender import REASON
from daybook.application.ports import Lane
from daybook.contracts.contract import ContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10
# Long enough to read a thousand letters; they become visible again if this process dies.
_HIDDEN_SECONDS = 120
_WAIT_SECONDS = 1


@dataclass(frozen=True, slots=True)
class DeadLetterLane:
    """A dead-letter queue and the queue that its letters came from."""

    dead_letter_queue_url: str
    queue_url: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that the worker could not process.

    `problem` is why it cannot be read, or why the worker gave it up; it is empty if SQS moved it because workers died.
    """

    message_id: str
    sent_at: datetime
    body: str
    request: SyncRequest | None
    problem: str = ""

    @property
    def day(self) -> LocationDay:
        """The location-day of the message.

        Raises:
            ValueError: the letter cannot be read.
        """
        if self.request is None:
            raise ValueError(f"dead letter {self.message_id} cannot be read: {self.problem}")
        return self.request.day


@dataclass(frozen=True, slots=True)
class Replay:
    """The letters that were queued again (in a dry run: would be), and those that stay."""

    moved: tuple[DeadLetter, ...]
    kept: tuple[DeadLetter, ...]


class SqsDeadLetters:
    """The dead letters of all lanes."""

    def __init__(self, sqs: "SQSClient", lanes: Mapping[Lane, DeadLetterLane]) -> None:
        self._sqs = sqs
        self._lanes = lanes

    def waiting(self, lane: Lane, limit: int = 1000) -> tuple[DeadLetter, ...]:
        """The letters of a lane, oldest first; they stay in the queue."""
        return self.replay(lane, lambda _: False, dry_run=True, limit=limit).kept

    def replay(self, lane: Lane, chosen: Callable[[DeadLetter], bool], *, dry_run: bool, limit: int = 1000) -> Replay:
        """Queue the chosen letters again, at most `limit`. A dry run only lists them.

        An unreadable letter is never queued again, because it would fail again.
        """
        queue_url = self._lanes[lane].dead_letter_queue_url
        moved: list[DeadLetter] = []
        kept: list[DeadLetter] = []
        hidden: list[str] = []
        try:
            for message in self._take(queue_url, limit):
                letter = _letter(message)
                goes = letter.request is not None and chosen(letter)
                (moved if goes else kept).append(letter)
                if goes and not dry_run:
                    self._queue_again(lane, message)
                else:
                    hidden.append(message["ReceiptHandle"])
        finally:
            self._show_again(queue_url, hidden)
        return Replay(_oldest_first(moved), _oldest_first(kept))

    def _take(self, queue_url: str, limit: int) -> Iterator["MessageTypeDef"]:
        taken = 0
        while taken < limit:
            answer = self._sqs.receive_message(
                QueueUrl=queue_url,
                MaxNumberOfMessages=min(BATCH, limit - taken),
                VisibilityTimeout=_HIDDEN_SECONDS,
                WaitTimeSeconds=_WAIT_SECONDS,
                MessageSystemAttributeNames=["SentTimestamp"],
                MessageAttributeNames=[REASON],
            )
            messages = answer.get("Messages", [])
            if not messages:
                return
            taken += len(messages)
            yield from messages

    def _queue_again(self, lane: Lane, message: "MessageTypeDef") -> None:
        """Send the letter unchanged: with another cause it would be another request."""
        queues = self._lanes[lane]
        self._sqs.send_message(QueueUrl=queues.queue_url, MessageBody=message["Body"])
        self._sqs.delete_message(QueueUrl=queues.dead_letter_queue_url, ReceiptHandle=message["ReceiptHandle"])

    def _show_again(self, queue_url: str, receipt_handles: Sequence[str]) -> None:
        for start in range(0, len(receipt_handles), BATCH):
            self._sqs.change_message_visibility_batch(
                QueueUrl=queue_url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": 0}
                    for number, handle in enumerate(receipt_handles[start : start + BATCH])
                ],
            )


def _letter(message: "MessageTypeDef") -> DeadLetter:
    sent_at = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    try:
        request = SyncMessage.parse(message["Body"]).to_domain()
    except ContractError as error:
        return DeadLetter(message["MessageId"], sent_at, message["Body"], None, str(error))
    attributes = message.get("MessageAttributes", {})
    reason = attributes[REASON].get("StringValue", "") if REASON in attributes else ""
    return DeadLetter(message["MessageId"], sent_at, message["Body"], request, reason)


def _oldest_first(letters: Sequence[DeadLetter]) -> tuple[DeadLetter, ...]:
    return tuple(sorted(letters, key=lambda letter: (letter.sent_at, letter.message_id)))
