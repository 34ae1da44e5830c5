"""plan_syncs: from a closing time to queue messages."""

from functools import cache

from daybook.adapters.aws.expected_closings import DynamoExpectedClosings
from daybook.adapters.aws.schedules import MerchantSchedules, ScheduleTarget
from daybook.adapters.aws.sync_queue import SqsSyncQueue
from daybook.application.plan_syncs import PlanningPorts
from daybook.bootstrap.environment import (
    CLOSING_TABLE,
    CONNECTION_TABLE,
    PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN,
    SCHEDULE_GROUP,
    SCHEDULE_ROLE_ARN,
    setting,
)
from daybook.bootstrap.foundation import AWS, connections, settle_delay, sync_log
from daybook.bootstrap.lanes import queue_urls


def planning_ports(plan_syncs_arn: str) -> PlanningPorts:
    """Everything planning needs; plan_syncs passes the ARN it was invoked by, which its environment cannot hold."""
    return PlanningPorts(
        connections=connections(),
        sync_log=sync_log(),
        queue=sync_queue(),
        schedules=merchant_schedules(plan_syncs_arn),
        settle_delay=settle_delay(),
        expected=expected_closings(),
    )


@cache
def sync_queue() -> SqsSyncQueue:
    """All lanes; the cause of a request decides which it takes."""
    return SqsSyncQueue(AWS.sqs, queue_urls())


@cache
def expected_closings() -> DynamoExpectedClosings:
    """Which closing of each merchant is to be planned next."""
    return DynamoExpectedClosings(AWS.dynamodb, setting(CLOSING_TABLE))


def ending_schedules() -> MerchantSchedules:
    """For who ends a merchant's schedules and never makes one: nothing needs to be known of their target."""
    target = ScheduleTarget(setting(SCHEDULE_GROUP), "", "", "")
    return MerchantSchedules(AWS.scheduler, target, AWS.dynamodb, setting(CONNECTION_TABLE))


def merchant_schedules(plan_syncs_arn: str) -> MerchantSchedules:
    """The schedules of every merchant, targeting plan_syncs."""
    target = ScheduleTarget(
        setting(SCHEDULE_GROUP), plan_syncs_arn, setting(SCHEDULE_ROLE_ARN), setting(PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN)
    )
    return MerchantSchedules(AWS.scheduler, target, AWS.dynamodb, setting(CONNECTION_TABLE))
