"""A merchant's closings change in two places at once: the schedules that fire, and what is expected of them."""

from datetime import datetime

from daybook.application.ports import Closing, ExpectedClosings, Schedules
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import first_expected


def keep_closings(
    merchant_id: TalechMerchantId,
    closings: frozenset[Closing],
    since: datetime,
    schedules: Schedules,
    expected: ExpectedClosings,
) -> None:
    """Make a merchant's schedules exactly these, and expect each of them from an instant on.

    What is expected is written first. A crash between the two leaves a closing that no schedule fires: it is missed,
    and planning it in the schedule's place makes the schedule.
    """
    expected.reconcile(merchant_id, first_expected(merchant_id, closings, since))
    schedules.reconcile(merchant_id, closings)
