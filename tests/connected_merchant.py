"""The merchant of the sample events, connected and mapped, with every system behind Daybook in memory."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRequest
from factories import location, order, payment
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.people.accountants import FakeAccountantStore
from fakes.people.audit_trail import FakeAuditTrail
from fakes.people.notify_store import FakeNotifyStore
from fakes.proof_store import FakeProofStore
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.schedules import FakeSchedules
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.authorizer import FakeAuthorizer
from fakes.quickbooks.company_watch import FakeCompanyWatch
from fakes.quickbooks.ledger import COMPANY, FakeLedger
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.talech.launch_gateway import FakeLaunchGateway
from fakes.talech.sales_source import FakeSalesSource
from fakes.token_vaults import FakeSalesTokenVault, FakeTokenVault
from fakes.unconfirmed_grants import FakeUnconfirmedGrants

MERCHANT = BooksId("304267")
QUEEN = "304267:1"
MONDAY = date(2026, 11, 23)
SETTLE_DELAY = timedelta(minutes=5)
ACCOUNTS = (
    Account("1", "POS Sales - Food", AccountType.INCOME, "SalesOfProductIncome"),
    Account("2", "POS HST payable", AccountType.OTHER_CURRENT_LIABILITY, "SalesTaxPayable"),
    Account("3", "POS Cash", AccountType.BANK, "CashOnHand"),
    Account("4", "POS Cards", AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets"),
    Account("99", "POS Suspense", AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities"),
)


def profile(**changes: Any) -> MerchantProfile:
    """One shop in Toronto whose business day ends at 4:00."""
    facts: dict[str, Any] = {
        "merchant_id": MERCHANT,
        "name": "Queen Street Coffee",
        "plan": "STANDARD",
        "country": "CA",
        "is_demo": False,
        "locations": (location(QUEEN),),
        "categories": (Category("food", QUEEN, "Food"),),
        "taxes": (Tax("hst", "HST", "APPLIED", "0.13"),),
        "tenders": (Tender("CASH", "CASH", "Cash"), Tender("CCRD", "CARD", "Card")),
        "card_types": ("VISA",),
    }
    return MerchantProfile(**facts | changes)


def day(business_date: date = MONDAY) -> LocationDay:
    """A location-day of the merchant."""
    return LocationDay(MERCHANT, business_date, QUEEN)


def sale(business_date: date = MONDAY, *, tender: str = "CASH") -> DayActivity:
    """10.00 of food and 1.30 of tax, sold at noon of the date."""
    noon = datetime(business_date.year, business_date.month, business_date.day, 17, tzinfo=UTC)
    paid = [payment(1130, tender, at=noon)]
    sold = order(closed_at=noon, lines=[("food", 1000)], taxes={"hst": 130}, payments=paid)
    return DayActivity((sold,), control=ControlTotals({"grossRevenue": 1000, "reportedTax": 130}))


class ConnectedMerchant:
    """Everything that use cases work on; `MONDAY` has one cash sale, every other date none."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.sales = FakeSalesSource(profile(), {(QUEEN, MONDAY): sale()})
        self.ledger = FakeLedger(accounts=ACCOUNTS)
        self.connections = FakeConnectionStore()
        self.sync_log = FakeSyncLog(self.clock)
        self.proofs = FakeProofStore()
        self.watch, self.audit = FakeCompanyWatch(), FakeAuditTrail()
        self.queue = FakeSyncQueue()
        self.schedules = FakeSchedules()
        self.expected = FakeExpectedClosings()
        self.launches = FakeLaunchGateway()
        self.authorizer = FakeAuthorizer(self.clock)
        self.connect()

    def connect(self) -> None:
        """Connected a month before the clock's instant, mapped but for card payments."""
        connected_at = self.clock.now() - timedelta(days=30)
        self.connections.save_connection(Connection(MERCHANT, COMPANY, ConnectionStatus.CONNECTED, connected_at))
        self.connections.save_profile(self.sales.stored_profile)
        accounts = {"revenue:food": "1", "tax:hst": "2", "tender:CASH": "3"}
        names = {account.id: account.name for account in ACCOUNTS}
        mapping = AccountMapping(1, date(2020, 1, 1), accounts, suspense_account="99", account_names=names)
        self.connections.save_mapping(MERCHANT, mapping)

    @property
    def writer(self) -> FakeLedger:
        """What writes documents: in memory it is the ledger itself."""
        return self.ledger

    @property
    def posting(self) -> FakeSystems:
        return FakeSystems(
            connections=self.connections,
            sync_log=self.sync_log,
            proofs=self.proofs,
            sales_of=lambda _: self.sales,
            ledger_of=lambda _: self.ledger,
            writer_of=lambda _: self.writer,
            clock=self.clock,
            watch=self.watch,
        )

    @property
    def planning(self) -> FakeSystems:
        return FakeSystems(
            clock=self.clock,
            connections=self.connections,
            sync_log=self.sync_log,
            queue=self.queue,
            schedules=self.schedules,
            settle_delay=SETTLE_DELAY,
            expected=self.expected,
        )

    def connecting(self) -> FakeSystems:
        """The ports of a merchant who has not connected yet."""
        return FakeSystems(
            launches=self.launches,
            accountants=FakeAccountantStore(),
            notify_store=FakeNotifyStore(),
            authorizer=self.authorizer,
            tokens=FakeTokenVault(self.clock),
            sales_tokens=FakeSalesTokenVault(),
            connections=FakeConnectionStore(),
            unconfirmed=FakeUnconfirmedGrants(self.clock),
            audit=self.audit,
            one_time=FakeOneTimeTokens(self.clock),
            schedules=self.schedules,
            expected=self.expected,
            sync_log=self.sync_log,
            queue=self.queue,
            sales_of=lambda _: self.sales,
            ledger_of_company=lambda _merchant, _realm: self.ledger,
            company_of=lambda _: self.ledger.company(),
            clock=self.clock,
            settle_delay=SETTLE_DELAY,
        )

    def trade(self, business_date: date, **sold: Any) -> None:
        """A sale on another date."""
        self.sales.days[QUEEN, business_date] = sale(business_date, **sold)

    def post(self, business_date: date = MONDAY) -> Outcome:
        """Bring a day into the books, as the worker does."""
        request = SyncRequest(day(business_date), SyncCause.RESYNC, self.clock.now())
        return post_location_day(request, "worker", self.posting)
