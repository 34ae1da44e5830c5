"""A merchant with three stores, a chart of accounts and weeks of sales, all of it in memory."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from daybook.adapters.mail.writer import BilingualWriter
from daybook.adapters.web.api.answers import CallAnswers
from daybook.adapters.web.api.calls import ROUTES as CALLS
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.http.visit_router import VisitRouter
from daybook.adapters.web.portal import PageAnswers
from daybook.adapters.web.routes import ROUTES
from daybook.application.access.sessions import start_session
from daybook.application.ports import Lane, MailService
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from factories import location, order, payment
from fakes.answered_notices import FakeAnswerStore
from fakes.clearing import FakeClearingStore, FakeMovements
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.people.accountants import FakeAccountantStore
from fakes.people.audit_trail import FakeAuditTrail
from fakes.people.firms import FakeFirmStore
from fakes.people.mailer import FakeMailer
from fakes.people.notify_store import FakeNotifyStore
from fakes.proof_store import FakeProofStore
from fakes.queues.expected_closings import FakeExpectedClosings
from fakes.queues.schedules import FakeSchedules
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.authorizer import FakeAuthorizer
from fakes.quickbooks.company_watch import FakeCompanyWatch
from fakes.quickbooks.ledger import COMPANY, FakeLedger
from fakes.setup_store import FakeSetupStore, FakeTracking
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.talech.sales_source import FakeSalesSource
from fakes.token_vaults import FakeSalesTokenVault, FakeTokenVault
from fakes.typed_balances import FakeBalanceStore
from unit.portal.chart import CHART
from unit.portal.visitor import Visitor

PORTAL_FOLDER = Path(__file__).parents[3] / "functions" / "portal"
MERCHANT = "m_1"
QUEEN, KING, LAVAL = "304267:1", "304268:1", "304269:1"
STORES = ((QUEEN, "Queen St", time(4)), (KING, "King St", time(22)), (LAVAL, "Laval", time(4)))
NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
NEWEST = date(2026, 11, 23)
FIRST = date(2026, 10, 26)


def profile_of(merchant_id=MERCHANT, *, stores=STORES):
    places = tuple(replace(location(id_, report_end_time=at), name=name) for id_, name, at in stores)
    categories = [
        Category(f"{kind}-{place.id.partition(':')[0]}", place.id, name)
        for place in places
        for kind, name in (("food", "Food"), ("drinks", "Beverages"), ("gifts", "Gift baskets"))
    ]
    return MerchantProfile(
        merchant_id=merchant_id,
        name="Café de la Reine",
        plan="STANDARD",
        country="CA",
        is_demo=False,
        locations=places,
        categories=tuple(categories),
        taxes=(Tax("gst", "TPS", "APPLIED", "0.05"), Tax("qst", "TVQ", "APPLIED", "0.09975")),
        tenders=(
            Tender("CASH", "CASH", "Cash"),
            Tender("CCRD", "CARD", "Credit card"),
            Tender("GCRD", "GIFT_CARD", "Gift card"),
        ),
        card_types=("VISA", "MASTERCARD", "AMEX"),
    )


@cache
def sales_of_day(store, on, *, untied=False, unknown_card=False, gst_only=0, times=1, tip=3150):
    """Two sales that tie to talech's report, unless a test says otherwise; `gst_only` is a third that bears no QST."""
    code, at = store.partition(":")[0], datetime.combine(on, time(17), tzinfo=UTC)
    food, drinks = (41250 + on.day * 130) * times, (23890 + on.day * 70) * times
    gst, qst = round(food * 0.05), round(food * 0.09975)
    card = "JCB" if unknown_card else "VISA"
    first = order(
        closed_at=at,
        lines=[(f"food-{code}", food)],
        taxes={"gst": gst, "qst": qst},
        tip=tip,
        payments=[payment(food + gst + qst, "CCRD", card, at=at, tip=tip)],
        taxed=[(f"revenue:food-{code}", ("gst", "qst"), food)],
    )
    second = order(closed_at=at, lines=[(f"drinks-{code}", drinks)], payments=[payment(drinks, at=at)])
    tax = round(gst_only * 0.05)
    third = order(
        closed_at=at,
        lines=[(f"gifts-{code}", gst_only)],
        taxes={"gst": tax},
        payments=[payment(gst_only + tax, at=at)],
        taxed=[(f"revenue:gifts-{code}", ("gst",), gst_only)],
    )
    gross = food + drinks + gst_only + (500 if untied else 0)
    control = ControlTotals({"grossRevenue": gross, "reportedTax": gst + qst + tax, "tip": tip})
    return DayActivity((first, second, third) if gst_only else (first, second), control=control)


@cache
def _renderer():
    """One for all worlds: it reads templates and holds nothing of a merchant."""
    return Renderer(PORTAL_FOLDER)


def _tracking_of(_):
    return FakeTracking()


def _secret():
    return "a secret of this test"


class PortalWorld:
    """The merchant's whole system in memory. `work` does what the worker does with everything that is queued."""

    def __init__(self, *, stores=STORES, chart=CHART, company=COMPANY):
        self.clock = FakeClock(NOW)
        self.connections, self.sync_log = FakeConnectionStore(), FakeSyncLog(self.clock)
        self.proofs, self.queue, self.ledger = FakeProofStore(), FakeSyncQueue(), FakeLedger(company, chart)
        self.profile = profile_of(stores=stores)
        self.sales = FakeSalesSource(self.profile, dict(self._days(stores)))
        self.one_time, self.setups = FakeOneTimeTokens(self.clock), FakeSetupStore()
        self.tokens, self.schedules = FakeTokenVault(self.clock), FakeSchedules()
        self.sales_tokens = FakeSalesTokenVault()
        self.expected = FakeExpectedClosings()
        self.notify_store = FakeNotifyStore()
        self.mailer = FakeMailer()
        self.mail_service = MailService(BilingualWriter(), self.mailer, "https://daybook.example")
        self.authorizer = FakeAuthorizer(self.clock)
        self.watch, self.audit = FakeCompanyWatch(), FakeAuditTrail()
        self.answered, self.accountants = FakeAnswerStore(), FakeAccountantStore()
        self.firms, self.firm_records = FakeFirmStore(), FakeAuditTrail()
        self.pauses, self.balances = [], FakeBalanceStore()
        self.clearing, self.movements = FakeClearingStore(), FakeMovements()
        connected_at = datetime.combine(FIRST, time(12), tzinfo=UTC)
        self.connection = Connection(MERCHANT, company, ConnectionStatus.CONNECTED, connected_at)
        self.connections.save_profile(self.profile)
        self.connections.save_connection(self.connection)
        self.ports = FakeSystems(
            connections=self.connections,
            sync_log=self.sync_log,
            proofs=self.proofs,
            queue=self.queue,
            one_time=self.one_time,
            setups=self.setups,
            tokens=self.tokens,
            sales_tokens=self.sales_tokens,
            authorizer=self.authorizer,
            schedules=self.schedules,
            expected=self.expected,
            sales_of=self._sales_of,
            notify_store=self.notify_store,
            mail_service=self._mail_desk_now,
            ledger_of=self._ledger_of,
            writer_of=self._ledger_of,
            tracking_of=_tracking_of,
            clock=self.clock,
            settle_delay=timedelta(minutes=5),
            watch=self.watch,
            audit=self.audit,
            answered=self.answered,
            balances=self.balances,
            accountants=self.accountants,
            firms=self.firms,
            firm_records=self.firm_records,
            public_url="https://daybook.example",
            pause=self.pauses.append,
            clearing=self.clearing,
            movements_of=self._movements_of,
        )
        self.cookies = SessionCookies(_secret)
        self.reach()

    def __getstate__(self):
        """What a copy is made from: the pages are put in front of it anew."""
        return {name: value for name, value in vars(self).items() if name not in {"desk", "portal"}}

    def __setstate__(self, state):
        vars(self).update(state)
        self.reach()

    def _sales_of(self, _):
        return self.sales

    def _ledger_of(self, _):
        return self.ledger

    def _movements_of(self, _):
        return self.movements

    def _mail_desk_now(self):
        return self.mail_service

    def reach(self, **changed):
        """The pages in front of these systems, some of them others."""
        self.ports = self.ports.but(**changed)
        self.desk = Reception(self.ports, self.cookies)
        self.portal = self.pages()

    def pages(self, tell=lambda _: None):
        """The pages in front of these systems; `tell` hears of visits that could not go on."""
        return VisitRouter(ROUTES, self.desk, PageAnswers(_renderer(), self.ports), tell)

    def api(self, tell):
        """The API in front of these systems."""
        return VisitRouter(CALLS, self.desk, CallAnswers(), tell)

    @staticmethod
    def _days(stores):
        for store, _, _ in stores:
            for back in range(40):
                on = NEWEST - timedelta(days=back)
                if on.weekday() != 6:  # closed on Sundays
                    yield (store, on), sales_of_day(store, on)

    def visitor(self, language="en", merchant_id=MERCHANT):
        session = start_session(merchant_id, language, self.one_time, self.clock.now())
        return Visitor(self, self.cookies.value(session.id))

    def work(self, limit=None):
        """Bring queued days to an outcome, as the worker would."""
        ports = self.ports
        lane = self.queue.sent[Lane.BACKFILL]
        batch = lane[:limit]
        del lane[: len(batch)]
        for number, request in enumerate(batch):
            post_location_day(request, f"worker-{number}", ports)
