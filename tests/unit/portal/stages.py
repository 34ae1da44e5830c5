"""Stages of the merchant's life with Daybook, each reached once a process; every caller gets a copy of its own."""

from functools import cache

from copies import Original
from unit.portal.merchant import PortalWorld


def just_connected():
    return _just_connected().copy()


def set_up():
    return _set_up().copy()


def with_posted_days():
    return _with_posted_days().copy()


@cache
def _just_connected():
    return Original(PortalWorld())


@cache
def _set_up():
    world = just_connected()
    visitor = world.visitor()
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    return Original(world)


@cache
def _with_posted_days():
    world = set_up()
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    return Original(world)
