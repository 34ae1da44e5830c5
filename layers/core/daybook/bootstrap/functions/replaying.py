"""Wiring of `replay_dead_letters`: the dead letters that an operator sends again or drops."""

from functools import cache

from daybook.adapters.aws.queues.dead_letters import LetterPlace, SqsDeadLetters
from daybook.application.ports import Lane
from daybook.application.ports.dead_letters import LetterQueue
from daybook.bootstrap.environment import (
    PLAN_SYNCS_DEAD_LETTER_QUEUE_URL,
    PLAN_SYNCS_FUNCTION_ARN,
    QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL,
    QUICKBOOKS_CHANGE_QUEUE_URL,
    WATCHDOG_DEAD_LETTER_QUEUE_URL,
    WATCHDOG_FUNCTION_NAME,
    setting,
)
from daybook.bootstrap.foundation import AWS
from daybook.bootstrap.lanes import dead_letter_queue_urls, queue_urls


@cache
def dead_letters() -> SqsDeadLetters:
    """The dead letters of all queues."""
    queues, letters = queue_urls(), dead_letter_queue_urls()
    places = {LetterQueue(lane.value): LetterPlace(letters[lane], queue_url=queues[lane]) for lane in Lane}
    places[LetterQueue.NOTICES] = LetterPlace(
        setting(QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL), queue_url=setting(QUICKBOOKS_CHANGE_QUEUE_URL)
    )
    places[LetterQueue.CLOSINGS] = LetterPlace(
        setting(PLAN_SYNCS_DEAD_LETTER_QUEUE_URL), function=setting(PLAN_SYNCS_FUNCTION_ARN)
    )
    places[LetterQueue.WATCHDOG] = LetterPlace(
        setting(WATCHDOG_DEAD_LETTER_QUEUE_URL), function=setting(WATCHDOG_FUNCTION_NAME)
    )
    return SqsDeadLetters(AWS.sqs, lambda: AWS.functions, places)
