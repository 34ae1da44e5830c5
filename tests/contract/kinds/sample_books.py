"""A handful of a sample merchant's days in the books, through the real adapters and the real use case.

Only what AWS would keep is in memory. A day is read from talech once and posted in every kind.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from contract.quickbooks_adapter.conftest import Connected
from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.source import open_source
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.posting.reading.references import prepare_references
from daybook.application.setup.clear_tenders import clear_tenders
from daybook.domain.company.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.day.adjustments import AdjustmentLimit
from daybook.domain.day.roles import role_from_text
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.system.places import SAMPLES
from default_mapping import default_mapping
from fakes.app_keys import FixedKeys
from fakes.clock import FakeClock
from fakes.connection_store import FakeConnectionStore
from fakes.proof_store import FakeProofStore
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.company_watch import FakeCompanyWatch
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.token_vaults import FakeSalesTokenVault
from fakes.typed_balances import FakeBalanceStore
from quickbooks_simulator import trial_balance
from talech_simulator import load_folder

# A refund-only tender, both ends of the clock's change, a closed shop, open orders at the end; a card nobody mapped; a
# day on which Dublin gave back more than it took (2026-03-06), Cork's bad debts (2026-04-03), a closed Saturday.
DATES = {
    "restaurant-us": tuple(date(2026, *day) for day in ((2, 27), (3, 8), (3, 10), (3, 20), (3, 23))),
    "cafe-ca": tuple(date(2026, *day) for day in ((2, 25), (3, 8), (3, 17), (3, 20), (3, 23))),
    "retail-ie": tuple(date(2026, *day) for day in ((3, 6), (3, 7), (3, 12), (3, 29), (4, 3))),
    # Stores that number their categories themselves; returns without an order, on one date nothing but returns.
    "numbered-categories": tuple(date(2026, 5, day) for day in (12, 13, 14)),
    "no-receipts": tuple(date(2026, 4, day) for day in (14, 15, 16)),
    # A bar that closes at half past three and holds the change of the clock; names beyond ASCII.
    "night-bar": tuple(date(2026, 3, day) for day in (27, 28, 29)),
    "typographic": tuple(date(2026, 5, day) for day in (20, 21, 22)),
}
_E2E = Path(__file__).parents[2] / "e2e" / "merchants"
FOLDERS = {name: next(each for each in (SAMPLES / name, _E2E / name) if each.exists()) for name in DATES}
_COMPANIES = {
    "restaurant-us": ("us_plus", "US"),
    "cafe-ca": ("ca_plus", "CA"),
    "retail-ie": ("ie_plus", "IE"),
    "numbered-categories": ("ca_plus", "CA"),
    "no-receipts": ("ie_plus", "IE"),
    "night-bar": ("ie_plus", "IE"),
    "typographic": ("ca_plus", "CA"),
}
_CONNECTED_AT = datetime(2026, 5, 1, tzinfo=UTC)


class SampleBooks:
    """One company of a sample merchant. `outcomes` are those of its days.

    A `cleared` one takes no item on a bank account, and its merchant has turned clearing accounts on.
    """

    def __init__(self, shop, quickbooks, kind, mode, *, cleared=False):
        self.shop, self._mode = shop, mode
        variant, country = _COMPANIES[shop.name]
        self.company = quickbooks.add_company(variant, name=f"{shop.name}, {kind}, {mode}, {cleared}")
        self.company.switches.items_on_bank_accounts = not cleared
        connected = Connected(quickbooks, self.company, country=country)
        ledger, connections, clock = connected.ledger(), FakeConnectionStore(), FakeClock()
        writer = connected.writer()
        self.profile = shop.profile()
        self.mapping = default_mapping(self.profile, ledger)
        merchant_id = self.profile.merchant_id
        connections.save_profile(self.profile)
        connections.save_mapping(merchant_id, self.mapping)
        company, status = ledger.company(), ConnectionStatus.CONNECTED
        connection = Connection(merchant_id, company, status, _CONNECTED_AT, kind, mode)
        # A whole line that talech leaves out of an order is more than one per cent of a day in Austin.
        connections.save_connection(replace(connection, adjustment_limit=AdjustmentLimit(200)))
        sync_log = FakeSyncLog(clock)
        if cleared:
            clearing = SimpleNamespace(
                connections=connections,
                sync_log=sync_log,
                queue=FakeSyncQueue(),
                clock=clock,
                ledger_of=lambda _: ledger,
            )
            clear_tenders(merchant_id, wanted=True, systems=clearing)
            self.mapping = connections.mapping_on(merchant_id, _CONNECTED_AT.date())
        prepare_references(kind, self.mapping, ledger, connections, merchant_id)
        self.systems = FakeSystems(
            connections=connections,
            sync_log=sync_log,
            proofs=FakeProofStore(),
            sales_of=lambda _: shop,
            ledger_of=lambda _: ledger,
            writer_of=lambda _: writer,
            clock=clock,
            watch=FakeCompanyWatch(),
            balances=FakeBalanceStore(),
        )
        self.meter = connected.meter
        self._before = (self.meter.reads, self.meter.writes)
        self.outcomes = []

    @property
    def places(self):
        return [ALL_LOCATIONS] if self._mode is LocationMode.COMBINED else self.locations

    @property
    def locations(self):
        return [location.id for location in self.profile.active_locations]

    @property
    def calls(self):
        """Metered reads and writes since the company was prepared."""
        return self.meter.reads - self._before[0], self.meter.writes - self._before[1]

    def post(self):
        """Post every date in every place."""
        for on in DATES[self.shop.name]:
            for place in self.places:
                request = SyncRequest(LocationDay(self.profile.merchant_id, on, place), SyncCause.RESYNC, _CONNECTED_AT)
                self.outcomes.append(post_location_day(request, "worker", self.systems))

    @property
    def balance(self):
        """QuickBooks' own trial balance by account name, in minor units, without accounts that came back to zero."""
        return {row.name: row.balance_minor for row in trial_balance(self.company) if row.balance_minor}

    @property
    def on_banks(self):
        """What lies on bank accounts, in the same form."""
        rows = trial_balance(self.company)
        return {row.name: row.balance_minor for row in rows if row.account_type == "Bank" and row.balance_minor}

    @property
    def truth(self):
        """talech's truth ledger of the dates on the accounts of the mapping, in the same form."""
        moved = Counter()
        for on in DATES[self.shop.name]:
            for row in self.shop.truth_rows(on, on, self.locations):
                role = role_from_text(row.role).at(row.location_id)
                account = self.mapping.account_for(role) or self.mapping.suspense_account
                moved[self.company.find("Account", account).body["FullyQualifiedName"]] += row.minor
        return {name: minor for name, minor in moved.items() if minor}

    @property
    def sold_by_name(self):
        """talech's truth of the dates by the names on the stores' own menus: credits, in minor units."""
        names = {
            (each.location_id, each.id): each.name for each in load_folder(FOLDERS[self.shop.name]).profile.categories
        }
        sold = Counter()
        for on in DATES[self.shop.name]:
            for row in self.shop.truth_rows(on, on, self.locations):
                kind, _, category_id = row.role.partition(":")
                if kind == "revenue":
                    sold[names[row.location_id, category_id]] += row.minor
        return dict(sold)

    @property
    def papers(self):
        """How many live documents of each kind the company holds."""
        return Counter(record.entity for record in self.company.transactions())


class SampleShop:
    """A sample merchant in talech; Daybook's adapter asks for each day once, however many books it goes into."""

    def __init__(self, talech, name):
        self.name = name
        merchant_id = load_folder(FOLDERS[name]).id
        vault = FakeSalesTokenVault()
        vault.save(merchant_id, talech.sessions.refresh_token(merchant_id))
        settings = TalechSettings(talech.url, talech.application.client_id, talech.application.client_secret)
        source = open_source(FixedKeys(settings), merchant_id, vault, new_session())
        self.profile = cache(source.profile)
        self.day_activity = cache(source.day_activity)
        self.truth_rows = talech.world.truth_rows
