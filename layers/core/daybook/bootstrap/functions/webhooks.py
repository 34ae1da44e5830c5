"""Wiring of `webhooks`: one part receives QuickBooks' notices, the other processes them from a queue."""

import base64
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.queues.change_queue import SqsChangeQueue
from daybook.adapters.quickbooks.webhook_events import WebhookBody, is_signed, read_body
from daybook.application.watching.notice_changes import Effect
from daybook.bootstrap.environment import QUICKBOOKS_CHANGE_QUEUE_URL, WEBHOOK_SECRET_ID, setting
from daybook.bootstrap.foundation import AWS, CLOCK, secrets
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

SIGNATURE = "intuit-signature"

_COUNTED_AS = {Effect.DRIFT_NOTICED: Metric.DRIFT_NOTICED, Effect.LISTS_CHANGED: Metric.LISTS_CHANGED}


def verifier_token() -> str:
    """The token with which QuickBooks signs; empty in a deployment without notices."""
    return secrets().verifier_token(setting(WEBHOOK_SECRET_ID))


def body_of(event: Mapping[str, Any], verifier_token: str) -> WebhookBody | None:
    """The notices of a request; None if QuickBooks did not sign it, and then nothing of it is parsed."""
    raw = _raw_body(event)
    if not is_signed(raw, event["headers"].get(SIGNATURE, ""), verifier_token):
        return None
    return read_body(raw, CLOCK.now())


@cache
def change_queue() -> SqsChangeQueue:
    """The queue between the two parts."""
    return SqsChangeQueue(AWS.sqs, setting(QUICKBOOKS_CHANGE_QUEUE_URL))


def each(event: dict[str, Any], context: "LambdaContext", work_off: "Callable[[SQSRecord], None]") -> Any:
    """Work off the messages of a batch; the answer names those to hand back.

    QuickBooks waits three seconds for the other half of the function: it does not pay for this one's imports.
    """
    from aws_lambda_powertools.utilities.batch import (  # noqa: PLC0415
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event=event, record_handler=work_off, processor=processor, context=context)


def _raw_body(event: Mapping[str, Any]) -> bytes:
    """The signed bytes; API Gateway passes types that it does not know, such as CloudEvents, in Base64."""
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def count_some(metric: Metric, number: int) -> None:
    """Count what happened; nothing is no measurement."""
    if number:
        count(metric, number)


def count_effects(effects: Counter[Effect]) -> None:
    """Count the effects of notices."""
    for effect, metric in _COUNTED_AS.items():
        count_some(metric, effects[effect])
