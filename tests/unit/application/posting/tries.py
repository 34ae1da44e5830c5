"""A worker's try at a day, and what happens between two tries: a call without an answer, another sale, a choice."""

from dataclasses import replace

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from factories import order, payment


def post(day, ports, cause=SyncCause.RECHECK, owner="worker"):
    """What a try at the day comes to."""
    return post_location_day(SyncRequest(day, cause, ports.clock.now()), owner, ports)


def resync(day, ports, owner="worker"):
    """The same of a try that a person asked for."""
    return post(day, ports, SyncCause.RESYNC, owner)


def unanswered(day, ports, ledger):
    """A try whose call QuickBooks carries out, and whose answer is lost."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)


def on_its_way(day, ports, ledger):
    """A try whose call QuickBooks has not carried out when the line is cut; it may arrive later, or never."""
    ledger.land_late()
    with pytest.raises(RetriableError):
        post(day, ports)


def looked_up_again(day, ports):
    """A try whose repeat was refused, which does not tell whether the first send arrived."""
    with pytest.raises(RetriableError, match="looked up once more"):
        post(day, ports)


def another_sale(sales, day, activity, minor=500):
    """One more cash sale on the day, tied to talech's report."""
    at = activity.orders[0].closed_at
    more = order(closed_at=at, lines=[("food", minor)], payments=[payment(minor, at=at)])
    gross = ControlTotals({"grossRevenue": 1000 + minor})
    sales.days[day.location, day.business_date] = replace(activity, orders=(*activity.orders, more), control=gross)


def choose(connections, **changes):
    """The merchant chooses another way of posting."""
    connections.save_connection(replace(connections.connection("m_1"), **changes))
