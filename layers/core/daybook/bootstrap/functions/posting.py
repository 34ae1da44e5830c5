"""Wiring of `post_location_day`: systems of a worker, delays, dead letters."""

from functools import cache

from daybook.adapters.aws.queues.dead_letter_sender import DeadLetterSender
from daybook.adapters.aws.queues.message_delay import MessageDelay
from daybook.adapters.aws.tables.circuits import DynamoCircuits
from daybook.application.ports.systems import HasConnections
from daybook.application.posting.behind_circuits import behind_circuits
from daybook.application.posting.circuit_breaker import CircuitBreaker
from daybook.application.posting.ports import PostingSystems
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - every day needs them: loaded while Lambda starts
from daybook.bootstrap.environment import SESSION_TABLE, setting
from daybook.bootstrap.foundation import AWS, CLOCK
from daybook.bootstrap.lanes import dead_letter_queue_urls, queue_urls
from daybook.bootstrap.observability import logger, record_given_up, record_unfinished
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncRequest


def behind_circuits_of(systems: PostingSystems) -> PostingSystems:
    """The systems of a worker, with the circuit breakers that all workers share."""
    return behind_circuits(systems, CircuitBreaker(DynamoCircuits(AWS.dynamodb, setting(SESSION_TABLE), CLOCK), CLOCK))


@cache
def message_delay() -> MessageDelay:
    """The delay of a message until its next try."""
    return MessageDelay(AWS.sqs, queue_urls())


def is_forgotten(request: SyncRequest, systems: HasConnections) -> bool:
    """Whether the message is of an erased merchant, for whom a claim would create a new record."""
    day = request.day
    if systems.connections.connection(day.merchant_id) is not None:
        return False
    about = {"merchant": day.merchant_id, "business_date": str(day.business_date), "location_id": day.location}
    logger().info("location-day of nobody", extra=about)
    return True


def hand_back(queue_arn: str, receipt_handle: str, error: Exception, *, tries: int) -> None:
    """Log the present error, and hide its message until the next try makes sense.

    The log line comes first: if SQS fails, its error is raised, and the message returns after the queue's visibility
    time-out.
    """
    after = error.after_seconds if isinstance(error, RetriableError) else None
    seconds = message_delay().seconds(tries=tries, after_seconds=after)
    record_unfinished(error, tries=tries, again_in_seconds=seconds)
    message_delay().hide(queue_arn, receipt_handle, seconds)


def give_up(queue_arn: str, body: str, error: Exception, *, tries: int) -> None:
    """Log the present error, and send the message to the dead letters of its lane.

    If SQS fails, its error is raised and the message stays in its queue.
    """
    record_given_up(error, tries=tries)
    dead_letter_sender().send(queue_arn, body, error)


@cache
def dead_letter_sender() -> DeadLetterSender:
    """The sender for the dead letters of all lanes."""
    return DeadLetterSender(AWS.sqs, queue_urls(), dead_letter_queue_urls())
