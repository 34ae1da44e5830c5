"""A merchant connects a further company, and stores of theirs post to it from then on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.access.sessions import look_into
from daybook.application.connecting.connect_merchant import open_session
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import NeedsAttentionError, Refusal
from fakes.quickbooks.ledger import COMPANY
from unit.application.connecting.systems_of_a_newcomer import (
    REALM,
    connect,
    connect_ports,
    consent,
    finish_consent,
    refusal,
)

OTHER = replace(COMPANY, realm_id="9341453000000002", name="King Street Books")
KING = "304268:1"


@pytest.fixture
def ports(clock, sales, ledger, sync_log, queue):
    return connect_ports(clock, sales, ledger, sync_log, queue)


def connect_further(ports, ledger, *, realm_id=OTHER.realm_id, joining=(KING,), launch="launch-2"):
    """The merchant's own words for another company: a store is taken along to it."""
    session = look_into(open_session(launch, ports), "m_1@2", ports.one_time, joining)
    ledger.stored_company = OTHER
    return finish_consent(session, state=consent(session, ports), code="c2", realm_id=realm_id, ports=ports)


def test_a_further_company_takes_the_stores_that_the_visit_brings_along(ports, ledger):
    connect(ports)
    first = ports.connections.profile("m_1")

    connection = connect_further(ports, ledger)

    assert (connection.merchant_id, connection.company) == ("m_1@2", OTHER)
    assert ports.connections.connection("m_1").company == COMPANY
    assert [place.id for place in first.active_locations] == ["304267:1", KING]
    assert [place.id for place in ports.connections.profile("m_1").active_locations] == ["304267:1"]
    assert [place.id for place in ports.connections.profile("m_1@2").active_locations] == [KING]
    assert ports.tokens.load("m_1").refresh_token == "refresh-c1"


def test_nothing_moves_while_the_further_company_is_not_connected(ports, ledger):
    connect(ports)
    session = look_into(open_session("launch-2", ports), "m_1@2", ports.one_time, (KING,))
    ledger.stored_company = replace(OTHER, home_currency="USD")

    with pytest.raises(NeedsAttentionError):
        finish_consent(session, state=consent(session, ports), code="c2", realm_id=OTHER.realm_id, ports=ports)

    assert ports.connections.moves("m_1") == ()


def test_a_company_of_the_merchants_own_is_no_further_one(ports, ledger):
    connect(ports)

    assert refusal(lambda: connect_further(ports, ledger, realm_id=REALM)) is Refusal.OWN_COMPANY
    assert ports.authorizer.exchanged == ["c1"]


def test_a_merchant_who_disconnected_posts_to_another_company_by_saying_so(ports, ledger):
    """All stores move; what was posted stays with the old company, and its records with it."""
    _, connection = connect(ports)
    ports.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))

    connect_further(ports, ledger, joining=("304267:1", KING))

    ports.launches.announce("launch-3", "m_1", ports.clock.now() + timedelta(minutes=5))
    assert open_session("launch-3", ports).merchant_id == "m_1@2"


def test_books_of_somebody_else_cannot_be_looked_into(ports):
    session = open_session("launch-1", ports)

    assert refusal(lambda: look_into(session, "m_2", ports.one_time)) is Refusal.SESSION_ENDED


def test_shops_in_two_currencies_connect_the_company_of_one_of_them(ports, sales, profile):
    """The other one is connected to a company of its own afterwards; until then its days wait with that reason."""
    american = replace(profile.locations[1], currency="USD")
    sales.stored_profile = replace(profile, locations=(profile.locations[0], american))

    _, connection = connect(ports)

    assert connection.is_live
