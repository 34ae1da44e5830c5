"""Looks at the messages in every dead-letter queue without taking them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from daybook_local.aws.clients import LocalAws

# As `daybook replay list --queue` calls them.
_QUEUES = {
    "daily": "LocationDayDeadLetterQueueUrl",
    "backfill": "BackfillDeadLetterQueueUrl",
    "reread": "RereadDeadLetterQueueUrl",
    "closings": "PlanSyncsDeadLetterQueueUrl",
    "watchdog": "WatchdogDeadLetterQueueUrl",
    "notices": "QuickBooksChangeDeadLetterQueueUrl",
}
# What a worker or a function reads of its message; without one of them it cannot take the letter again.
_OF_A_DAY = ("merchant_id", "business_date", "location", "cause")
_NEEDS = {
    "daily": _OF_A_DAY,
    "backfill": _OF_A_DAY,
    "reread": _OF_A_DAY,
    "closings": ("merchant_id", "zone", "scheduled_time"),
    "watchdog": ("scheduled_time",),
    "notices": ("realm_id", "notices"),
}
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, with what can be read of it."""

    queue: str
    id: str
    sent_at: datetime
    merchant: str
    date: str
    location: str
    code: str
    reason: str
    is_readable: bool


def waiting_letters(aws: LocalAws, outputs: Mapping[str, str]) -> list[Letter]:
    """Every letter in every queue of dead letters, oldest first."""
    found = (letter for queue, output in _QUEUES.items() for letter in _in_queue(aws, queue, outputs[output]))
    return sorted(found, key=lambda letter: letter.sent_at)


def _in_queue(aws: LocalAws, queue: str, url: str) -> Iterator[Letter]:
    """A message stays visible: it is received with a time-out of nothing, until a round brings no new one."""
    seen: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        answer = aws.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=0,
            MessageSystemAttributeNames=["SentTimestamp"],
            MessageAttributeNames=["All"],
        )
        new = [message for message in answer.get("Messages", []) if message["MessageId"] not in seen]
        if not new:
            return
        for message in new:
            seen.add(message["MessageId"])
            yield letter_of(queue, message)


def letter_of(queue: str, message: Mapping[str, Any]) -> Letter:
    """The letter that a message of a queue is."""
    body = _object(message["Body"])
    # Lambda wraps the event that a function failed at; Scheduler sends the event itself.
    about = body.get("requestPayload", body)
    about = about if isinstance(about, dict) else {}
    attributes = message.get("MessageAttributes", {})
    told = next((attributes[name]["StringValue"] for name in ("Reason", "ERROR_MESSAGE") if name in attributes), "")
    failed = body.get("responsePayload")
    return Letter(
        queue=queue,
        id=message["MessageId"],
        sent_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        merchant=str(about.get("merchant_id", "")),
        date=str(about.get("business_date") or about.get("scheduled_time") or ""),
        location=str(about.get("location") or about.get("zone") or ""),
        code=attributes.get("Code", {}).get("StringValue", ""),
        is_readable=all(about.get(name) for name in _NEEDS[queue]),
        reason=told or (str(failed.get("errorMessage", "")) if isinstance(failed, dict) else ""),
    )


def _object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
