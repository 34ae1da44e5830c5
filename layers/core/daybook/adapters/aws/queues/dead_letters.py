"""Reads dead letters, and sends again or deletes those that an operator chooses.

A letter is sent first and deleted after that, so a crash in between doubles it, which is harmless, and never loses it.
SQS itself can only move a whole queue; it cannot choose letters, make a dry run, or explain an unreadable one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daybook.adapters.aws.queues.dead_letter_sender import CODE, REASON
from daybook.adapters.aws.queues.letter_reading import letter_of
from daybook.application.ports.dead_letters import DeadLetter, LetterDeed, LetterQueue

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10
# The most letters that are read at once, chosen or not.
MOST_READ = 1000
# Long enough to read a thousand letters; they become visible again if this process dies.
_HIDDEN_SECONDS = 120
_WAIT_SECONDS = 1


@dataclass(frozen=True, slots=True)
class LetterPlace:
    """A dead-letter queue, and the queue or the function that its letters came from."""

    dead_letter_queue_url: str
    queue_url: str = ""
    function: str = ""


class SqsDeadLetters:
    """`DeadLetters` on the queues of the stack."""

    def __init__(
        self, sqs: "SQSClient", functions: "Callable[[], LambdaClient]", places: Mapping[LetterQueue, LetterPlace]
    ) -> None:
        """`functions` opens Lambda when a letter first goes back to a function."""
        self._sqs = sqs
        self._functions = functions
        self._places = places

    def waiting(self, queue: LetterQueue) -> tuple[DeadLetter, ...]:
        """The letters of a queue, oldest first; they stay in it."""
        return self.work_off(queue, lambda _: True, LetterDeed.LOOK, MOST_READ)

    def work_off(
        self, queue: LetterQueue, chosen: Callable[[DeadLetter], bool], deed: LetterDeed, limit: int
    ) -> tuple[DeadLetter, ...]:
        """Do the deed with at most `limit` chosen letters and return them; a letter without a payload stays."""
        place = self._places[queue]
        done: list[DeadLetter] = []
        hidden: list[str] = []
        try:
            for message in self._take(place.dead_letter_queue_url):
                letter = letter_of(queue, message)
                goes = len(done) < limit and chosen(letter)
                goes = goes and (deed is not LetterDeed.REDRIVE or letter.payload is not None)
                done += [letter] if goes else []
                if not goes or deed is LetterDeed.LOOK:
                    hidden.append(message["ReceiptHandle"])
                    continue
                if deed is LetterDeed.REDRIVE and letter.payload is not None:
                    self._send(place, letter.payload)
                self._sqs.delete_message(QueueUrl=place.dead_letter_queue_url, ReceiptHandle=message["ReceiptHandle"])
        finally:
            self._show_again(place.dead_letter_queue_url, hidden)
        return tuple(sorted(done, key=lambda letter: (letter.sent_at, letter.message_id)))

    def _take(self, queue_url: str) -> "Iterator[MessageTypeDef]":
        taken = 0
        while taken < MOST_READ:
            answer = self._sqs.receive_message(
                QueueUrl=queue_url,
                MaxNumberOfMessages=BATCH,
                VisibilityTimeout=_HIDDEN_SECONDS,
                WaitTimeSeconds=_WAIT_SECONDS,
                MessageSystemAttributeNames=["SentTimestamp"],
                MessageAttributeNames=[REASON, CODE, "ERROR_MESSAGE"],
            )
            messages = answer.get("Messages", [])
            if not messages:
                return
            taken += len(messages)
            yield from messages

    def _send(self, place: LetterPlace, payload: str) -> None:
        """Send the payload unchanged: with another cause it would be another request."""
        if place.queue_url:
            self._sqs.send_message(QueueUrl=place.queue_url, MessageBody=payload)
        else:
            self._functions().invoke(FunctionName=place.function, InvocationType="Event", Payload=payload.encode())

    def _show_again(self, queue_url: str, receipt_handles: Sequence[str]) -> None:
        for start in range(0, len(receipt_handles), BATCH):
            self._sqs.change_message_visibility_batch(
                QueueUrl=queue_url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": 0}
                    for number, handle in enumerate(receipt_handles[start : start + BATCH])
                ],
            )
