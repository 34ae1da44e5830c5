"""A merchant's schedules at EventBridge Scheduler: one per zone and closing time.

A schedule's name depends only on merchant, zone and time, so creating it twice gives one schedule. ConnectionTable
holds the names of a merchant's schedules: listing them at Scheduler would need a permission for every schedule of the
account. Names are added before schedules are created and removed after they are deleted. After a crash in between, the
row may have a name without a schedule, but never a schedule without a name.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from daybook.adapters.aws.items import from_item, to_item
from daybook.adapters.aws.read_together import read_item, written
from daybook.adapters.aws.tables.connections import merchant_key
from daybook.application.ports import Closing
from daybook.contracts.plan_syncs_event import schedule_input
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import FIRES_WITHIN

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient

    from daybook.adapters.aws.items import Item

_SORT_KEY = "SCHEDULES"
_DIGEST_LENGTH = 16
# Scheduler fires at some instant in this window; the event has the scheduled instant.
_WINDOW = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": FIRES_WITHIN // timedelta(minutes=1)}
# Scheduler retries a failed delivery for six hours, then puts it into the dead-letter queue.
_RETRY_POLICY = {"MaximumEventAgeInSeconds": 21600, "MaximumRetryAttempts": 20}


@dataclass(frozen=True, slots=True)
class ScheduleTarget:
    """The function that every schedule invokes, its role, and the dead-letter queue."""

    group: str
    function_arn: str
    role_arn: str
    dead_letter_queue_arn: str


class MerchantSchedules:
    """`Schedules` on EventBridge Scheduler."""

    def __init__(
        self,
        scheduler: "EventBridgeSchedulerClient",
        target: ScheduleTarget,
        dynamodb: "DynamoDBClient",
        connection_table: str,
    ) -> None:
        self._scheduler = scheduler
        self._target = target
        self._dynamodb = dynamodb
        self._table = connection_table

    def reconcile(self, merchant_id: TalechMerchantId, closings: frozenset[Closing]) -> None:
        """Create, update and delete schedules so that the merchant has exactly these; correct ones are not written."""
        wanted = {schedule_name(merchant_id, closing): closing for closing in closings}
        known = self._remembered(merchant_id)
        if not wanted.keys() <= known:
            self._remember(merchant_id, known | wanted.keys())
        for name, closing in sorted(wanted.items()):
            self._put(name, self._schedule(merchant_id, closing))
        for name in sorted(known - wanted.keys()):
            self._delete(name)
        if known - wanted.keys():
            self._remember(merchant_id, wanted.keys())

    def _put(self, name: str, schedule: dict[str, Any]) -> None:
        try:
            current: dict[str, Any] = dict(self._scheduler.get_schedule(Name=name, GroupName=self._target.group))
        except self._scheduler.exceptions.ResourceNotFoundException:
            try:
                self._scheduler.create_schedule(Name=name, GroupName=self._target.group, **schedule)
            except self._scheduler.exceptions.ConflictException:
                # Another process created it meanwhile, from the same facts.
                return
            return
        if any(current.get(field) != value for field, value in schedule.items()):
            self._scheduler.update_schedule(Name=name, GroupName=self._target.group, **schedule)

    def _delete(self, name: str) -> None:
        try:
            self._scheduler.delete_schedule(Name=name, GroupName=self._target.group)
        except self._scheduler.exceptions.ResourceNotFoundException:
            return

    def _schedule(self, merchant_id: TalechMerchantId, closing: Closing) -> dict[str, Any]:
        return {
            "Description": f"Merchant {merchant_id} closes at {closing.at:%H:%M} {closing.zone}",
            "ScheduleExpression": f"cron({closing.at.minute} {closing.at.hour} * * ? *)",
            "ScheduleExpressionTimezone": closing.zone,
            "FlexibleTimeWindow": _WINDOW,
            "State": "ENABLED",
            "Target": {
                "Arn": self._target.function_arn,
                "RoleArn": self._target.role_arn,
                "Input": schedule_input(merchant_id, closing.zone, closing.at),
                "RetryPolicy": _RETRY_POLICY,
                "DeadLetterConfig": {"Arn": self._target.dead_letter_queue_arn},
            },
        }

    def _remembered(self, merchant_id: TalechMerchantId) -> set[str]:
        item = read_item(self._dynamodb, self._table, schedules_key(merchant_id))
        return set(from_item(item or {}).get("names", []))

    def _remember(self, merchant_id: TalechMerchantId, names: Iterable[str]) -> None:
        written(self._table, schedules_key(merchant_id))
        item = schedules_key(merchant_id) | to_item({"names": sorted(names)})
        self._dynamodb.put_item(TableName=self._table, Item=item)


def schedules_key(merchant_id: TalechMerchantId) -> "Item":
    """The key of the row with the names of a merchant's schedules."""
    return merchant_key(merchant_id, _SORT_KEY)


def schedule_name(merchant_id: TalechMerchantId, closing: Closing) -> str:
    """The name of a schedule, at most 64 characters: a hash of the merchant, the time, the zone."""
    digest = hashlib.sha256(merchant_id.encode()).hexdigest()[:_DIGEST_LENGTH]
    zone = closing.zone.replace("/", ".").replace("+", "p")
    return f"{digest}-{closing.at:%H%M}-{zone}"
