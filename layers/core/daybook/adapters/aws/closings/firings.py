"""Calls plan_syncs for a closing whose schedule did not fire."""

from datetime import datetime
from typing import TYPE_CHECKING

from daybook.application.ports import Closing
from daybook.contracts.plan_syncs_event import PlanSyncsEvent

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


class LambdaFirings:
    """`Firings` by an asynchronous call, as Scheduler makes it: Lambda retries, then uses the dead letters."""

    def __init__(self, functions: "LambdaClient", plan_syncs_arn: str) -> None:
        self._functions = functions
        self._plan_syncs_arn = plan_syncs_arn

    def fire(self, merchant_id: str, closing: Closing, scheduled_at: datetime) -> None:
        """Call plan_syncs with the event that the schedule of this closing would send."""
        event = PlanSyncsEvent(
            merchant_id=merchant_id, zone=closing.zone, at=f"{closing.at:%H:%M}", scheduled_time=scheduled_at
        )
        self._functions.invoke(FunctionName=self._plan_syncs_arn, InvocationType="Event", Payload=event.text().encode())
