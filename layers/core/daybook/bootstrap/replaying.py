"""replay_dead_letters: the operator's second chance."""

from functools import cache

from daybook.adapters.aws.dead_letters import DeadLetterLane, SqsDeadLetters
from daybook.application.ports import Lane
from daybook.bootstrap.environment import (
    BACKFILL_DEAD_LETTER_QUEUE_URL,
    BACKFILL_QUEUE_URL,
    LOCATION_DAY_DEAD_LETTER_QUEUE_URL,
    LOCATION_DAY_QUEUE_URL,
    setting,
)
from daybook.bootstrap.foundation import AWS


@cache
def dead_letters() -> SqsDeadLetters:
    """The dead letters of both lanes."""
    return SqsDeadLetters(
        AWS.sqs,
        {
            Lane.DAILY: DeadLetterLane(setting(LOCATION_DAY_DEAD_LETTER_QUEUE_URL), setting(LOCATION_DAY_QUEUE_URL)),
            Lane.BACKFILL: DeadLetterLane(setting(BACKFILL_DEAD_LETTER_QUEUE_URL), setting(BACKFILL_QUEUE_URL)),
        },
    )
