"""From a signed launch to a connected, mapped and scheduled merchant; and every way in which it is refused."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from daybook.application.access.sessions import session_of
from daybook.application.connecting.connect_merchant import open_session
from daybook.application.ports import Closing
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, Refusal
from daybook.domain.posting.documents import DocumentKind
from fakes.quickbooks.ledger import COMPANY
from unit.application.connecting.systems_of_a_newcomer import (
    REALM,
    connect,
    connect_ports,
    consent,
    finish_consent,
    refusal,
)


@pytest.fixture
def ports(clock, sales, ledger, sync_log, queue):
    return connect_ports(clock, sales, ledger, sync_log, queue)


def test_the_whole_way_ends_connected_and_scheduled_and_touches_no_account(ports):
    _, connection = connect(ports)

    assert ports.connections.mapping_on("m_1", ports.clock.now().date()) is None
    assert connection.company == COMPANY
    assert ports.tokens.load("m_1").refresh_token == "refresh-c1"
    assert ports.sales_tokens.load("m_1") == "talech-m_1"
    assert ports.schedules.closings["m_1"] == {
        Closing("America/Toronto", time(4, 5)),
        Closing("America/Toronto", time(22, 5)),
    }


def test_a_reload_of_the_callback_shows_the_same_connection_and_trades_the_code_once(ports):
    session = open_session("launch-1", ports)
    state = consent(session, ports)
    first = finish_consent(session, state=state, code="c1", realm_id=REALM, ports=ports)

    again = finish_consent(session, state=state, code="c1", realm_id=REALM, ports=ports)

    assert again == first
    assert ports.authorizer.exchanged == ["c1"]


def test_a_launch_is_good_once(ports):
    open_session("launch-1", ports)

    assert refusal(lambda: open_session("launch-1", ports)) is Refusal.LAUNCH_USED


def test_a_session_ends_after_thirty_idle_minutes_and_lives_on_while_it_is_used(ports, clock):
    session = open_session("launch-1", ports)
    clock.advance(minutes=29)
    session_of(session.id, ports.one_time, clock.now())
    clock.advance(minutes=29)
    assert session_of(session.id, ports.one_time, clock.now()) == session
    clock.advance(minutes=30)

    assert refusal(lambda: session_of(session.id, ports.one_time, clock.now())) is Refusal.SESSION_ENDED


def test_the_rows_of_a_consent_hold_nothing_that_opens_a_session(ports):
    session = open_session("launch-1", ports)
    state = consent(session, ports)
    begun = ports.one_time.get("state", state)
    finish_consent(session, state=state, code="c1", realm_id=REALM, ports=ports)

    assert session.id not in repr((begun, ports.one_time.get("finished", state)))


def test_a_consent_that_another_session_finished_is_no_connection_of_this_one(ports):
    session = open_session("launch-1", ports)
    state = consent(session, ports)
    finish_consent(session, state=state, code="c1", realm_id=REALM, ports=ports)
    other = open_session("launch-2", ports)

    assert (
        refusal(lambda: finish_consent(other, state=state, code="c1", realm_id=REALM, ports=ports))
        is Refusal.CONSENT_UNKNOWN
    )


def test_a_state_of_another_session_is_refused_and_used_up(ports):
    """Somebody else's callback link must not connect this merchant to somebody else's company."""
    victim, attacker = open_session("launch-1", ports), open_session("launch-2", ports)
    state = consent(attacker, ports)

    def stolen():
        return finish_consent(victim, state=state, code="c9", realm_id=REALM, ports=ports)

    assert refusal(stolen) is Refusal.CONSENT_UNKNOWN
    assert ports.authorizer.exchanged == []


@pytest.mark.parametrize("realm_id", ["", "12ab", "\uff19\uff11\uff13", "../1"])
def test_a_callback_without_a_company_is_refused_before_the_code_is_traded(ports, realm_id):
    session = open_session("launch-1", ports)
    state = consent(session, ports)

    def callback():
        return finish_consent(session, state=state, code="c1", realm_id=realm_id, ports=ports)

    assert refusal(callback) is Refusal.NO_COMPANY
    assert ports.authorizer.exchanged == []


def test_another_company_than_the_connected_one_is_refused_and_the_grant_stays(ports):
    connect(ports)

    assert refusal(lambda: connect(ports, "launch-2", "c2", "9341453000000002")) is Refusal.OTHER_COMPANY
    assert ports.tokens.load("m_1").refresh_token == "refresh-c1"


def test_connecting_the_same_company_again_keeps_every_choice(ports):
    _, connection = connect(ports)
    ports.connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))

    _, again = connect(ports, "launch-2", "c2")

    assert ports.tokens.load("m_1").refresh_token == "refresh-c2"
    assert again.document_kind is DocumentKind.INVOICE


def test_a_company_in_use_is_refused_before_the_code_is_traded(ports, clock):
    """Trading a code makes a grant; giving it back would end that of the merchant who uses the company."""
    other = Connection("m_2", COMPANY, ConnectionStatus.CONNECTED, clock.now())
    ports.connections.save_connection(other)

    with pytest.raises(NeedsAttentionError) as refused:
        connect(ports)

    assert refused.value.reason is HoldReason.COMPANY_IN_USE
    assert (ports.authorizer.exchanged, ports.authorizer.revoked) == ([], [])


def test_a_grant_is_not_given_back_while_its_company_is_in_use(ports, clock, ledger, monkeypatch):
    """The other merchant connects between the look and the trade: revoking would end their grant too."""
    other = Connection("m_2", COMPANY, ConnectionStatus.CONNECTED, clock.now())

    def meanwhile():
        ports.connections.save_connection(other)
        return COMPANY

    monkeypatch.setattr(ledger, "company", meanwhile)

    with pytest.raises(NeedsAttentionError):
        connect(ports)

    assert ports.authorizer.revoked == []
    with pytest.raises(NeedsAttentionError):
        ports.tokens.load("m_1")


def test_reconnecting_a_company_that_changed_its_currency_leaves_the_grant_of_its_own_merchant(ports, ledger):
    connect(ports)
    ledger.stored_company = replace(COMPANY, home_currency="USD")

    with pytest.raises(NeedsAttentionError):
        connect(ports, "launch-2", "c2")

    assert ports.authorizer.revoked == []
    assert ports.tokens.load("m_1").refresh_token == "refresh-c1"


def test_a_company_in_another_currency_is_refused_and_its_grant_is_given_back(ports, ledger):
    ledger.stored_company = replace(COMPANY, home_currency="USD")

    with pytest.raises(NeedsAttentionError) as stop:
        connect(ports)

    assert stop.value.reason is HoldReason.CURRENCY_DIFFERS
    assert [tokens.refresh_token for tokens in ports.authorizer.revoked] == ["refresh-c1"]
    with pytest.raises(NeedsAttentionError):
        ports.tokens.load("m_1")


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"plan": "STARTER"}, HoldReason.PLAN_BELOW_STANDARD), ({"is_demo": True}, HoldReason.DEMO_MERCHANT)],
)
def test_a_merchant_who_may_not_post_gets_no_session(ports, sales, profile, change, reason):
    sales.stored_profile = replace(profile, **change)

    with pytest.raises(NeedsAttentionError) as stop:
        open_session("launch-1", ports)

    assert stop.value.reason is reason


def test_the_address_of_the_launching_user_is_remembered_for_mails(ports):
    expires = ports.clock.now() + timedelta(minutes=5)
    ports.launches.announce("launch-3", "m_1", expires, language="fr", user="owner@example.com")

    open_session("launch-3", ports)

    known = ports.notify_store.preference("m_1")
    assert (known.email, known.language, known.daily_summary) == ("owner@example.com", "fr", False)
