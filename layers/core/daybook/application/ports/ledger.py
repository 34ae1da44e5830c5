"""One connected QuickBooks company, its consent, and what may be asked of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.company.connection import Company, TokenSet
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, Found
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proposals.taxes import TaxCodeCandidate


class LedgerReader(Protocol):
    """What one connected company says of its books. Every fault arrives as RetriableError or NeedsAttentionError."""

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        ...

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts: one metered read per thousand."""
        ...

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        """The company's tax codes with their sales rates: two metered reads."""
        ...

    def accounts_of_items(self, item_ids: Sequence[str]) -> Mapping[str, str]:
        """The account that each of these items points at now: one metered read. None for one that is gone."""
        ...

    def accounts_behind(self, document: PostedDocument) -> Mapping[str, str]:
        """The account that each item of a sales form was booked on, as QuickBooks tells it now: one metered read."""
        ...

    def look_up(self, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
        """What became of a call whose answer was not seen: one metered read, two or three for an invoice.

        By id where the call concerns a document that has one; else by number; else by date and the `marker` that its
        private note holds. Payments are looked for by reference number and the invoice they pay. What is found is
        compared with what was sent, to the cent:

        post, delta  as_sent, tax_differs, other (another document carries the number), missing, several
        amend        as_sent, tax_differs, as_left, other (a person edited it), missing (a person deleted it)
        pay          as_sent, as_left, partly (`document` has the payments of now), other, missing (the invoice is gone)
        remove       missing (it was taken out), as_left, other
        """
        ...

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The live document of this kind and number, with its payments: for what a person wants kept as edited."""
        ...

    def locks_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """What forbids taking documents out, read before anything is: a bank deposit, a person's edit.

        One metered read a document, two for an invoice. None where nothing does; a document that is gone is no lock.
        """
        ...

    def edits_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """What a person did to documents since Daybook wrote them: edited, or removed; None where each is as it was.

        One metered read a document, two for an invoice.
        """
        ...

    def stands(self, document: PostedDocument | PostedPart) -> bool:
        """Whether a document or payment that QuickBooks named lives: one metered read, by id, which never lags."""
        ...

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        """The JSON that posting it would send first: for previews. No call."""
        ...


class ListWriter(Protocol):
    """Makes what documents name. Idempotent by name, so it leaves no trace before it is called."""

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in one batch; one that exists by now is found and returned in its place."""
        ...

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Make or find the items, payment methods and customer that sales forms need; what exists by name is used."""
        ...


class Ledger(LedgerReader, ListWriter, Protocol):
    """One connected company, without the right to write documents."""


class PreparedCall(Protocol):
    """A call that changes the books, ready: token and call budget are at hand, nothing of it has left."""

    @property
    def payload_hash(self) -> str:
        """Identifies the exact bytes, address and operation included."""
        ...

    @property
    def answers_within(self) -> timedelta:
        """After how long the send gives up waiting."""
        ...

    def send(self, request_id: str) -> PostedDocument | None:
        """Send it once, and compare the answer with what was sent, to the cent. None for a document that is gone now.

        Raises:
            OutcomeUnknownError: it may have been carried out; its answer was not seen.
            TokenRejectedError: it was not looked at; the next `prepare` fetches another token.
            ConflictError: look it up before anything is concluded.
            PartlyPostedError, PartlyRefusedError: some payments of a batch were refused; the error holds what stands.
            TaxRecomputedError: QuickBooks stored the document with its own tax.
            ResponseDiffersError: QuickBooks stored something else; the document exists.
            TaxRefusedError: nothing was stored; the same document with its tax as lines may be accepted.
            RetriableError: QuickBooks said that it did not do it (429); it may later.
            NeedsAttentionError: QuickBooks refused it, and a person must act.
        """
        ...


class DocumentWriter(Protocol):
    """The only way to change the documents of a company's books: `application.posting.carry_out` alone has it."""

    def prepare(self, call: BooksCall, references: CompanyReferences) -> PreparedCall:
        """Everything that comes before the send and may fail or take its time: bytes, access token, call budget.

        `pay` is one batch of up to thirty payments; its answer has the form's `payments_hash` once none is lacking.
        What frees money of the invoice goes first, what takes it in a call after that.

        Raises:
            RetriableError: the budget is spent, or no token can be had; nothing was sent.
            NeedsAttentionError: the grant ended.
        """
        ...


class CompanyAuthorizer(Protocol):
    """Obtains, renews and ends the consent for one company."""

    def authorize_url(self, state: str) -> str:
        """Intuit's consent page for this app."""
        ...

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        """Trade the single-use code of a callback for tokens; never call it twice for one code."""
        ...

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit."""
        ...


class CallBudget(Protocol):
    """Requests that every worker together may still send to one company (docs/quickbooks.md 2.8)."""

    def spend(self, realm_id: str, *, batch: bool = False) -> float:
        """Count one request, or one batch; returns the seconds to wait before it may be sent (0 when it may go now).

        A batch is a request too, so it is counted as both.
        """
        ...
