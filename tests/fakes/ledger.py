"""A QuickBooks company in memory: it replays a request id, keeps its documents, and fails when a test says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company
from daybook.domain.documents import DocumentKind, JournalEntry
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.proposals.taxes import TaxCodeCandidate
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.sales_forms import Document, SalesForm
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError, PostedDocument
from fakes.ledger_books import RECEIVABLE, FakeBooks, PaymentWrite, payment_writes, touched

COMPANY = Company(
    realm_id="9341453000000001",
    name="Queen Street Coffee Inc.",
    country="CA",
    home_currency="CAD",
    tracks_classes=True,
    tracks_locations=True,
    book_close_date=None,
    subscription="PLUS",
)
_NO_REFERENCES = CompanyReferences()

__all__ = ["COMPANY", "RECEIVABLE", "FakeLedger"]


class FakeLedger:
    """One company. `books` is what it holds; `calls` are the methods that were called."""

    def __init__(self, company: Company = COMPANY, accounts: Sequence[Account] = ()) -> None:
        self.stored_company = company
        self.accounts = list(accounts)
        self.codes: tuple[TaxCodeCandidate, ...] = ()
        self.books = FakeBooks()
        self.calls: list[str] = []
        self._answers: dict[str, Any] = {}
        self._answered = 0
        self._errors: list[Exception] = []
        self._answers_before_loss: int | None = None

    # What a test arranges

    def fail_next(self, error: Exception) -> None:
        """The next call raises this and does nothing."""
        self._errors.append(error)

    def lose_next_answer(self, *, after: int = 0) -> None:
        """The next write is carried out, but its answer never arrives; `after` so many others. A batch is one write."""
        self._answers_before_loss = after

    def fail_payments(self, error: Exception, *, keep: int = 0) -> None:
        """Of the next batch of payments the first `keep` are written, the others refused."""
        self.books.payment_failure = (keep, error)

    def touch(self, document_id: str) -> None:
        """A person edits a document or a payment in QuickBooks."""
        self.books.touch(document_id)

    def close_books(self, last_day: date | None) -> None:
        """Close the books through a date; None opens them again."""
        self.books.closed_through = last_day

    def put_in_deposit(self, document_id: str) -> None:
        """A person puts a document or a payment into a bank deposit."""
        self.books.in_deposit.add(document_id)

    def take_out_of_deposit(self, document_id: str) -> None:
        """And takes it out again."""
        self.books.in_deposit.discard(document_id)

    # What a test reads

    @property
    def documents(self) -> Mapping[str, Document]:
        """Every live document by id, payments aside."""
        return {document_id: stored.content for document_id, stored in self.books.documents.items()}

    @property
    def entries(self) -> Mapping[str, JournalEntry]:
        """The journal entries among them."""
        return {key: content for key, content in self.documents.items() if isinstance(content, JournalEntry)}

    @property
    def effect(self) -> Mapping[str, int]:
        """What the books hold by account, debits positive; an invoice that is not paid shows on `RECEIVABLE`."""
        return self.books.effect

    # The port

    def company(self) -> Company:
        self._called("company")
        closed_through = self.books.closed_through or self.stored_company.book_close_date
        return replace(self.stored_company, book_close_date=closed_through)

    def chart_of_accounts(self) -> ChartOfAccounts:
        self._called("chart_of_accounts")
        return ChartOfAccounts(tuple(self.accounts))

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        self._called("tax_codes")
        return self.codes

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        self._called("create_accounts")
        return tuple(self._account(new) for new in accounts)

    def post(
        self,
        document: Document,
        request_id: str,
        references: CompanyReferences,
        *,
        done: PostedDocument | None = None,
    ) -> PostedDocument:
        _check_references(document, references)
        self._called("post", request_id)
        if done is None:
            standing = self._once(request_id, lambda: self.books.create(document))
        else:
            standing = _still_fitting(done, document)
        return self._paid(document, standing, request_id, seen=done.intuit_tid if done else "", refresh=False)

    def amend(
        self, document: Document, posted: PostedDocument, request_id: str, references: CompanyReferences
    ) -> PostedDocument:
        _check_references(document, references)
        if posted.kind is not document.kind:
            raise ValueError(f"{posted.doc_number} is posted as {posted.kind} and cannot become {document.kind}")
        self._called("amend", request_id)
        replaced = self._once(request_id, lambda: self.books.replace(posted, document))
        standing = replace(replaced, parts=posted.parts)
        return self._paid(document, standing, request_id, seen=posted.intuit_tid, refresh=True)

    def remove(self, posted: PostedDocument, request_id: str) -> None:
        self._called("remove", request_id)
        standing = posted
        if posted.parts:
            self.books.check_untouched(posted)
            writes = [PaymentWrite("delete", part.key, part=part) for part in posted.parts]
            standing = self._payments(posted, writes, request_id, posted.intuit_tid)
        self._once(request_id, lambda: self.books.delete(standing))

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        self._called("find")
        return self.books.find(kind, doc_number)

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        self._called("complete_references")
        return replace(
            known,
            customer_id="customer" if needs.customer else known.customer_id,
            items={**known.items, **{account: f"item of {account}" for account in needs.items}},
            payment_methods={**known.payment_methods, **{key: f"method {key}" for key in needs.payment_methods}},
        )

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        _check_references(document, references)
        return asdict(document)

    def _called(self, name: str, request_id: str = "") -> None:
        stored = self._answers.get(request_id)
        if isinstance(stored, NeedsAttentionError):
            raise stored
        self.calls.append(name)
        if not self._errors:
            return
        error = self._errors.pop(0)
        # QuickBooks replays the answer to a request id, a refusal as well (quickbooks-online reference 2.3); a dead
        # grant is refused before the request id is looked at.
        if request_id and isinstance(error, NeedsAttentionError) and error.reason is not HoldReason.NEEDS_RECONNECT:
            self._answers[request_id] = error
        raise error

    def _once(self, request_id: str, write: Callable[[], Any]) -> Any:
        """The answer to a request id: the stored one, or that of a write carried out now. It may get lost."""
        if request_id not in self._answers:
            try:
                self._answers[request_id] = write()
            except NeedsAttentionError as refusal:
                self._answers[request_id] = refusal
        if self._answers_before_loss is not None:
            self._answers_before_loss -= 1
            if self._answers_before_loss < 0:
                self._answers_before_loss = None
                raise RetriableError("QuickBooks did not answer in time")
        answer = self._answers[request_id]
        if isinstance(answer, NeedsAttentionError):
            raise answer
        self._answered += 1
        return replace(answer, intuit_tid=f"1-{self._answered}") if isinstance(answer, PostedDocument) else answer

    def _paid(
        self, document: Document, standing: PostedDocument, request_id: str, *, seen: str, refresh: bool
    ) -> PostedDocument:
        if not isinstance(document, SalesForm) or document.kind is not DocumentKind.INVOICE:
            return standing
        writes = payment_writes(document, standing.parts, refresh=refresh)
        return self._payments(standing, writes, request_id, seen) if writes else standing

    def _payments(
        self, invoice: PostedDocument, writes: Sequence[PaymentWrite], request_id: str, seen: str
    ) -> PostedDocument:
        """One batch; its request id follows from what it writes and from the last answer that was seen."""
        batch_id = "/".join((request_id, seen, *sorted(str(write) for write in writes)))
        try:
            parts, errors = self._once(batch_id, lambda: self.books.write_payments(invoice, writes))
        except RetriableError as lost:
            raise PartlyPostedError(str(lost), document=replace(invoice, intuit_tid=seen)) from lost
        document = replace(invoice, parts=parts, intuit_tid=f"1-{self._answered}")
        if any(isinstance(error, RetriableError) for error in errors):
            raise PartlyPostedError("some payments failed", document=document)
        if errors:
            raise PartlyRefusedError(errors[0].reason, str(errors[0]), document=document, details=errors[0].details)
        return document

    def _account(self, new: NewAccount) -> Account:
        found = ChartOfAccounts(tuple(self.accounts)).by_name(new.name)
        if found is None:
            found = Account(str(len(self.accounts) + 1), new.name, new.type, new.sub_type)
            self.accounts.append(found)
        return found


def _check_references(document: Document, references: CompanyReferences) -> None:
    if not isinstance(document, SalesForm):
        return
    missing = {line.account_id for line in document.lines} - references.items.keys()
    if missing or not references.customer_id:
        raise ValueError(f"complete the references first: items of {sorted(missing)} or the customer are missing")


def _still_fitting(done: PostedDocument, document: Document) -> PostedDocument:
    if done.kind is not document.kind:
        raise ValueError(f"{done.kind} {done.id} is no part of {document.kind} {document.doc_number}")
    if done.total_minor != document.total_minor:
        stop = touched(done.id)
        raise PartlyRefusedError(stop.reason, str(stop), document=done)
    return done
