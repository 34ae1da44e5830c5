"""Location-days into the queues, ten to a request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from daybook.application.ports import Lane
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import RetriableError
from daybook.domain.sync import SyncRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH = 10
_ROUNDS = 3


class SqsSyncQueue:
    """`SyncQueue` on the two queues of the stack."""

    def __init__(self, sqs: "SQSClient", queue_urls: Mapping[Lane, str]) -> None:
        self._sqs = sqs
        self._queue_urls = queue_urls

    def send(self, lane: Lane, requests: Sequence[SyncRequest]) -> None:
        """Queue the requests, all or an error; sending one twice is harmless.

        Raises:
            RetriableError: SQS would not take some of them for now; send all again.
            ValueError: SQS refused a message for its content.
        """
        for batch in _batches([SyncMessage.of(request).text() for request in requests]):
            self._send_batch(lane, batch)

    def _send_batch(self, lane: Lane, bodies: Sequence[str]) -> None:
        waiting: dict[str, SendMessageBatchRequestEntryTypeDef] = {
            str(number): {"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)
        }
        for _ in range(_ROUNDS):
            answer = self._sqs.send_message_batch(QueueUrl=self._queue_urls[lane], Entries=list(waiting.values()))
            failed = answer.get("Failed", [])
            if not failed:
                return
            if refused := [entry for entry in failed if entry["SenderFault"]]:
                first = refused[0]
                body = waiting[first["Id"]]["MessageBody"]
                raise ValueError(f"SQS refused {body}: {first['Code']} {first.get('Message', '')}")
            waiting = {entry["Id"]: waiting[entry["Id"]] for entry in failed}
        raise RetriableError(f"SQS did not take {len(waiting)} of {len(bodies)} messages of the {lane} lane: {failed}")


def _batches(bodies: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(bodies), BATCH):
        yield bodies[start : start + BATCH]
