"""Wiring of `plan_syncs`: schedules, expected closings, and the queues."""

from contextlib import AbstractContextManager
from functools import cache

from daybook.adapters.aws.closings.expected_closings import DynamoExpectedClosings
from daybook.adapters.aws.closings.schedules import MerchantSchedules, ScheduleTarget
from daybook.adapters.aws.queues.sync_queue import SqsSyncQueue
from daybook.adapters.aws.read_together import read_together
from daybook.bootstrap.environment import (
    CLOSING_TABLE,
    CONNECTION_TABLE,
    PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN,
    SCHEDULE_GROUP,
    SCHEDULE_ROLE_ARN,
    setting,
)
from daybook.bootstrap.foundation import AWS
from daybook.bootstrap.lanes import queue_urls
from daybook.domain.outside_ids import TalechMerchantId


def rows_at_once(merchant_id: TalechMerchantId) -> AbstractContextManager[None]:
    """While the block lasts, the merchant's rows are read with one request: for plan_syncs alone."""
    from daybook.adapters.aws.tables.rows_of_work import rows_of_a_planning  # noqa: PLC0415

    return read_together(rows_of_a_planning(merchant_id, setting(CONNECTION_TABLE)))


@cache
def sync_queue() -> SqsSyncQueue:
    """The queues of all lanes; the cause of a request decides its lane."""
    return SqsSyncQueue(AWS.sqs, queue_urls())


@cache
def expected_closings() -> DynamoExpectedClosings:
    """The next closing to plan of each merchant."""
    return DynamoExpectedClosings(AWS.dynamodb, setting(CLOSING_TABLE))


def ending_schedules() -> MerchantSchedules:
    """Schedules for functions that delete them and never create one, so that no target is needed."""
    target = ScheduleTarget(setting(SCHEDULE_GROUP), "", "", "")
    return MerchantSchedules(AWS.scheduler, target, AWS.dynamodb, setting(CONNECTION_TABLE))


def merchant_schedules(plan_syncs_arn: str) -> MerchantSchedules:
    """The schedules of all merchants, which call plan_syncs."""
    target = ScheduleTarget(
        setting(SCHEDULE_GROUP), plan_syncs_arn, setting(SCHEDULE_ROLE_ARN), setting(PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN)
    )
    return MerchantSchedules(AWS.scheduler, target, AWS.dynamodb, setting(CONNECTION_TABLE))
