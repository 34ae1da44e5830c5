"""Hands an occurrence of a schedule to its target: a function or a queue, with retries and a dead-letter queue."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from daybook_local.aws.clients import ACCOUNT, REGION

if TYPE_CHECKING:
    from daybook_local.aws.clients import LocalAws

# AWS retries up to 185 times within a day. A developer does not wait that long in front of a laptop.
_MOST_RETRIES = 3
_FIRST_PAUSE_SECONDS = 0.1


class UnknownTargetError(ValueError):
    """A schedule aims at something that is neither a function nor a queue."""


@dataclass(frozen=True)
class Occurrence:
    """One time a schedule is due."""

    schedule_arn: str
    scheduled_at: datetime
    execution_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def scheduled_time(self) -> str:
        """In UTC to the second, as the service writes it."""
        return f"{self.scheduled_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Delivery:
    """How a delivery ended. ``error`` is None when the target took it."""

    attempts: int
    answer: Any = None
    """What the function returned, when it was waited for."""
    error: str | None = None
    dead_lettered: bool = False


class TargetCaller:
    """Calls targets over the public API."""

    def __init__(self, aws: LocalAws, *, wait: bool) -> None:
        self._aws = aws
        self._wait = wait

    def deliver(self, target: dict[str, Any], occurrence: Occurrence) -> Delivery:
        """Call the target, again if it cannot be reached, and write what is left to its dead-letter queue."""
        retries = target.get("RetryPolicy", {}).get("MaximumRetryAttempts", _MOST_RETRIES)
        attempts = 1 + min(retries, _MOST_RETRIES)
        error: Exception | None = None
        for attempt in range(1, attempts + 1):
            payload = _payload(target, occurrence, attempt)
            try:
                return self._call(target, payload, attempt)
            except (BotoCoreError, ClientError, UnknownTargetError) as failure:
                error = failure
                if attempt < attempts:
                    time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
        queue = target.get("DeadLetterConfig", {}).get("Arn")
        if queue:
            self._bury(queue, target, occurrence, payload, error)
        return Delivery(attempts, error=f"{target['Arn']}: {error}", dead_lettered=bool(queue))

    def _call(self, target: dict[str, Any], payload: str, attempt: int) -> Delivery:
        arn: str = target["Arn"]
        service = arn.split(":")[2]
        if service == "lambda" and ":function:" in arn:
            return self._call_function(arn, payload, attempt)
        if service == "sqs":
            group = target.get("SqsParameters", {}).get("MessageGroupId")
            extra = {"MessageGroupId": group} if group else {}
            self._aws.sqs.send_message(QueueUrl=self._queue_url(arn), MessageBody=payload, **extra)
            return Delivery(attempt)
        raise UnknownTargetError(f"the local Scheduler calls functions and queues, not {arn}")

    def _call_function(self, arn: str, payload: str, attempt: int) -> Delivery:
        if not self._wait:
            self._aws.functions.invoke(FunctionName=arn, InvocationType="Event", Payload=payload)
            return Delivery(attempt)
        response = self._aws.functions.invoke(FunctionName=arn, Payload=payload)
        answer = json.loads(response["Payload"].read() or b"null")
        if response.get("FunctionError"):
            # Not a failed delivery: the function had the event. Lambda, not the Scheduler, would try again.
            return Delivery(attempt, answer, error=f"{arn} raised: {json.dumps(answer)}")
        return Delivery(attempt, answer)

    def _bury(
        self, queue: str, target: dict[str, Any], occurrence: Occurrence, payload: str, error: Exception | None
    ) -> None:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
        attributes = {
            "ERROR_CODE": code,
            "ERROR_MESSAGE": str(error)[:1000],
            "EXECUTION_ID": occurrence.execution_id,
            "EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
            "SCHEDULED_TIME": occurrence.scheduled_time,
            "SCHEDULE_ARN": occurrence.schedule_arn,
            "TARGET_ARN": target["Arn"],
        }
        self._aws.sqs.send_message(
            QueueUrl=self._queue_url(queue),
            MessageBody=payload,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
        )

    def _queue_url(self, arn: str) -> str:
        return self._aws.sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]


def _payload(target: dict[str, Any], occurrence: Occurrence, attempt: int) -> str:
    text: str = target.get("Input") or json.dumps(_default_event(occurrence))
    for name, value in (
        ("schedule-arn", occurrence.schedule_arn),
        ("scheduled-time", occurrence.scheduled_time),
        ("execution-id", occurrence.execution_id),
        ("attempt-number", str(attempt)),
    ):
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _default_event(occurrence: Occurrence) -> dict[str, Any]:
    """What a target without an Input gets."""
    return {
        "version": "0",
        "id": occurrence.execution_id,
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": ACCOUNT,
        "time": occurrence.scheduled_time,
        "region": REGION,
        "resources": [occurrence.schedule_arn],
        "detail": "{}",
    }
