"""An accountant who accepted days ago, and whose session has ended."""

import pytest

from unit.portal.guests import accountant_of, another_client, ask_for_link, link_to

OTHER = "m_2"


@pytest.fixture
def world(synced):
    """An accountant accepted days ago; their session has ended."""
    accountant_of(synced)
    synced.clock.advance(days=2)
    synced.audit.records.clear()
    synced.mailer.sent.clear()
    return synced


def second_client(world):
    another_client(world, OTHER)
    accountant_of(world, merchant_id=OTHER, role="look")


def sign_in_link(world, **request):
    ask_for_link(world, **request)
    return link_to(world, kind="sign-in")
