"""Changes a merchant's closings in both places: the schedules that fire, and the expected closings."""

from collections.abc import Mapping
from datetime import datetime

from daybook.application.ports import Closing, ExpectedClosings, Schedules
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.closing import ExpectedClosing, first_expected


def keep_closings(
    merchant_id: TalechMerchantId,
    closings: frozenset[Closing],
    since: datetime,
    schedules: Schedules,
    expected: ExpectedClosings,
) -> Mapping[Closing, ExpectedClosing]:
    """Make a merchant's schedules exactly these, expect each of them from an instant on, and return what is expected.

    The expected closings are written first. After a crash between the two, the watchdog notices the missed closing and
    fires it itself; plan_syncs then creates the schedule.
    """
    now_expected = expected.reconcile(merchant_id, first_expected(merchant_id, closings, since))
    schedules.reconcile(merchant_id, closings)
    return now_expected
