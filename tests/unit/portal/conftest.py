"""A merchant with three stores, at each stage of their life with Daybook.

A stage is reached once a process (`stages`); each test gets a copy of its own.
"""

import pytest

from unit.portal.stages import just_connected, set_up, with_one_to_come, with_posted_days


@pytest.fixture
def world(request):
    """Connected a moment ago; nothing is decided yet, unless the test asks for a later stage."""
    stages = {"synced": with_posted_days, "coming": with_one_to_come, "ready": set_up}
    stage = next((made for name, made in stages.items() if name in request.fixturenames), just_connected)
    return stage()


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


@pytest.fixture
def coming(world):
    """All of it is in the books but the newest day of the first store, which `coming.work()` posts."""
    return world
