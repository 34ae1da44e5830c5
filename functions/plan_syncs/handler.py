"""plan_syncs: a schedule calls it at a closing; it queues the location-days that have just ended."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.planning.plan_syncs import plan_syncs
from daybook.application.ports import Closing
from daybook.bootstrap import talech  # noqa: F401 - every firing reads it: loaded while Lambda starts
from daybook.bootstrap.functions.planning import rows_at_once
from daybook.bootstrap.observing.observability import about, begin, count_due, logger
from daybook.bootstrap.systems import Systems
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.domain.merchant.books import first_books


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Plan one closing of one merchant; Lambda retries a failure and then sends it to the dead-letter queue."""
    begin("plan_syncs", context)
    fired = PlanSyncsEvent.parse(event)
    closing = {
        "zone": fired.zone,
        "at": f"{fired.closing_time:%H:%M}",
        "scheduled_at": fired.scheduled_time.isoformat(),
    }
    with about(merchant=fired.merchant_id, **closing):
        try:
            return _planned(fired, context.invoked_function_arn)
        except Exception:
            logger().exception("closing not planned")
            raise


def _planned(fired: PlanSyncsEvent, own_arn: str) -> dict[str, int]:
    systems = Systems(planner=own_arn)
    with rows_at_once(fired.talech_merchant):
        plan = plan_syncs(
            fired.talech_merchant,
            Closing(fired.zone, fired.closing_time),
            fired.scheduled_time,
            systems.sales_of(first_books(fired.talech_merchant)),
            systems,
        )
    count_due(plan.requests)
    logger().info(
        "closing planned",
        extra={
            "queued": [f"{r.day.business_date} {r.day.location}" for r in plan.requests],
            "profile_is_stale": plan.profile_is_stale,
        },
    )
    return {"queued": len(plan.requests)}
