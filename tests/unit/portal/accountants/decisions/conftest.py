"""Held days of two clients, and an accountant who may decide them."""

from datetime import timedelta

import pytest

from daybook.domain.audit import Deed
from unit.portal.clients import bring_in, day_of, settled_client
from unit.portal.guests import ask_for_link, link_to
from unit.portal.merchant import NEWEST
from unit.portal.visitor import Visitor

PORT, NORD = "m_2", "m_3"
BEFORE = NEWEST - timedelta(days=3)
PATH = "/clients/decisions"


@pytest.fixture
def world(synced):
    """Café du Port has two held days and Bar Nord one; each has an ordinary day in the books."""
    for merchant_id, name in ((PORT, "Café du Port"), (NORD, "Bar Nord")):
        settled_client(synced, merchant_id, name)
        bring_in(synced, merchant_id, NEWEST - timedelta(days=4), times=3)
    bring_in(synced, PORT, BEFORE, NEWEST, untied=True)
    bring_in(synced, NORD, NEWEST, untied=True)
    return synced


@pytest.fixture
def reader(world):
    return accountant_again(world)


def accountant_again(world):
    """The accountant signs in once more."""
    ask_for_link(world)
    reader = Visitor(world)
    reader.post_to(link_to(world, kind="sign-in"), {})
    return reader


def listed(reader):
    return reader.open(f"{PATH}?reason=not_tied")


def confirmed(reader, page, **chosen):
    """Tick all of the list and confirm."""
    return reader.send(reader.send(page, PATH), PATH, **chosen)


def state(world, merchant_id, on=NEWEST):
    return world.sync_log.get(day_of(merchant_id, on)).state


def records(world, merchant_id):
    return [each for each in world.audit.records.get(merchant_id, []) if each.deed == Deed.DAY_ACTED_ON]
