"""What happens between a copy of the sync log and its return, and what the command tells of it."""

from connected_merchant import MERCHANT, MONDAY, QUEEN, day, sale
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from factories import order, payment

AWAY = RetriableError("QuickBooks is away", condition=Condition.QUICKBOOKS_UNAVAILABLE)
CHECK = f"restore-check --merchant {MERCHANT} --from {MONDAY} --to {MONDAY}"
REPAIR = f"{CHECK} --repair --json"
ONE, TWO = {"1": -1000, "2": -130, "3": 1130}, {"1": -1500, "2": -130, "3": 1630}


def sell_more(merchant):
    at = sale().orders[0].closed_at
    more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    merchant.sales.days[QUEEN, MONDAY] = DayActivity((*sale().orders, more), control=ControlTotals({}))


def ask(merchant, cause):
    return post_location_day(SyncRequest(day(), cause, merchant.clock.now()), "worker", merchant.posting)


def take_out(merchant):
    merchant.sync_log.direct(day(), Place.OUT)
    return ask(merchant, SyncCause.UNDO)


def bring_in(merchant):
    merchant.sync_log.direct(day(), Place.IN)
    return ask(merchant, SyncCause.REDO)


def only(said):
    (found,) = said.document["days"]
    return found


def doubts(said):
    return only(said)["doubts"], only(said)["in_quickbooks"]
