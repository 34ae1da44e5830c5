"""A merchant with two shops and an address, told by mail; everything in memory."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from daybook.adapters.mail.writer import BilingualWriter
from daybook.application.ports import MailService
from daybook.domain.company.connection import LocationMode
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from daybook.domain.telling.notify import NotifyPreference
from factories import location
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.people.mailer import FakeMailer
from fakes.people.notify_store import FakeNotifyStore
from fakes.proof_store import FakeProofStore
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from unit.aws import builders, day_builders

MERCHANT = builders.MERCHANT


@pytest.fixture
def clock():
    return FakeClock(datetime(2026, 11, 24, 9, 5, tzinfo=UTC))


@pytest.fixture
def connections():
    store = FakeConnectionStore()
    separate = replace(builders.connection(), location_mode=LocationMode.SEPARATE, changes=())
    shops = (location("304267:1"), replace(location("304268:1", report_end_time=time(22)), name="King St"))
    store.save_connection(separate)
    store.save_profile(replace(builders.profile(), locations=shops))
    return store


@pytest.fixture
def preferences():
    store = FakeNotifyStore()
    store.save_preference(MERCHANT, NotifyPreference("owner@example.com", "en", "stop-1"))
    return store


@pytest.fixture
def mailer():
    return FakeMailer()


@pytest.fixture
def ports(preferences, mailer, connections, clock):
    return FakeSystems(
        notify_store=preferences,
        connections=connections,
        sync_log=FakeSyncLog(clock),
        proofs=FakeProofStore(),
        clock=clock,
        mails=MailService(BilingualWriter(), mailer, "https://daybook.example"),
    )


@pytest.fixture
def settle(ports, clock):
    """Stores an outcome the way the worker does and returns what the worker would tell of it."""

    def settled(outcome, on, *, shop="304267:1", cause=SyncCause.SCHEDULE):
        day = day_builders.day(on, location=shop)
        ports.sync_log.claim(day, "worker")
        ports.sync_log.settle(day, "worker", outcome)
        return SyncRequest(day, cause, clock.now()), outcome

    return settled
