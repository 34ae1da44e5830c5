"""Stages of the merchant's life with Daybook, each reached once a process and kept as what a copy is made from."""

import pickle
from functools import cache

from unit.portal.merchant import PortalWorld


@cache
def just_connected():
    return pickle.dumps(PortalWorld())


@cache
def set_up():
    world = pickle.loads(just_connected())  # noqa: S301 - our own, of a moment ago
    visitor = world.visitor()
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    return pickle.dumps(world)


@cache
def with_posted_days():
    world = pickle.loads(set_up())  # noqa: S301 - as above
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    return pickle.dumps(world)
