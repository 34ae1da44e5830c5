"""One connected merchant with two shops, all of it in memory."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybook.application.plan_syncs import PlanningPorts
from daybook.application.posting_target import PostingPorts
from daybook.domain.connection import Connection, ConnectionStatus
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import Category, MerchantProfile, Tax, Tender
from daybook.domain.orders import ControlTotals, DayActivity
from daybook.domain.sync import LocationDay
from factories import location, order, payment
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.ledger import COMPANY, FakeLedger
from fakes.proof_store import FakeProofStore
from fakes.sales_source import FakeSalesSource
from fakes.schedules import FakeSchedules
from fakes.sync_log import FakeSyncLog
from fakes.sync_queue import FakeSyncQueue

QUEEN, KING = "304267:1", "304268:1"
D = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def profile():
    return MerchantProfile(
        merchant_id="m_1",
        name="Queen Street Coffee",
        plan="STANDARD",
        country="CA",
        is_demo=False,
        locations=(location(QUEEN), location(KING, report_end_time=time(22))),
        categories=(Category("food", QUEEN, "Food"),),
        taxes=(Tax("hst", "HST", "APPLIED", "0.13"),),
        tenders=(Tender("CASH", "CASH", "Cash"), Tender("CCRD", "CARD", "Card"), Tender("GCRD", "GIFT_CARD", "Gift")),
        card_types=("VISA",),
    )


@pytest.fixture
def activity():
    """One cash sale of 10.00 and 1.30 tax."""
    sale = order(closed_at=AT, lines=[("food", 1000)], taxes={"hst": 130}, payments=[payment(1130, at=AT)])
    return DayActivity((sale,), control=ControlTotals({"grossRevenue": 1000, "reportedTax": 130}))


@pytest.fixture
def mapping():
    accounts = {"revenue:food": "1", "tax:hst": "2", "tender:CASH": "3", "tip": "4"}
    return AccountMapping(1, date(2020, 1, 1), accounts, suspense_account="99")


@pytest.fixture
def connection(clock):
    return Connection("m_1", COMPANY, ConnectionStatus.CONNECTED, clock.now())


@pytest.fixture
def connections(connection, profile, mapping):
    store = FakeConnectionStore()
    store.save_connection(connection)
    store.save_profile(profile)
    store.save_mapping("m_1", mapping)
    return store


@pytest.fixture
def sales(profile, activity):
    return FakeSalesSource(profile, {(QUEEN, D): activity})


@pytest.fixture
def ledger():
    return FakeLedger()


@pytest.fixture
def sync_log(clock):
    return FakeSyncLog(clock)


@pytest.fixture
def proofs():
    return FakeProofStore()


@pytest.fixture
def queue():
    return FakeSyncQueue()


@pytest.fixture
def ports(connections, sync_log, proofs, sales, ledger, clock):
    return PostingPorts(connections, sync_log, proofs, lambda _: sales, lambda _: ledger, clock)


@pytest.fixture
def planning(connections, sync_log, queue):
    return PlanningPorts(connections, sync_log, queue, FakeSchedules(), timedelta(minutes=5))


@pytest.fixture
def day():
    return LocationDay("m_1", D, QUEEN)
