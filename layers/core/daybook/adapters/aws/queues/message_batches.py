"""Sends messages to a queue, ten per request: all of them, or it raises."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH = 10
_ROUNDS = 3


def send_all(sqs: "SQSClient", queue_url: str, bodies: Sequence[str], *, queue: str) -> None:
    """Send every body; `queue` names the queue in errors.

    Raises:
        RetriableError: SQS did not take some of them for now; send all again.
        ValueError: SQS refused a message for its content.
    """
    for start in range(0, len(bodies), BATCH):
        _send_batch(sqs, queue_url, bodies[start : start + BATCH], queue)


def _send_batch(sqs: "SQSClient", queue_url: str, bodies: Sequence[str], queue: str) -> None:
    waiting: dict[str, SendMessageBatchRequestEntryTypeDef] = {
        str(number): {"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)
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
    raise RetriableError(f"SQS did not take {len(waiting)} of {len(bodies)} messages of the {queue}: {failed}")
