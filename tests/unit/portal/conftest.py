"""A merchant with three stores, at each stage of their life with Daybook.

A stage is reached once a process; each test gets a copy of its own.
"""

import pickle
from functools import cache

import pytest

from unit.portal.merchant import PortalWorld


@pytest.fixture
def world(request):
    """Connected a moment ago; nothing is decided yet, unless the test asks for a later stage."""
    stages = {"synced": _synced, "ready": _ready}
    stage = next((made for name, made in stages.items() if name in request.fixturenames), _connected)
    return pickle.loads(stage())  # noqa: S301 - our own, of a moment ago


@pytest.fixture
def visitor(world):
    return world.visitor()


@pytest.fixture
def ready(world):
    """The setup is confirmed as recommended; nothing is posted yet."""
    return world


@pytest.fixture
def synced(world):
    """Thirty days of three stores are in the books."""
    return world


@cache
def _connected():
    return pickle.dumps(PortalWorld())


@cache
def _ready():
    world = pickle.loads(_connected())  # noqa: S301 - as above
    visitor = world.visitor()
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    return pickle.dumps(world)


@cache
def _synced():
    world = pickle.loads(_ready())  # noqa: S301 - as above
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    return pickle.dumps(world)
