"""Stages of the merchant's life with Daybook, each reached once a process; every caller gets a copy of its own."""

from copies import reached_once
from daybook.application.ports import Lane
from unit.portal.merchant import NEWEST, QUEEN, PortalWorld


@reached_once
def just_connected():
    return PortalWorld()


@reached_once
def set_up():
    world = just_connected()
    visitor = world.visitor()
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    return world


@reached_once
def with_posted_days():
    world = _asked_for()
    world.work()
    return world


@reached_once
def with_one_to_come():
    """Posted as above, but for the newest day of the first store, which waits in the queue: a test says how it ends."""
    world = _asked_for()
    lane = world.queue.sent[Lane.BACKFILL]
    newest = next(request for request in lane if (request.day.business_date, request.day.location) == (NEWEST, QUEEN))
    lane.remove(newest)
    world.work()
    lane.append(newest)
    return world


@reached_once
def _asked_for():
    world = set_up()
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    return world
