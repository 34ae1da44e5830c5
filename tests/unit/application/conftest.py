"""One connected merchant with two shops, all of it in memory."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest

from daybook.application.days.undo_days import undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.watching.notice_changes import OWN_WRITE, notice_changes
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.changes import ChangeNotice, ChangeVerb
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from factories import location, order, payment
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.proof_store import FakeProofStore
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.schedules import FakeSchedules
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.company_watch import FakeCompanyWatch
from fakes.quickbooks.ledger import COMPANY, FakeLedger
from fakes.setup_store import FakeSetupStore
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.talech.sales_source import FakeSalesSource

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
def ledger(clock):
    return FakeLedger(now=clock.now)


@pytest.fixture
def sync_log(clock):
    return FakeSyncLog(clock)


@pytest.fixture
def proofs():
    return FakeProofStore()


@pytest.fixture
def watch():
    return FakeCompanyWatch()


@pytest.fixture
def queue():
    return FakeSyncQueue()


@pytest.fixture
def ports(connections, sync_log, proofs, sales, ledger, clock, watch):
    return FakeSystems(
        connections=connections,
        sync_log=sync_log,
        proofs=proofs,
        sales_of=lambda _: sales,
        ledger_of=lambda _: ledger,
        writer_of=lambda _: ledger,
        clock=clock,
        watch=watch,
    )


@pytest.fixture
def planning(connections, sync_log, queue, clock):
    return FakeSystems(
        clock=clock,
        connections=connections,
        sync_log=sync_log,
        queue=queue,
        schedules=FakeSchedules(),
        settle_delay=timedelta(minutes=5),
        expected=FakeExpectedClosings(),
    )


@pytest.fixture
def day():
    return LocationDay("m_1", D, QUEEN)


@pytest.fixture
def undo(ports, sync_log, queue, clock):
    """`undo(day)`: a person asks that the day leaves the books, and a worker takes the message."""

    def asked(day, owner="worker"):
        return post_location_day(undo_day(day, sync_log, queue, clock.now()), owner, ports)

    return asked


@pytest.fixture
def it_shows(clock):
    """Five minutes pass: what a call without an answer has done can be looked up."""
    return lambda: clock.advance(seconds=300)


OWN_WRITE_IS_OVER = OWN_WRITE + timedelta(hours=3)


@pytest.fixture
def setups():
    return FakeSetupStore()


@pytest.fixture
def hear_with(connections, setups, watch, clock):
    """`hear_with(drift_log)(entity, id, verb, …)`: hear of a change that happened now; what it came to."""
    one_time, told = FakeOneTimeTokens(clock), count()

    def hearing(drift_log):
        ports = FakeSystems(
            connections=connections, setups=setups, watch=watch, drift_log=drift_log, one_time=one_time, clock=clock
        )

        def hear(entity, entity_id, verb=ChangeVerb.UPDATED, *, at=None, realm=COMPANY.realm_id, notice_id=None):
            notice_id = notice_id or f"n{next(told)}"
            notice = ChangeNotice(notice_id, realm, entity, entity_id, verb, at or clock.now())
            ((effect, _),) = notice_changes([notice], ports).items()
            return effect

        return hear

    return hearing


@pytest.fixture
def notices(hear_with, sync_log):
    return hear_with(sync_log)


@pytest.fixture
def document(day, ports, clock, ledger):
    """The day's entry, posted; then hours pass."""
    posted = post_location_day(SyncRequest(day, SyncCause.SCHEDULE, clock.now()), "worker", ports).document
    ledger.calls.clear()
    clock.instant += OWN_WRITE_IS_OVER
    return posted
