"""Sends a message to the dead letters at once, if another try cannot succeed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from daybook.application.ports import Lane

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# The attributes of a dead letter with the reason, for operators, and with its code in the error catalogue.
REASON, CODE = "Reason", "Code"
_LONGEST_REASON = 1000


class DeadLetterSender:
    """Copies a message to the dead letters of its lane; the worker then reports the message as done."""

    def __init__(
        self, sqs: "SQSClient", queue_urls: Mapping[Lane, str], dead_letter_queue_urls: Mapping[Lane, str]
    ) -> None:
        self._sqs = sqs
        self._urls = {url.rpartition("/")[2]: dead_letter_queue_urls[lane] for lane, url in queue_urls.items()}

    def send(self, queue_arn: str, body: str, error: Exception, code: str) -> None:
        """Send the message unchanged, with its error as the reason. If SQS fails, the message stays in its queue."""
        self._sqs.send_message(
            QueueUrl=self._urls[queue_arn.rpartition(":")[2]],
            MessageBody=body,
            MessageAttributes={
                REASON: {"DataType": "String", "StringValue": _reason(error)},
                CODE: {"DataType": "String", "StringValue": code},
            },
        )


def _reason(error: Exception) -> str:
    """The error text without control characters: SQS refuses a whole message for one of them."""
    text = f"{type(error).__name__}: {error}"
    return "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST_REASON]
