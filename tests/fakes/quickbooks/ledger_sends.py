"""How calls reach a fake company: once per request id, and with every doubt that a line and a vendor leave."""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta

from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import Condition, DaybookError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import OutcomeUnknownError, PartlyPostedError, PostedDocument
from daybook.domain.posting.sales_forms import Document, SalesForm
from fakes.quickbooks.ledger_books import FakeBooks
from fakes.quickbooks.ledger_payments import PaymentFailure, batch_of, bring_in_line

ANSWERS_WITHIN = timedelta(seconds=130)
_MOST_UNSEEN_WRITES = 10

Answer = PostedDocument | DaybookError | None


@dataclass(frozen=True, slots=True)
class FakePreparedCall:
    """A call that may be sent now."""

    call: BooksCall
    payload_hash: str
    sends: "FakeSends" = field(repr=False)
    answers_within: timedelta = ANSWERS_WITHIN

    def send(self, request_id: str) -> PostedDocument | None:
        return self.sends.send(self, request_id)


@dataclass(slots=True)
class FakeSends:
    """What was sent, and what is remembered of it. No request id ever stands for two bodies."""

    books: FakeBooks
    calls: list[str]
    errors: list[Exception] = field(default_factory=list)
    answers_before_loss: int | None = None
    lands_late: bool = False
    payment_failure: PaymentFailure | None = None
    sent: list[tuple[str, BooksCall]] = field(default_factory=list)
    _payload_hashes: dict[str, str] = field(default_factory=dict)
    _answers: dict[str, Answer] = field(default_factory=dict)
    _remembers: bool = True
    _under_way: list[tuple[BooksCall, str]] = field(default_factory=list)
    _history: list[FakeBooks] = field(default_factory=list)
    _answered: int = 0

    def send(self, prepared: FakePreparedCall, request_id: str) -> PostedDocument | None:
        self.calls.append(prepared.call.action.value)
        self.sent.append((request_id, prepared.call))
        known = self._payload_hashes.setdefault(request_id, prepared.payload_hash)
        assert known == prepared.payload_hash, f"request id {request_id} stands for two bodies"
        if not isinstance(self._answers.get(request_id), NeedsAttentionError):
            self._fail(request_id)
        if self.lands_late:
            self.lands_late = False
            self._under_way.append((prepared.call, request_id))
            raise _unseen()
        answer = self._answer(prepared.call, request_id)
        self._lose_if_told()
        self._answered += 1
        if isinstance(answer, DaybookError):
            raise answer
        return answer and replace(answer, intuit_tid=f"1-{self._answered}")

    def land(self) -> None:
        under_way, self._under_way = self._under_way, []
        for call, request_id in under_way:
            self._answer(call, request_id)

    def forget(self) -> None:
        self._remembers = False
        self._answers.clear()

    def raise_next(self) -> None:
        """The error that a test has put before the next call."""
        if self.errors:
            raise self.errors.pop(0)

    def books_before(self, writes: int) -> FakeBooks:
        """The books without their newest writes."""
        return self._history[-min(writes, len(self._history))] if writes and self._history else self.books

    def _fail(self, request_id: str) -> None:
        """QuickBooks replays a refusal too, but for a dead grant, which is refused before the request id is seen."""
        try:
            self.raise_next()
        except NeedsAttentionError as refusal:
            if refusal.reason is not HoldReason.NEEDS_RECONNECT and self._remembers:
                self._answers[request_id] = refusal
            raise

    def _answer(self, call: BooksCall, request_id: str) -> Answer:
        """The stored answer, or that of a call which is carried out now."""
        if request_id in self._answers:
            return self._answers[request_id]
        before = self.books.copy()
        try:
            answer: Answer = self._carried_out(call)
        except PartlyPostedError as partly:
            answer = partly
        except RetriableError:
            raise
        except DaybookError as refusal:
            answer = refusal
        if self.books != before:
            self._history = [*self._history, before][-_MOST_UNSEEN_WRITES:]
        if self._remembers:
            self._answers[request_id] = answer
        return answer

    def _carried_out(self, call: BooksCall) -> PostedDocument | None:
        if call.action is CallAction.PAY:
            failure, self.payment_failure = self.payment_failure, None
            return bring_in_line(self.books, call, failure)
        if call.document is None:
            assert call.about is not None
            self.books.delete(call.about)
            return None
        if call.about is None:
            return self.books.create(call.document)
        return self.books.amend(call.about, call.document)

    def _lose_if_told(self) -> None:
        if self.answers_before_loss is None:
            return
        self.answers_before_loss -= 1
        if self.answers_before_loss < 0:
            self.answers_before_loss = None
            raise _unseen()


def prepared(call: BooksCall, references: CompanyReferences, sends: FakeSends) -> FakePreparedCall:
    """The call with its bytes, as it stands now.

    Raises:
        ValueError: such a call cannot be: it lacks a part, or would turn a document into another kind.
    """
    _check(call)
    if call.document is not None:
        check_references(call.document, references)
    body: tuple[object, ...] = (call.action, call.about and call.about.id)
    if call.action is CallAction.PAY and call.about is not None:
        body = (*body, batch_of(call, call.about.parts))
    else:
        body = (*body, call.about and call.about.sync_token, _written(call.document, references))
    return FakePreparedCall(call, hashlib.sha256(repr(body).encode()).hexdigest(), sends)


def check_references(document: Document, references: CompanyReferences) -> None:
    """What a form names must have been made before it is sent."""
    if not isinstance(document, SalesForm):
        return
    missing = {line.account_id for line in document.lines} - references.items.keys()
    if missing or not references.customer_id:
        raise ValueError(f"complete the references first: items of {sorted(missing)} or the customer are missing")


def _written(document: Document | None, references: CompanyReferences) -> dict[str, object] | None:
    """What is sent of a document: words included, payments aside."""
    if not isinstance(document, SalesForm):
        return None if document is None else asdict(document)
    items = [references.items[line.account_id] for line in document.lines]
    return {**asdict(document), "payments": (), "items": items, "customer": references.customer_id}


def _check(call: BooksCall) -> None:
    makes, changes = {CallAction.POST, CallAction.DELTA}, {CallAction.AMEND, CallAction.PAY, CallAction.REMOVE}
    if call.action not in makes | changes or (call.action in changes) != (call.about is not None):
        raise ValueError(f"{call.action} needs a document that stands, or must not have one")
    if (call.action is CallAction.REMOVE) != (call.document is None) and call.action is not CallAction.PAY:
        raise ValueError(f"{call.action} needs a document to be written, or must not have one")
    if call.about is None:
        return
    if call.document is not None and call.document.kind is not call.about.kind:
        raise ValueError(f"{call.about.kind} {call.about.doc_number} cannot become {call.document.kind}")
    if call.action is CallAction.REMOVE and call.about.parts:
        raise ValueError(f"{call.about.kind} {call.about.doc_number} has payments: take them out first")
    if call.action is CallAction.PAY and not batch_of(call, call.about.parts):
        raise ValueError(f"{call.about.kind} {call.about.doc_number}: its payments are as they shall be")


def _unseen() -> OutcomeUnknownError:
    return OutcomeUnknownError("QuickBooks did not answer in time", condition=Condition.QUICKBOOKS_UNAVAILABLE)
