"""The connect flow as tests drive it: everything in memory, and the merchant's steps as calls."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from daybook.application.connecting.connect_merchant import begin_consent, open_session
from daybook.application.connecting.consents import confirm_consent, receive_consent, unconfirmed_company
from daybook.domain.errors import LaunchRefusedError
from fakes.connection_store import FakeConnectionStore
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.people.accountants import FakeAccountantStore
from fakes.people.audit_trail import FakeAuditTrail
from fakes.people.notify_store import FakeNotifyStore
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.schedules import FakeSchedules
from fakes.quickbooks.authorizer import FakeAuthorizer
from fakes.quickbooks.ledger import COMPANY
from fakes.systems import FakeSystems
from fakes.talech.launch_gateway import FakeLaunchGateway
from fakes.token_vaults import FakeSalesTokenVault, FakeTokenVault
from fakes.unconfirmed_grants import FakeUnconfirmedGrants

REALM = COMPANY.realm_id


def connect_ports(clock, sales, ledger, sync_log, queue):
    """A merchant `m_1` with two launches at hand."""
    launches = FakeLaunchGateway()
    launches.announce("launch-1", "m_1", clock.now() + timedelta(minutes=5), language="fr")
    launches.announce("launch-2", "m_1", clock.now() + timedelta(minutes=5))
    return FakeSystems(
        launches=launches,
        authorizer=FakeAuthorizer(clock),
        tokens=FakeTokenVault(clock),
        sales_tokens=FakeSalesTokenVault(),
        connections=FakeConnectionStore(),
        accountants=FakeAccountantStore(),
        notify_store=FakeNotifyStore(),
        unconfirmed=FakeUnconfirmedGrants(clock),
        audit=FakeAuditTrail(),
        one_time=FakeOneTimeTokens(clock),
        schedules=FakeSchedules(),
        expected=FakeExpectedClosings(),
        sync_log=sync_log,
        queue=queue,
        sales_of=lambda _: sales,
        ledger_of_company=lambda _merchant, _realm: ledger,
        company_of=lambda _: ledger.company(),
        clock=clock,
        settle_delay=timedelta(minutes=5),
    )


def consent(session, ports):
    url = begin_consent(session, ports)
    return parse_qs(urlsplit(url).query)["state"][0]


def finish_consent(session, *, state, code, realm_id, ports):
    """Back from Intuit, a look at the page that names the company, and the word that it is theirs."""
    receive_consent(session, state=state, code=code, realm_id=realm_id, systems=ports)
    unconfirmed_company(session, ports)
    return confirm_consent(session, ports)


def connect(ports, launch="launch-1", code="c1", realm_id=REALM):
    session = open_session(launch, ports)
    return session, finish_consent(session, state=consent(session, ports), code=code, realm_id=realm_id, ports=ports)


def refusal(call):
    with pytest.raises(LaunchRefusedError) as refused:
        call()
    return refused.value.refusal
