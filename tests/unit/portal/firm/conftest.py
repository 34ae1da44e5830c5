"""A firm with one client, in front of the portal in memory."""

import pytest

from unit.portal.clients import PORT
from unit.portal.firms import SAM, accept_for_firm, firm_with_client, let_in, person_of, sign_in
from unit.portal.guests import another_client
from unit.portal.merchant import MERCHANT


@pytest.fixture
def world(synced):
    """Thirty days are in the books, and nothing is on record of who did what."""
    synced.audit.records.clear()
    return synced


@pytest.fixture
def owner(world):
    """The owner of a firm that may look and decide at one client."""
    return firm_with_client(world)


@pytest.fixture
def two_clients(world, owner):
    """The owner of a firm with two clients."""
    another_client(world, PORT, "Café du Port")
    accept_for_firm(world, merchant_id=PORT)
    return owner


@pytest.fixture
def staff(world, owner):
    """One of the staff who looks after that client, signed in."""
    person_of(world, owner)
    let_in(owner, **{MERCHANT: "look"})
    return sign_in(world, SAM)
