"""The event that a merchant's schedule sends to plan_syncs at a closing time."""

import json
from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from daybook.contracts.contract import Contract, Instant, MerchantIdentifier
from daybook.domain.outside_ids import TalechMerchantId

# Scheduler replaces this by the scheduled instant, also if the firing is late.
SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("not a time zone of the IANA database") from error
    return name


class PlanSyncsEvent(Contract):
    """One firing: the closing time `at` on the wall clock of `zone`, settle delay included."""

    schema_version: Literal[1] = 1
    merchant_id: MerchantIdentifier
    zone: Annotated[str, AfterValidator(_known_zone)]
    at: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="HH:MM")]
    scheduled_time: Instant

    @property
    def talech_merchant(self) -> TalechMerchantId:
        """Whose closing it is."""
        return TalechMerchantId(self.merchant_id)

    @property
    def closing_time(self) -> time:
        """`at` as a time of day."""
        return time.fromisoformat(self.at)


def schedule_input(merchant_id: TalechMerchantId, zone: str, at: time) -> str:
    """The JSON text that a schedule keeps; with the scheduled time filled in it is a `PlanSyncsEvent`."""
    return json.dumps(
        {
            "schema_version": 1,
            "merchant_id": merchant_id,
            "zone": zone,
            "at": f"{at:%H:%M}",
            "scheduled_time": SCHEDULED_TIME,
        }
    )
