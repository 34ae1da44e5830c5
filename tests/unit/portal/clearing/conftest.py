"""A merchant who has turned the clearing page on."""

import pytest


def turn_on(visitor):
    visitor.send(visitor.open("/clearing"), "/clearing/follow", follow="on")


@pytest.fixture
def following(synced, visitor):
    turn_on(visitor)
    return synced
