"""Wiring of `post_location_day`: systems of a worker, delays, dead letters."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Protocol

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from daybook.adapters.aws.queues.dead_letter_sender import DeadLetterSender
from daybook.adapters.aws.queues.message_delay import MessageDelay
from daybook.adapters.aws.read_together import read_together
from daybook.adapters.aws.tables.rows_of_work import rows_of_a_look, rows_of_a_try
from daybook.adapters.aws.vendors.circuits import DynamoCircuits
from daybook.application.ports.systems import HasSyncLog
from daybook.application.posting.behind_circuits import behind_circuits
from daybook.application.posting.circuit_breaker import CircuitBreaker
from daybook.application.posting.look_again import each_read_whole, look_again
from daybook.application.posting.ports import PostingSystems
from daybook.application.posting.post_location_day import post_location_day
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - every day needs them: loaded while Lambda starts
from daybook.bootstrap.environment import CONNECTION_TABLE, PROOF_TABLE, SESSION_TABLE, setting
from daybook.bootstrap.foundation import AWS, CLOCK
from daybook.bootstrap.lanes import dead_letter_queue_urls, lane_of_queue, queue_urls
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import (
    count,
    logger,
    named,
    record_given_up,
    record_unchanged,
    record_unfinished,
)
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.contracts.contract import ContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.errors import ForgottenMerchantError, RetriableError
from daybook.domain.sync.location_day import Outcome, SyncRecord, SyncRequest

# QuickBooks may take so long to answer (docs/quickbooks.md 2.8); less would end a worker in the middle of a call.
_SECONDS_OF_A_CALL = 125


class WorkerSystems(Protocol):
    """The systems of a worker; those of a posting are behind circuit breakers."""

    @property
    def posting(self) -> PostingSystems:
        """The systems."""


def behind_circuits_of(systems: PostingSystems) -> PostingSystems:
    """The systems of a worker, with the circuit breakers that all workers share."""
    return behind_circuits(systems, CircuitBreaker(DynamoCircuits(AWS.dynamodb, setting(SESSION_TABLE), CLOCK), CLOCK))


@cache
def message_delay() -> MessageDelay:
    """The delay of a message until its next try."""
    return MessageDelay(AWS.sqs, queue_urls())


def tries_for(request: SyncRequest, systems: WorkerSystems, receives: int) -> Iterator[SyncRequest]:
    """The tries that a message asks for: those of a look are of the days that talech tells otherwise.

    `receives` is how often the message was taken: one that came back leaves every whole reading to a try.

    Raises:
        RetriableError: talech or a table did not answer; or the worker has no time for one more try: the message
            returns at once, and what was done is not done again.
    """
    for made, request_of_a_day in enumerate(_looked(request, systems, receives)):
        if made and WORKER_TIME.seconds_left() < _SECONDS_OF_A_CALL:
            raise RetriableError(f"{made} days are done; the time of this worker is up", after_seconds=1)
        yield request_of_a_day


def outcome_of(request: SyncRequest, owner: str, systems: WorkerSystems) -> Outcome | None:
    """What one try at a day came to; None of an erased merchant, of whom nothing is stored.

    The merchant's rows are read together.

    Raises:
        RetriableError, DayGivenUpError: as `post_location_day`.
    """
    with read_together(rows_of_a_try(request.day, setting(CONNECTION_TABLE), setting(PROOF_TABLE))):
        try:
            return post_location_day(request, owner, systems.posting)
        except ForgottenMerchantError:
            logger().info("location-day of an erased merchant", extra=named(request.day))
            return None


def _looked(request: SyncRequest, systems: WorkerSystems, receives: int) -> tuple[SyncRequest, ...]:
    try:
        with read_together(rows_of_a_look(request.day.merchant_id, setting(CONNECTION_TABLE))):
            look = look_again(request, systems.posting, reads_whole=receives == 1)
    except RetriableError:
        raise
    except Exception:  # noqa: BLE001 - a bug that costs calls, not days: each day is read whole, and an alarm hears of it
        count(Metric.TRY_BROKE)
        logger().exception("look not finished: every day is read whole")
        return each_read_whole(request)
    record_unchanged(look.unchanged)
    return look.tries


def about_message(record: SQSRecord) -> dict[str, object]:
    """What every line about a message names: its lane, its tries, and its day if it can be read."""
    lane = lane_of_queue(record.event_source_arn)
    known: dict[str, object] = {"lane": lane, "message_id": record.message_id, "tries": receives_of(record)}
    with suppress(ContractError):
        known.update(named(SyncMessage.parse(record.body).to_domain().day))
    return known


def hand_back(record: SQSRecord, error: Exception, systems: HasSyncLog) -> None:
    """Log the present error, and hide its message until the next try makes sense.

    The log line comes first: if SQS fails, its error is raised, and the message returns after the queue's visibility
    time-out.
    """
    after = error.after_seconds if isinstance(error, RetriableError) else None
    if not isinstance(error, RetriableError):
        count(Metric.TRY_BROKE)
    seconds = message_delay().seconds(tries=receives_of(record), after_seconds=after)
    record_unfinished(error, _known_of(record.body, systems), again_in_seconds=seconds)
    message_delay().hide(record.event_source_arn, record.receipt_handle, seconds)


def give_up(record: SQSRecord, error: Exception, systems: HasSyncLog, request: SyncRequest | None = None) -> None:
    """Log the present error, and send the message to the dead letters of its lane; of a look only the day's `request`.

    If SQS fails, its error is raised and the message stays in its queue.
    """
    if request is not None:
        count(Metric.LOCATION_DAY_FAILED)
    body = record.body if request is None else _body_of(request, record)
    record_given_up(error, _known_of(body, systems))
    code = entry_for_error(error.__cause__ if isinstance(error.__cause__, Exception) else error).code
    dead_letter_sender().send(record.event_source_arn, body, error, code)


def receives_of(record: SQSRecord) -> int:
    """How often the queue has given the message to a worker."""
    return int(record.attributes.approximate_receive_count)


def _body_of(request: SyncRequest, record: SQSRecord) -> str:
    """The message as it was, if it asks for this try; of a look a message for its day alone."""
    message = SyncMessage.of(request)
    return record.body if SyncMessage.parse(record.body) == message else message.text()


def _known_of(body: str, systems: HasSyncLog) -> SyncRecord | None:
    """The record of the message's day, for the log line alone; None where it cannot be read."""
    with suppress(ContractError, RetriableError):
        return systems.sync_log.get(SyncMessage.parse(body).to_domain().day)
    return None


@cache
def dead_letter_sender() -> DeadLetterSender:
    """The sender for the dead letters of all lanes."""
    return DeadLetterSender(AWS.sqs, queue_urls(), dead_letter_queue_urls())
