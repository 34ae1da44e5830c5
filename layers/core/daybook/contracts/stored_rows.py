"""Defines every stored row: its domain dataclass and the rules for differences. Each form is published as a schema."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from daybook.contracts.reshape import Absent, Compact, Document, Keyed, Lifted, Spelled, Unkept, Within
from daybook.contracts.row import Row
from daybook.domain.audit import AuditRecord
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import CompanyChanges, WatchedDocument
from daybook.domain.company.connection import Connection
from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import Setup
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.day.sales import SalesDay
from daybook.domain.fingerprint import UNVERSIONED
from daybook.domain.merchant.books import BooksMove
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.proof.day_proof import Proof
from daybook.domain.proof.sent_calls import SentCall
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from daybook.domain.sync.circuit import Circuit
from daybook.domain.sync.closing import ExpectedClosing
from daybook.domain.sync.date_sums import DateSums
from daybook.domain.sync.location_day import LocationDay, SyncRecord
from daybook.domain.telling.notify import Notice, NotifyPreference


@dataclass(frozen=True, slots=True)
class Moves:
    """All moves of a merchant, in the order in which they were made; none is ever taken out."""

    moves: tuple[BooksMove, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDay:
    """The figures of one business date, by location, that pages of the setup show."""

    days: tuple[SalesDay, ...]


def _names(of: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(of))


def _spelled(role: Document) -> str:
    return str(Role(**{**role, "kind": RoleKind(role["kind"])}))


def _role(text: str) -> Document:
    return asdict(role_from_text(text))


_DAY = Lifted("day", {name: name for name in _names(LocationDay)})
# Optional fields without a default in the domain: earlier releases left them out of a row if they were empty.
_COMPANY = Within("company", Absent("book_close_date", None))
_FIGURES = Within("tenders", Absent("card_type", None))
_TAX_CODES = Keyed("tax_codes", "tax_set")
# The creation time of a document is not needed after its answer was checked.
_DOCUMENT = (Unkept("created_at"), Within("parts", Unkept("created_at")))

AUDIT_RECORD = Row(AuditRecord, "stored-audit-record")
CIRCUIT = Row(Circuit, "stored-circuit")
COMPANY_CHANGES = Row(CompanyChanges, "stored-company-changes")
COMPANY_LISTS = Row(
    CompanyLists,
    "stored-company-lists",
    reshape=(
        Lifted("chart", {"accounts": "accounts"}),
        Compact("accounts", _names(Account), least=5),
        Compact("classes", _names(ListEntry)),
        Compact("departments", _names(ListEntry)),
        Within("tax_codes", Compact("rates", _names(TaxRateRef))),
        Compact("tax_codes", _names(TaxCodeCandidate)),
    ),
)
CONNECTION = Row(
    Connection,
    "stored-connection",
    reshape=(_COMPANY, Lifted("adjustment_limit", {"basis_points": "adjustment_limit_basis_points"})),
)
DATE_SUMS = Row(DateSums, "stored-date-sums")
EXPECTED_CLOSING = Row(ExpectedClosing, "stored-expected-closing")
MAPPING = Row(AccountMapping, "stored-mapping", reshape=(_TAX_CODES,))
MOVES = Row(Moves, "stored-moves")
NOTICE = Row(Notice, "stored-notice")
NOTIFY_PREFERENCE = Row(NotifyPreference, "stored-notify-preference")
PROFILE = Row(
    MerchantProfile,
    "stored-profile",
    reshape=(
        Within("locations", Lifted("calendar", {"history": "day_settings"})),
        Within("taxes", Absent("rate", None)),
        # Moves have a separate row, because they are Daybook's data and the rest is talech's.
        Unkept("moves"),
    ),
)
PROOF = Row(
    Proof,
    "stored-proof",
    reshape=(
        _DAY,
        Within("documents", *_DOCUMENT),
        Within("fields", Absent("talech_minor", None)),
        Within("lines", Spelled("role", _spelled, _role)),
        Within("sales_days", _FIGURES),
        _TAX_CODES,
        Absent("hash_version", UNVERSIONED),
    ),
)
REFERENCES = Row(CompanyReferences, "stored-references")
SAMPLE_DAY = Row(SampleDay, "stored-sample-day", reshape=(Within("days", _FIGURES),))
SENT_CALL = Row(SentCall, "stored-sent-call")
SETUP = Row(Setup, "stored-setup")
SYNC_RECORD = Row(
    SyncRecord,
    "stored-sync-record",
    reshape=(
        _DAY,
        Lifted("directive", {"number": "directive_number", "place": "directive_place", "asked_at": "directive_at"}),
        Within("document", *_DOCUMENT),
        Within("deltas", *_DOCUMENT),
        Within("intent", Within("progress", *_DOCUMENT), Within("about", *_DOCUMENT)),
    ),
)
WATCHED_DOCUMENT = Row(WatchedDocument, "stored-watched-document", reshape=(_DAY,))

STORED_ROWS = tuple(value for value in list(globals().values()) if isinstance(value, Row))
