"""Reads a dead letter in both envelopes: a message as it was, and what Lambda or Scheduler wrap around an event."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from daybook.adapters.aws.queues.dead_letter_sender import CODE, REASON
from daybook.application.ports.dead_letters import DeadLetter, LetterQueue
from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.contract import ContractError
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.contracts.sync_message import SyncMessage
from daybook.contracts.watchdog_event import WatchdogEvent

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

# Scheduler says in attributes why it gave an event up; Lambda says it in the letter.
_SCHEDULERS_REASON = "ERROR_MESSAGE"


def letter_of(queue: LetterQueue, message: "MessageTypeDef") -> DeadLetter:
    """The letter that a message of a dead-letter queue is."""
    sent_at = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    identity = (queue, message["MessageId"], sent_at, message["Body"])
    payload, told = _unwrapped(message["Body"])
    problem = _attribute(message, REASON) or _attribute(message, _SCHEDULERS_REASON) or told
    try:
        about = _ABOUT[queue](payload)
    except ContractError as error:
        return DeadLetter(*identity, None, str(error))
    return DeadLetter(*identity, payload, problem, _attribute(message, CODE), **about)


def _unwrapped(body: str) -> tuple[str, str]:
    """The event inside Lambda's envelope with its error, or the body itself."""
    try:
        outer = json.loads(body)
    except (ValueError, RecursionError):
        return body, ""
    if not isinstance(outer, dict) or "requestPayload" not in outer:
        return body, ""
    answer = outer.get("responsePayload")
    told = f"{answer.get('errorType', '')}: {answer.get('errorMessage', '')}" if isinstance(answer, dict) else ""
    return json.dumps(outer["requestPayload"]), told


def _attribute(message: "MessageTypeDef", name: str) -> str:
    attributes: Mapping[str, Any] = message.get("MessageAttributes", {})
    return str(attributes[name].get("StringValue", "")) if name in attributes else ""


def _of_lane(payload: str) -> dict[str, Any]:
    request = SyncMessage.parse(payload).to_domain()
    day = request.day
    return {
        "merchant_id": day.merchant_id,
        "business_date": day.business_date,
        "location": day.location,
        "request": request,
    }


def _of_closing(payload: str) -> dict[str, Any]:
    """The date is that of the closing on the shop's clock; the business day may bear the date before."""
    event = PlanSyncsEvent.parse(payload)
    return {
        "merchant_id": event.merchant_id,
        "business_date": event.scheduled_time.astimezone(ZoneInfo(event.zone)).date(),
    }


def _of_look(payload: str) -> dict[str, Any]:
    return {"business_date": WatchdogEvent.parse(payload).scheduled_time.date()}


def _of_notices(payload: str) -> dict[str, Any]:
    ChangeNoticesMessage.parse(payload)
    return {}


_ABOUT = {
    LetterQueue.DAILY: _of_lane,
    LetterQueue.BACKFILL: _of_lane,
    LetterQueue.REREAD: _of_lane,
    LetterQueue.CLOSINGS: _of_closing,
    LetterQueue.WATCHDOG: _of_look,
    LetterQueue.NOTICES: _of_notices,
}
