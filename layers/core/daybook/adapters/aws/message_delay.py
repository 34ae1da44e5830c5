"""Back-off by visibility: a message that failed for now comes back when its next try makes sense (design 5)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from daybook.application.ports import Lane

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_FIRST_DELAY_SECONDS = 30
_LONGEST_DELAY_SECONDS = 15 * 60


class MessageDelay:
    """Sets how long a failed message stays hidden."""

    def __init__(self, sqs: "SQSClient", queue_urls: Mapping[Lane, str]) -> None:
        self._sqs = sqs
        self._urls = {url.rpartition("/")[2]: url for url in queue_urls.values()}

    def hide(self, queue_arn: str, receipt_handle: str, *, tries: int, after_seconds: int | None) -> int:
        """Hide the message until its next try; returns the seconds.

        The vendor's or the lease's own delay wins; else it doubles with each try, from half a minute on.
        """
        doubled = _FIRST_DELAY_SECONDS * 2 ** max(0, tries - 1)
        seconds = min(_LONGEST_DELAY_SECONDS, after_seconds if after_seconds is not None else doubled)
        self._sqs.change_message_visibility(
            QueueUrl=self._urls[queue_arn.rpartition(":")[2]], ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )
        return seconds
