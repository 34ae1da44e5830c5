"""From a signed launch to a connected, mapped and scheduled merchant; and every way in which it is refused."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from daybook.application.connect_merchant import begin_consent, finish_consent, open_session
from daybook.application.ports import Closing, Lane
from daybook.application.sessions import session_of
from daybook.domain.connection import ConnectionStatus
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, Refusal
from daybook.domain.sync import LocationDay, Outcome, SyncState
from fakes.ledger import COMPANY
from unit.application.connecting import REALM, connect, connect_ports, consent, refusal


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
    session_of(session.id, ports.one_time)
    clock.advance(minutes=29)
    assert session_of(session.id, ports.one_time) == session
    clock.advance(minutes=30)

    assert refusal(lambda: session_of(session.id, ports.one_time)) is Refusal.SESSION_ENDED


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


def test_an_old_form_is_refused(ports):
    session = open_session("launch-1", ports)

    assert refusal(lambda: begin_consent(session, "not-the-token", ports)) is Refusal.FORM_EXPIRED


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


def test_days_missed_while_disconnected_follow_by_themselves(ports, queue, sync_log, clock):
    """Three days after the last one on record a merchant connects again: each store catches up."""
    _, connection = connect(ports)
    sync_log.plan(LocationDay("m_1", date(2026, 11, 22), "304267:1"), clock.now())
    ports.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))
    clock.advance(days=2)

    ports.launches.announce("launch-3", "m_1", clock.now() + timedelta(minutes=5))
    connect(ports, "launch-3", "c2")

    queued = {(request.day.business_date.day, request.day.location) for request in queue.sent[Lane.BACKFILL]}
    every = {(on, place) for on in (22, 23, 24, 25) for place in ("304267:1", "304268:1")}
    assert queued == every - {(22, "304267:1")}


def test_days_held_for_the_lost_connection_are_queued_again(ports, queue, sync_log):
    _, connection = connect(ports)
    day = LocationDay("m_1", date(2026, 11, 23), "304267:1")
    sync_log.claim(day, "w")
    sync_log.settle(day, "w", Outcome(SyncState.HELD, reason=HoldReason.NEEDS_RECONNECT), revision=0)
    ports.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))

    connect(ports, "launch-2", "c2")

    assert day in {request.day for request in queue.sent[Lane.BACKFILL]}


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
