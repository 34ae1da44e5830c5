"""One company file: its plan, its settings and everything that was ever written into it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar, cast

from quickbooks_simulator.amounts import from_minor, to_minor
from quickbooks_simulator.wire import Body

TransactionName = Literal[
    "JournalEntry",
    "Invoice",
    "Payment",
    "SalesReceipt",
    "RefundReceipt",
    "CreditMemo",
    "Deposit",
    "Transfer",
    "Purchase",
]

TRANSACTIONS: tuple[TransactionName, ...] = (
    "JournalEntry",
    "Invoice",
    "Payment",
    "SalesReceipt",
    "RefundReceipt",
    "CreditMemo",
    "Deposit",
    "Transfer",
    "Purchase",
)

T = TypeVar("T")

_FIRST_TRANSACTION_ID = 1001
_SHARED = "transaction"


@dataclass(slots=True)
class Record:
    """One object and its version. `body` holds what was written, without the computed fields."""

    entity: str
    id: str
    body: Body
    created: datetime
    updated: datetime
    version: int = 0
    deleted: bool = False
    voided: bool = False

    @property
    def active(self) -> bool:
        """False for a row of a name list that was made inactive."""
        return bool(self.body.get("Active", True))


@dataclass(slots=True)
class Switches:
    """What the API does not show but decides how QuickBooks behaves, and what is not known for sure."""

    plan_tracks_locations: bool = True
    close_password: bool = False
    warn_duplicate_sales_numbers: bool = True
    us_tax_override_honoured: bool = True
    us_sales_tax_percent: Decimal = Decimal("8.25")
    replay_failures: bool = True
    remembers_request_ids: bool = True
    queries_lag_seconds: int = 0
    orders_by_id: bool = False
    payments_move_invoices: bool = False
    inactive_accounts_are_emptied: bool = True
    items_on_bank_accounts: bool = True
    most_in_a_batch: int = 30
    missing_preferences: tuple[str, ...] = ()
    null_preferences: tuple[str, ...] = ()
    most_accounts: int | None = 250
    most_classes_and_locations: int | None = 40
    reports_of_2026: bool = False
    reports_refused: bool = False
    most_report_cells: int = 400_000


@dataclass(slots=True)
class Company:
    """A company file. Every amount inside is exact; the ledger is derived, never stored.

    `unkept` names the rows that changed since they were last written to disk, oldest change first.
    """

    realm: str
    name: str
    variant: str
    country: str
    language: str
    currency: str
    offering: str
    address: Body
    subscription: str = "SUBSCRIBED"
    preferences: Body = field(default_factory=dict, repr=False)
    switches: Switches = field(default_factory=Switches)
    revision: int = field(default=0, compare=False)
    in_bank_deposit: set[str] = field(default_factory=set)
    tax_accounts: dict[str, str] = field(default_factory=dict)
    unkept: dict[tuple[str, str], None] = field(default_factory=dict, repr=False, compare=False)
    _tables: dict[str, dict[str, Record]] = field(default_factory=dict, repr=False)
    _last_ids: dict[str, int] = field(default_factory=dict)
    _derived: dict[str, tuple[int, Any]] = field(default_factory=dict, repr=False, compare=False)

    def table(self, entity: str) -> dict[str, Record]:
        """All rows of an entity by id, deleted ones included, in the order of their creation."""
        return self._tables.setdefault(entity, {})

    def live(self, entity: str) -> Iterator[Record]:
        """The rows of an entity that were not deleted."""
        return (record for record in self.table(entity).values() if not record.deleted)

    def transactions(self) -> list[Record]:
        """Every live transaction by date, then id."""
        records = [record for entity in TRANSACTIONS for record in self.live(entity)]
        return sorted(records, key=lambda record: (record.body["TxnDate"], int(record.id)))

    def find(self, entity: str, identifier: str | None) -> Record | None:
        """A live row, or None."""
        record = self.table(entity).get(identifier or "")
        return None if record is None or record.deleted else record

    def find_named(self, entity: str, field_name: str, value: str) -> Record | None:
        """The live row that carries a text, letter case aside."""
        wanted = value.casefold()
        return next(
            (record for record in self.live(entity) if str(record.body.get(field_name, "")).casefold() == wanted), None
        )

    def new_id(self, entity: str) -> str:
        """The next id: one sequence per name list, one shared by all transactions."""
        sequence = _SHARED if entity in TRANSACTIONS else entity
        start = _FIRST_TRANSACTION_ID - 1 if sequence == _SHARED else 0
        self._last_ids[sequence] = self._last_ids.get(sequence, start) + 1
        return str(self._last_ids[sequence])

    def insert(self, entity: str, body: Body, now: datetime, identifier: str | None = None) -> Record:
        """Store a new row."""
        record = Record(entity, identifier or self.new_id(entity), body, now, now)
        self.table(entity)[record.id] = record
        self.changed(record)
        return record

    def touch(self, record: Record, now: datetime) -> None:
        """Give a changed row its next version."""
        record.version += 1
        record.updated = now
        self.changed(record)

    def changed(self, record: Record) -> None:
        """A row is not what it was; its version may be."""
        self.unkept[record.entity, record.id] = None
        self.revision += 1

    def derived(self, name: str, compute: Callable[[Self], T]) -> T:
        """Something worked out from the whole company; kept until the company changes."""
        revision, value = self._derived.get(name, (None, None))
        if revision != self.revision:
            value = compute(self)
            self._derived[name] = (self.revision, value)
        return cast("T", value)

    def minor(self, amount: Decimal | None) -> int:
        """An amount of this company in minor units."""
        return to_minor(amount, self.currency) if amount is not None else 0

    def decimal(self, amount_minor: int) -> Decimal:
        """Minor units of this company as a decimal."""
        return from_minor(amount_minor, self.currency)

    @property
    def is_us(self) -> bool:
        """True where the United States tax model applies (docs/quickbooks.md 6.1)."""
        return self.country == "US"

    @property
    def keeps_several_currencies(self) -> bool:
        """True when rows and documents may name a currency that is not the company's own."""
        return bool(self.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"])

    @property
    def book_close_date(self) -> date | None:
        """The last closed day, if the books were closed."""
        text = self.preferences["AccountingInfoPrefs"].get("BookCloseDate")
        return date.fromisoformat(text) if text else None

    @property
    def tracks_locations(self) -> bool:
        """True when `DepartmentRef` is allowed."""
        return bool(self.preferences["AccountingInfoPrefs"]["TrackDepartments"])

    @property
    def tracks_classes_per_line(self) -> bool:
        """True when sales lines take a `ClassRef`."""
        return bool(self.preferences["AccountingInfoPrefs"]["ClassTrackingPerTxnLine"])

    @property
    def tracks_classes_per_transaction(self) -> bool:
        """True when sales forms take one `ClassRef` in their header."""
        return bool(self.preferences["AccountingInfoPrefs"]["ClassTrackingPerTxn"])

    @property
    def uses_sales_tax(self) -> bool:
        """False when tax fields are ignored altogether."""
        return bool(self.preferences["TaxPrefs"]["UsingSalesTax"])

    def other_preference(self, name: str) -> str | None:
        """A value of `OtherPrefs.NameValue`."""
        pairs = self.preferences["OtherPrefs"]["NameValue"]
        return next((pair["Value"] for pair in pairs if pair["Name"] == name), None)
