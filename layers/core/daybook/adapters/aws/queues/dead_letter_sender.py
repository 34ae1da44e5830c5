"""The worker's own way to the dead letters: what no try will finish need not circle until the queue gives up."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from daybook.application.ports import Lane

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# The attribute of a dead letter that tells people why it is one.
REASON = "Reason"
_LONGEST_REASON = 1000


class DeadLetterSender:
    """Copies a message to the dead letters of the lane it came from; the worker then reports it as done."""

    def __init__(
        self, sqs: "SQSClient", queue_urls: Mapping[Lane, str], dead_letter_queue_urls: Mapping[Lane, str]
    ) -> None:
        self._sqs = sqs
        self._urls = {url.rpartition("/")[2]: dead_letter_queue_urls[lane] for lane, url in queue_urls.items()}

    def send(self, queue_arn: str, body: str, error: Exception) -> None:
        """Send the message as it is, with its error as the reason. An error of SQS leaves the message where it is."""
        self._sqs.send_message(
            QueueUrl=self._urls[queue_arn.rpartition(":")[2]],
            MessageBody=body,
            MessageAttributes={REASON: {"DataType": "String", "StringValue": _reason(error)}},
        )


def _reason(error: Exception) -> str:
    """The error in signs that SQS takes: it refuses a whole message for one control character."""
    text = f"{type(error).__name__}: {error}"
    return "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST_REASON]
