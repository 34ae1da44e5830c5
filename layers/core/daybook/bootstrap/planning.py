"""plan_syncs: from a closing time to queue messages."""

from functools import cache

from daybook.adapters.aws.schedules import MerchantSchedules, ScheduleTarget
from daybook.adapters.aws.sync_queue import SqsSyncQueue
from daybook.application.plan_syncs import PlanningPorts
from daybook.application.ports import Lane
from daybook.bootstrap.environment import (
    BACKFILL_QUEUE_URL,
    CONNECTION_TABLE,
    LOCATION_DAY_QUEUE_URL,
    PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN,
    SCHEDULE_GROUP,
    SCHEDULE_ROLE_ARN,
    setting,
)
from daybook.bootstrap.foundation import AWS, connections, settle_delay, sync_log


def planning_ports(plan_syncs_arn: str) -> PlanningPorts:
    """Everything planning needs; plan_syncs passes the ARN it was invoked by, which its environment cannot hold."""
    return PlanningPorts(connections(), sync_log(), sync_queue(), merchant_schedules(plan_syncs_arn), settle_delay())


@cache
def sync_queue() -> SqsSyncQueue:
    """Both lanes: closes go into the daily one, re-checks and history into the other."""
    urls = {Lane.DAILY: setting(LOCATION_DAY_QUEUE_URL), Lane.BACKFILL: setting(BACKFILL_QUEUE_URL)}
    return SqsSyncQueue(AWS.sqs, urls)


def merchant_schedules(plan_syncs_arn: str) -> MerchantSchedules:
    """The schedules of every merchant, targeting plan_syncs."""
    target = ScheduleTarget(
        setting(SCHEDULE_GROUP), plan_syncs_arn, setting(SCHEDULE_ROLE_ARN), setting(PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN)
    )
    return MerchantSchedules(AWS.scheduler, target, AWS.dynamodb, setting(CONNECTION_TABLE))
