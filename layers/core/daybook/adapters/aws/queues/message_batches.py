"""Sends messages to a queue, ten per request: all of them, or it raises.

Each message names its owner as its group. SQS calls a standard queue with groups a *fair queue*: while one owner keeps
more than a tenth of the workers busy, the messages of the others come first (SQS Developer Guide, *Fair queues*).
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH = 10
_ROUNDS = 3


class OwnedMessage(NamedTuple):
    """A message, and the id of the merchant or company whose it is."""

    owner: str
    body: str


def send_all(sqs: "SQSClient", queue_url: str, messages: Sequence[OwnedMessage], *, queue: str) -> None:
    """Send every message; `queue` names the queue in errors.

    Raises:
        RetriableError: SQS did not take some of them for now; send all again.
        ValueError: SQS refused a message for its content.
    """
    for start in range(0, len(messages), BATCH):
        _send_batch(sqs, queue_url, messages[start : start + BATCH], queue)


def _send_batch(sqs: "SQSClient", queue_url: str, messages: Sequence[OwnedMessage], queue: str) -> None:
    waiting: dict[str, SendMessageBatchRequestEntryTypeDef] = {
        str(number): {"Id": str(number), "MessageBody": message.body, "MessageGroupId": _group_of(message.owner)}
        for number, message in enumerate(messages)
    }
    for _ in range(_ROUNDS):
        answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=list(waiting.values()))
        failed = answer.get("Failed", [])
        if not failed:
            return
        if refused := [entry for entry in failed if entry["SenderFault"]]:
            first = refused[0]
            body = waiting[first["Id"]]["MessageBody"]
            raise ValueError(f"SQS refused {body}: {first['Code']} {first.get('Message', '')}")
        waiting = {entry["Id"]: waiting[entry["Id"]] for entry in failed}
    raise RetriableError(f"SQS did not take {len(waiting)} of {len(messages)} messages of the {queue}: {failed}")


def _group_of(owner: str) -> str:
    """A group has 128 ASCII letters at most, an id from outside may hold others: so a digest stands for it."""
    return blake2b(owner.encode(), digest_size=16).hexdigest()
