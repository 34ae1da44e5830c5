"""Back-off by visibility: a message that failed comes back when its next try makes sense (docs/architecture.md 4)."""

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from daybook.application.ports import Lane

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_FIRST_DELAY_SECONDS = 30
_LONGEST_DELAY_SECONDS = 10 * 60
# SQS keeps a message hidden for at most 12 hours, counted from when it was received: a worker may have run meanwhile.
_LONGEST_OF_SQS_SECONDS = 12 * 60 * 60 - 10 * 60
# By then the doubled delay is far beyond the longest.
_DOUBLINGS = 16


class MessageDelay:
    """Says how long a failed message stays hidden, and hides it.

    `chance` is a number from 0 up to 1: of days that failed together, not all may come back together.
    """

    def __init__(
        self, sqs: "SQSClient", queue_urls: Mapping[Lane, str], chance: Callable[[], float] = random.random
    ) -> None:
        self._sqs = sqs
        self._urls = {url.rpartition("/")[2]: url for url in queue_urls.values()}
        self._chance = chance

    def seconds(self, *, tries: int, after_seconds: int | None) -> int:
        """How long a message is hidden that was received so often.

        The vendor's or the lease's own delay wins; else it doubles with each receive, from half a minute up to ten
        minutes, and the upper half of it is left to chance.
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
