"""Queues QuickBooks' notices between the two parts of the webhook function; a message has notices of one company."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from daybook.adapters.aws.queues.message_batches import OwnedMessage, send_all
from daybook.contracts.change_notices_message import MAX_NOTICES, ChangeNoticesMessage
from daybook.domain.company.changes import ChangeNotice

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsChangeQueue:
    """`ChangeQueue` on QuickBooksChangeQueue. An error for one company never delays the notices of another."""

    def __init__(self, sqs: "SQSClient", queue_url: str) -> None:
        self._sqs = sqs
        self._queue_url = queue_url

    def send(self, notices: Iterable[ChangeNotice]) -> None:
        """Queue all notices, or raise; a repeated notice is harmless.

        Raises:
            RetriableError: SQS did not take some of them for now; send all again.
        """
        by_company: defaultdict[str, list[ChangeNotice]] = defaultdict(list)
        for notice in notices:
            by_company[notice.realm_id].append(notice)
        messages = [
            OwnedMessage(realm_id, ChangeNoticesMessage.of(tuple(own[start : start + MAX_NOTICES])).text())
            for realm_id, own in by_company.items()
            for start in range(0, len(own), MAX_NOTICES)
        ]
        send_all(self._sqs, self._queue_url, messages, queue="change queue")
