"""One value of every row, with something to say in every field."""

from datetime import timedelta

from daybook.contracts.stored_rows import Moves, SampleDay
from daybook.domain.audit import AuditRecord, Change, Deed
from daybook.domain.errors import Condition, HoldReason
from daybook.domain.merchant.books import BooksMove
from daybook.domain.merchant.business_date import NOON
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.circuit import Circuit
from daybook.domain.sync.closing import Closing, ExpectedClosing
from daybook.domain.sync.date_sums import DateSums, StateSums
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.sync.vendor_wait import VendorWait
from daybook.domain.telling.notify import Notice, NotifyPreference, WaitingAddress
from unit.aws.builders import NOW, company_changes, connection, mapping, profile, references
from unit.aws.day_builders import day, document, drift, half_paid_invoice, invoice, proof, sent_call, watched_document
from unit.aws.tables.test_setup_store import ANSWERS, LISTS

_RECORD = SyncRecord(
    day=day(),
    state=SyncState.HELD,
    due_at=NOW,
    updated_at=NOW,
    revision=2,
    attempts=4,
    content_hash="c" * 64,
    document=invoice(),
    gaps=("tip",),
    reason=HoldReason.NOT_TIED,
    message="ne concorde pas",
    details=("tip: 100, 90",),
    intent=half_paid_invoice(),
    lines_hash="l" * 64,
    deltas=(document(),),
    released=frozenset({HoldReason.NOT_TIED, HoldReason.CLOSED_PERIOD}),
    fault_code=6210,
    settled_at=NOW,
    drift=drift(),
    requeued=2,
    vendor_wait=VendorWait(Condition.QUICKBOOKS_UNAVAILABLE, NOW, 3001),
    open_work=OpenWork.PARTLY,
    question="0f1e2d3c4b5a6978",
    tries=2,
    directive=Directive(3, Place.OUT, NOW),
    directives_done=2,
    calls=5,
)
_FIGURES = DayFigures(90_000, 13_000, 700, 119_500, 100_000)
EXAMPLES = {
    "stored-audit-record": AuditRecord(NOW, "u1", Deed.MAPPING_CHANGED, "2026-11-23", (Change("tip", "", "79"),)),
    "stored-circuit": Circuit(
        3, 5, NOW, 2, NOW, is_probed=True, condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=3001
    ),
    "stored-company-changes": company_changes(),
    "stored-company-lists": LISTS,
    "stored-connection": connection(),
    "stored-date-sums": DateSums(day().business_date, (StateSums(DayState.GAPS, ("all",), _FIGURES),), NOW, NOW),
    "stored-expected-closing": ExpectedClosing("304267", Closing("America/Toronto", NOON), NOW).asked(
        NOW + timedelta(hours=1)
    ),
    "stored-mapping": mapping(),
    "stored-moves": Moves((BooksMove("304267:1", day().business_date, "304267@2"),)),
    "stored-notice": Notice(HoldReason.NOT_TIED, NOW, frozenset({day().business_date}), NOW, 1),
    "stored-notify-preference": NotifyPreference(
        "owner@example.com",
        "fr",
        "t",
        alerts=False,
        daily_summary=True,
        waiting=WaitingAddress("new@example.com", "a" * 64, NOW),
        confirmed_mark="b" * 64,
    ),
    "stored-profile": profile(),
    "stored-proof": proof(),
    "stored-references": references(),
    "stored-sample-day": SampleDay(proof().sales_days),
    "stored-sent-call": sent_call(),
    "stored-setup": ANSWERS,
    "stored-sync-record": _RECORD,
    "stored-watched-document": watched_document(),
}
