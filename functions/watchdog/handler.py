"""An hour has passed: every due location-day is settled, on its way, or it alarms; and no grant ends unannounced."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.watch_days import watch_days
from daybook.application.watch_merchants import watch_merchants
from daybook.bootstrap.watching import closing_ports, day_ports, grant_ports, record_days, record_merchants
from daybook.contracts.watchdog_event import WatchdogEvent


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, int]:
    """Look at open days first, then at the merchants of this hour; a look that fails is repeated by Lambda."""
    hour = WatchdogEvent.parse(event).scheduled_time
    days = watch_days(day_ports())
    record_days(days)
    merchants = watch_merchants(hour, closing_ports(), grant_ports())
    record_merchants(merchants)
    return {"overdue": len(days.waits), "requeued": len(days.requeued), "missed": len(merchants.missed)}
