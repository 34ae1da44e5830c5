"""A merchant with three stores, at each stage of their life with Daybook."""

import pytest

from unit.portal.merchant import PortalWorld


@pytest.fixture
def world():
    """Connected a moment ago; nothing is decided yet."""
    return PortalWorld()


@pytest.fixture
def visitor(world):
    return world.visitor()


@pytest.fixture
def ready(world, visitor):
    """The setup is confirmed as recommended; nothing is posted yet."""
    start = visitor.open("/setup")
    review = visitor.send(start, "/setup/recommended")
    visitor.send(review, "/setup/review")
    return world


@pytest.fixture
def synced(ready, visitor):
    """Thirty days of three stores are in the books."""
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    return ready
