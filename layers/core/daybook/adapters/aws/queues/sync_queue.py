"""Sends location-days to the queues of their lanes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from daybook.adapters.aws.queues.message_batches import OwnedMessage, send_all
from daybook.application.ports import Lane, lane_of
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import SyncRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsSyncQueue:
    """`SyncQueue` on the queues of the stack, one per lane."""

    def __init__(self, sqs: "SQSClient", queue_urls: Mapping[Lane, str]) -> None:
        self._sqs = sqs
        self._queue_urls = queue_urls

    def send(self, requests: Sequence[SyncRequest]) -> None:
        """Queue all requests in the lanes of their causes, or raise; a repeated request is harmless.

        Raises:
            RetriableError: SQS did not take some of them for now; send all again.
            ValueError: SQS refused a message for its content.
        """
        for lane in Lane:
            messages = [
                OwnedMessage(request.day.merchant_id, SyncMessage.of(request).text())
                for request in requests
                if lane_of(request.cause) is lane
            ]
            send_all(self._sqs, self._queue_urls[lane], messages, queue=f"{lane} lane")
