"""Hides a failed message until its next try makes sense, by its visibility in SQS (docs/architecture.md 4)."""

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from daybook.application.ports import Lane

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_FIRST_DELAY_SECONDS = 30
_LONGEST_DELAY_SECONDS = 10 * 60
# SQS hides a message for at most 12 hours after it was received, and the worker's own time is part of that.
_LONGEST_OF_SQS_SECONDS = 12 * 60 * 60 - 10 * 60
# After this many receives the doubled delay is far above the maximum.
_DOUBLINGS = 16


class MessageDelay:
    """Computes how long a failed message stays hidden, and hides it.

    `chance` gives random numbers from 0 to 1, so that days that failed together do not all come back together.
    """

    def __init__(
        self, sqs: "SQSClient", queue_urls: Mapping[Lane, str], chance: Callable[[], float] = random.random
    ) -> None:
        self._sqs = sqs
        self._urls = {url.rpartition("/")[2]: url for url in queue_urls.values()}
        self._chance = chance

    def seconds(self, *, tries: int, after_seconds: int | None) -> int:
        """The seconds to hide a message that was received this often.

        The delay of the vendor or the lease is used if there is one. Otherwise it doubles with each receive, from half
        a minute up to ten minutes, and its upper half is random.
        """
        if after_seconds is not None:
            return min(_LONGEST_OF_SQS_SECONDS, after_seconds)
        doubled = _FIRST_DELAY_SECONDS << min(_DOUBLINGS, max(0, tries - 1))
        longest = min(_LONGEST_DELAY_SECONDS, doubled)
        return round(longest * (1 + self._chance()) / 2)

    def hide(self, queue_arn: str, receipt_handle: str, seconds: int) -> None:
        """Hide the message until its next try."""
        self._sqs.change_message_visibility(
            QueueUrl=self._urls[queue_arn.rpartition(":")[2]], ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )
