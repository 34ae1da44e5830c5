"""A firm with one client, in front of the portal in memory; a test file says what its `world` is."""

import pytest

from unit.portal.firms import SAM, firm_with_client, let_in, person_of, sign_in
from unit.portal.merchant import MERCHANT


@pytest.fixture
def owner(world):
    """The owner of a firm that may look and decide at one client."""
    return firm_with_client(world)


@pytest.fixture
def staff(world, owner):
    """One of the staff who looks after that client, signed in."""
    person_of(world, owner)
    let_in(owner, **{MERCHANT: "look"})
    return sign_in(world, SAM)
