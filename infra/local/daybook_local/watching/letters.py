"""Looks at the messages in every dead-letter queue without taking them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from daybook_local.aws.clients import LocalAws

_SUFFIX = "DeadLetterQueueUrl"
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
    reason: str


def waiting_letters(aws: LocalAws, outputs: Mapping[str, str]) -> list[Letter]:
    """Every letter in every queue that the stack names as one of dead letters, oldest first."""
    urls = {name.removesuffix(_SUFFIX): url for name, url in outputs.items() if name.endswith(_SUFFIX)}
    found = {letter.id: letter for queue, url in urls.items() for letter in _in_queue(aws, queue, url)}
    return sorted(found.values(), key=lambda letter: letter.sent_at)


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
            yield _letter(queue, message)


def _letter(queue: str, message: Mapping[str, Any]) -> Letter:
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
        reason=told or (str(failed.get("errorMessage", "")) if isinstance(failed, dict) else ""),
    )


def _object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
