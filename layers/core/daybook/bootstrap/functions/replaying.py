"""Wiring of `replay_dead_letters`: the dead letters that an operator queues again."""

from functools import cache

from daybook.adapters.aws.queues.dead_letters import DeadLetterLane, SqsDeadLetters
from daybook.bootstrap.foundation import AWS
from daybook.bootstrap.lanes import dead_letter_queue_urls, queue_urls


@cache
def dead_letters() -> SqsDeadLetters:
    """The dead letters of all lanes."""
    urls = queue_urls()
    return SqsDeadLetters(
        AWS.sqs, {lane: DeadLetterLane(letters, urls[lane]) for lane, letters in dead_letter_queue_urls().items()}
    )
