"""A company that answers every call at once and as it should: what the steps of a day come to in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from daybook.application.posting.decide import decide, next_call
from daybook.application.posting.recovering.recover import answered, over
from daybook.application.posting.steps import (
    Correct,
    Forget,
    LookAgain,
    Period,
    Repeat,
    Step,
    TakeBack,
    TakeOut,
    Write,
)
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncState
from fakes.quickbooks.ledger import FakeLedger
from unit.application.posting.deciding.on_record import ENTRY, NEXT_OPEN, NOW, document, hash_of, intent

REFERENCES = CompanyReferences(customer_id="customer", items={"sales": "1", "cash": "2"})
MOST_STEPS = 12


@dataclass
class PerfectCompany:
    """One day in one company. `missing` is the call that its record has an intent of."""

    told_minor: int
    kind: object
    cause: SyncCause
    period: Period
    ledger: FakeLedger = field(default_factory=FakeLedger)
    missing: BooksCall | None = None
    now: datetime = NOW
    steps: list[Step] = field(default_factory=list)
    refused: NeedsAttentionError | None = None

    def bring(self, record: SyncRecord, figures) -> tuple[Step, SyncRecord]:
        """Decide and carry out until nothing is to be done any more; the last step, and the record by then."""
        while len(self.steps) < MOST_STEPS:
            step = decide(record, figures, self.cause, self.period, self.now)
            self.steps.append(step)
            if not isinstance(step, Repeat | LookAgain | Forget | Write | TakeBack | TakeOut | Correct):
                return step, record
            try:
                record = replace(self._carried_out(step, record), open_work=None)
            except _HalfDone as half:
                record = half.record
            except NeedsAttentionError as refusal:
                if self.period.refusal is not None or refusal.reason is not HoldReason.CLOSED_PERIOD:
                    self.refused = refusal
                    return step, record
                first_open = self.period.first_open if self.period.is_closed else NEXT_OPEN
                self.period = replace(self.period, is_closed=True, first_open=first_open, refusal=refusal)
                record = over(record)
        raise AssertionError(f"{MOST_STEPS} steps lead nowhere: {self.steps}")

    def send(self, call: BooksCall, *, request_id: str = ""):
        """One call, and its answer."""
        return self.ledger.prepare(call, REFERENCES).send(request_id or f"id-{len(self.ledger.calls)}")

    def _carried_out(self, step: Step, record: SyncRecord) -> SyncRecord:
        if isinstance(step, LookAgain):
            self.now = step.at
            return record
        if isinstance(step, Forget):
            return over(record)
        if isinstance(step, Repeat):
            return self._called(self.missing, replace(record, intent=None), record.intent)
        if isinstance(step, Write):
            return self._written(record)
        if isinstance(step, Correct):
            return self._corrected(record)
        return self._taken_out(step, record)

    def _written(self, record: SyncRecord) -> SyncRecord:
        kind = record.document.kind if record.document is not None else self.kind
        wanted = document(self.told_minor, kind)
        call = next_call(record.document, wanted)
        if call is None:
            return self._whole(record)
        removes = call.document is None
        open_call = self._intent(call, record, self.told_minor, completes=not removes)
        return self._called(call, record, open_call, wanted)

    def _taken_out(self, step: Step, record: SyncRecord) -> SyncRecord:
        documents = record.books.documents
        about = documents[-1] if isinstance(step, TakeBack) else documents[0]
        call = next_call(about, None)
        last = len(documents) == 1 and call.action is CallAction.REMOVE
        completes = isinstance(step, TakeBack) or (last and step.ends_as is not SyncState.DUE)
        open_call = self._intent(call, record, self.told_minor, completes=completes)
        if isinstance(step, TakeBack):
            open_call = replace(open_call, content_hash=record.content_hash, lines_hash=record.lines_hash)
        return self._called(call, record, open_call)

    def _corrected(self, record: SyncRecord) -> SyncRecord:
        lacking = self.told_minor - self.ledger.effect.get("cash", 0)
        if not lacking:
            return self._whole(record)
        number = f"TL-20261123-ABCDE-C{len(record.deltas) + 1}"
        call = BooksCall(CallAction.DELTA, document(lacking, ENTRY, on=self.period.first_open, number=number))
        return self._called(call, record, self._intent(call, record, self.told_minor, completes=True))

    def _called(self, call: BooksCall, record: SyncRecord, open_call, wanted=None) -> SyncRecord:
        stands = self.send(call)
        if wanted is not None and open_call.completes:
            open_call = replace(open_call, completes=next_call(stands, wanted) is None)
        told = answered(record, open_call, call, stands)
        if open_call.completes and told.content_hash == open_call.content_hash:
            return told
        raise _HalfDone(told)

    def _whole(self, record: SyncRecord) -> SyncRecord:
        sold = hash_of(self.told_minor)
        return replace(record, content_hash=sold, lines_hash=sold)

    def _intent(self, call: BooksCall, record: SyncRecord, minor: int, *, completes: bool):
        return intent(call.action, minor, revision=record.revision + 1, completes=completes)


class _HalfDone(Exception):  # noqa: N818 - no error: a call that is not the last
    def __init__(self, record: SyncRecord) -> None:
        super().__init__()
        self.record = record
