"""Ports of QuickBooks: reading a company, creating list entries, writing documents, consent, call budget."""

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
    """Reads one connected company. Every fault is raised as RetriableError or NeedsAttentionError."""

    def company(self) -> Company:
        """Company and preferences: two metered reads."""

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts: one metered read per thousand."""

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        """The company's tax codes with their sales rates: two metered reads."""

    def accounts_of_items(self, item_ids: Sequence[str]) -> Mapping[str, str]:
        """The account that each of these items points at now, None if the item is gone: one metered read."""

    def accounts_behind(self, document: PostedDocument) -> Mapping[str, str]:
        """The account of each item line of a sales form, as QuickBooks shows it now: one metered read."""

    def look_up(self, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
        """Find the result of a call without a seen answer: one metered read, two or three for an invoice.

        The search is by id if the call concerns an existing document, else by number, else by date and the `marker` in
        the private note. Payments are searched by reference number and the invoice that they pay. The result is
        compared with what was sent, to the cent:

        post, delta  as_sent, tax_differs, other (another document carries the number), missing, several
        amend        as_sent, tax_differs, as_left, other (a person edited it), missing (a person deleted it)
        pay          as_sent, as_left, partly (`document` has the payments of now), other, missing (the invoice is gone)
        remove       missing (it was taken out), as_left, other
        """

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The document of this kind and number with its payments, for a record that knows no id of it."""

    def as_it_is(self, document: PostedDocument) -> PostedDocument | None:
        """The document with its payments as QuickBooks has it now, found by its id; None if it is gone.

        One metered read, two for an invoice. A read by id is never out of date, and finds no copy with the same number.
        """

    def locks_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """The reason why documents cannot be removed (a bank deposit, a person's edit), read before the first removal.

        One metered read per document, two for an invoice. None if they can be removed or are gone already.
        """

    def edits_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """What a person did to documents since Daybook wrote them: edited, or removed; None where each is as it was.

        One metered read a document, two for an invoice.
        """

    def version_of(self, document: PostedDocument | PostedPart) -> str | None:
        """The present version of a document or payment, None if it is gone.

        One metered read by id, which is never out of date.
        """

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        """The JSON of the first call that would post the document, for previews; no call is made."""


class ListWriter(Protocol):
    """Creates list entries that documents refer to. It is idempotent by name, so no intent is recorded before."""

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in one batch; if an account exists already, the existing one is returned."""

    def reactivate_account(self, account_id: str) -> Account | None:
        """Make an inactive account active again; one metered read. An account that is active is returned as it is.

        None where QuickBooks does not allow it: the account is gone or merged, or another one has its name now.
        """

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Create the items, payment methods and customer that sales forms need; existing ones are used by name."""


class Ledger(LedgerReader, ListWriter, Protocol):
    """One connected company, without the right to write documents."""


class PreparedCall(Protocol):
    """A call that changes the books, ready to send: it has token and call budget, and nothing was sent."""

    @property
    def payload_hash(self) -> str:
        """Identifies the exact bytes, with address and operation."""

    @property
    def answers_within(self) -> timedelta:
        """The time-out of the send."""

    def send(self, request_id: str) -> PostedDocument | None:
        """Send once and compare the answer with what was sent, to the cent. None if the document is now removed.

        Raises:
            OutcomeUnknownError: QuickBooks may have carried it out; no answer was seen.
            TokenRejectedError: QuickBooks did not process it; the next `prepare` fetches another token.
            ConflictError: look the document up before anything else is decided.
            PartlyPostedError, PartlyRefusedError: QuickBooks refused some payments of a batch; the error has the rest.
            TaxRecomputedError: QuickBooks stored the document with its own tax.
            ResponseDiffersError: QuickBooks stored something else; the document exists.
            TaxRefusedError: nothing was stored; QuickBooks may accept the same document with tax as lines.
            RetriableError: QuickBooks answered that it did not carry it out (429); try later.
            NeedsAttentionError: QuickBooks refused it, and a person must act.
        """


class DocumentWriter(Protocol):
    """Changes documents of a company; only `application.posting.carry_out` uses it."""

    def prepare(self, call: BooksCall, references: CompanyReferences) -> PreparedCall:
        """Do all that may fail or take time before the send: make the bytes, get access token and call budget.

        `pay` is one batch of up to thirty payments; its answer has the form's `payments_hash` when none is missing.
        Removed or smaller payments are sent first, new or larger ones in a later call.

        Raises:
            RetriableError: the budget is used up, or no token is available; nothing was sent.
            NeedsAttentionError: the grant ended.
        """


class CompanyAuthorizer(Protocol):
    """Gets and ends a merchant's consent for one company at Intuit."""

    def authorize_url(self, state: str) -> str:
        """Intuit's consent page for this app."""

    def exchange_code(self, code: str, realm_id: str) -> TokenSet:
        """Exchange the single-use code of a callback for tokens; never call it twice for one code."""

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit."""


class CallBudget(Protocol):
    """The limit of requests to one company, shared by all workers (docs/quickbooks.md 2.8)."""

    def spend(self, realm_id: str, *, batch: bool = False) -> float:
        """Count one request, or one batch; returns the seconds to wait before it may be sent (0 when it may go now).

        A batch is also a request, so it counts in both limits.
        """
