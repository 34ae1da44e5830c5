"""The queue addresses of the lanes, from the deployment's settings."""

from daybook.application.ports import Lane
from daybook.bootstrap.environment import (
    BACKFILL_DEAD_LETTER_QUEUE_URL,
    BACKFILL_QUEUE_URL,
    LOCATION_DAY_DEAD_LETTER_QUEUE_URL,
    LOCATION_DAY_QUEUE_URL,
    REREAD_DEAD_LETTER_QUEUE_URL,
    REREAD_QUEUE_URL,
    setting,
)

_QUEUES = {
    Lane.DAILY: LOCATION_DAY_QUEUE_URL,
    Lane.BACKFILL: BACKFILL_QUEUE_URL,
    Lane.REREAD: REREAD_QUEUE_URL,
}
_DEAD_LETTER_QUEUES = {
    Lane.DAILY: LOCATION_DAY_DEAD_LETTER_QUEUE_URL,
    Lane.BACKFILL: BACKFILL_DEAD_LETTER_QUEUE_URL,
    Lane.REREAD: REREAD_DEAD_LETTER_QUEUE_URL,
}


def queue_urls() -> dict[Lane, str]:
    """The queue of each lane."""
    return {lane: setting(name) for lane, name in _QUEUES.items()}


def dead_letter_queue_urls() -> dict[Lane, str]:
    """The dead-letter queue of each lane."""
    return {lane: setting(name) for lane, name in _DEAD_LETTER_QUEUES.items()}


def lane_of_queue(queue_arn: str) -> Lane | None:
    """The lane of a queue; None for a queue that is none of ours."""
    name = queue_arn.rpartition(":")[2]
    return next((lane for lane, url in queue_urls().items() if url.rpartition("/")[2] == name), None)
