"""The port `Ledger`: one connected QuickBooks company."""

from collections.abc import Mapping, Sequence

from daybook.adapters.quickbooks import invoices
from daybook.adapters.quickbooks.chart import create_accounts, read_chart
from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.company import read_company
from daybook.adapters.quickbooks.company_references import complete_references
from daybook.adapters.quickbooks.document_rows import parts_of, row_numbered
from daybook.adapters.quickbooks.document_writes import create, delete, raise_touched
from daybook.adapters.quickbooks.documents import name_of, posted_document, rendered
from daybook.adapters.quickbooks.name_lists import read_classes, read_departments
from daybook.adapters.quickbooks.replacement import Replacement
from daybook.adapters.quickbooks.tax_codes import read_tax_codes
from daybook.adapters.quickbooks.wire import JsonObject, dumps, loads
from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason
from daybook.domain.proposals.taxes import TaxCodeCandidate
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.sales_forms import Document, SalesForm
from daybook.domain.sync import PartlyRefusedError, PostedDocument

_NO_REFERENCES = CompanyReferences()


class QuickBooksLedger:
    """The books of one company, through one merchant's grant; a wrong request of ours is a `QuickBooksBugError`."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        return read_company(self._client)

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts, inactive ones too: one metered read per thousand."""
        return read_chart(self._client)

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in batches of thirty; one that exists by now is returned in its place."""
        return create_accounts(self._client, accounts)

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        """Every tax code with its sales rates, inactive ones too: two metered reads."""
        return read_tax_codes(self._client)

    def departments(self) -> Mapping[str, str]:
        """The company's locations, in the API `Department`: id to full name. One metered read; none if not tracked."""
        return read_departments(self._client)

    def classes(self) -> Mapping[str, str]:
        """The company's classes: id to full name. One metered read; none if not tracked."""
        return read_classes(self._client)

    def post(
        self,
        document: Document,
        request_id: str,
        references: CompanyReferences,
        *,
        done: PostedDocument | None = None,
    ) -> PostedDocument:
        """Post once per request id, without a read, and prove that the answers hold what was sent.

        `done` is what an earlier try left standing, as its error or `find` told it: an invoice in it is not sent again,
        and only the payments it lacks are.

        Raises:
            PartlyPostedError: the invoice stands and some of its payments do not; repeat with the error's document.
            PartlyRefusedError: the same, but a person must act first.
            TaxRecomputedError: QuickBooks worked the tax out by itself; the document exists, an invoice is not paid.
            ResponseDiffersError: QuickBooks stored something else; the document exists.
            NeedsAttentionError: a person must act, or the document number is taken by another document.
            RetriableError: the outcome is unknown, or will be another one later; repeat with the same request id.
        """
        if done is None:
            standing = create(self._client, document, request_id, references)
        else:
            standing = _still_fitting(done, document)
        if not isinstance(document, SalesForm) or document.kind is not DocumentKind.INVOICE:
            return standing
        # The id of the invoice's own answer differs from try to try, so it must not name the batch that follows.
        seen_tid = done.intuit_tid if done else ""
        return invoices.pay(self._client, document, standing, request_id, references, seen_tid=seen_tid)

    def amend(
        self, document: Document, posted: PostedDocument, request_id: str, references: CompanyReferences
    ) -> PostedDocument:
        """Replace a posted document's content in place, without a read while its version is the one we know.

        Raises:
            NeedsAttentionError: touched by a person, in a bank deposit, or its period is closed. Nothing was changed.
            PartlyPostedError: the invoice has its new content, some payments still have the old; repeat with the
                error's document and the same request id.
            PartlyRefusedError: the same, but a person must act first.
            ResponseDiffersError: QuickBooks stored something else; the document exists. `TaxRecomputedError` as `post`.
            ValueError: it would become another kind of document: remove it, and post the other.
        """
        if isinstance(document, SalesForm) and document.kind is DocumentKind.INVOICE:
            return invoices.amend(self._client, document, posted, request_id, references)
        replaced, _ = Replacement(self._client, document, posted, references).carry_out(request_id)
        return replaced

    def remove(self, posted: PostedDocument, request_id: str) -> None:
        """Take a document out of the books, payments first; one that is gone already is fine.

        Without a read, except one for an invoice with payments.

        Raises:
            NeedsAttentionError: touched by a person, in a bank deposit, or its period is closed. Nothing was changed.
            PartlyRefusedError: some payments are gone and something still stands: the error holds what does.
            RetriableError: repeat with the same request id. `PartlyPostedError` if payments stand and others are gone.
        """
        if posted.parts:
            invoices.remove(self._client, posted, request_id)
            return
        stale = delete(self._client, posted, request_id)
        if stale is not None:
            raise_touched(stale, f"SyncToken of {name_of(posted.kind)} {posted.id} was {posted.sync_token}")

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The live document of this kind and number: one metered read, two for an invoice.

        Raises:
            NeedsAttentionError: there are several, and only a person can tell which one is to stay.
        """
        row = row_numbered(self._client, kind, doc_number)
        return None if row is None else posted_document(kind, row, parts=parts_of(self._client, kind, row))

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Make what sales forms need, in batches of thirty; what exists by name and fits is used instead.

        No read while nothing of it exists yet. Safe to repeat.

        Raises:
            NeedsAttentionError: QuickBooks refused one for a reason that the merchant can settle.
        """
        return complete_references(self._client, needs, known)

    def payload(self, document: Document, references: CompanyReferences) -> JsonObject:
        """What `post` would send first, its amounts as `Decimal`, its texts as the company can store them. No call."""
        body: JsonObject = loads(dumps(rendered(document, references, self._client.country), self._client.text))
        return body


def _still_fitting(done: PostedDocument, document: Document) -> PostedDocument:
    """What stands, if it can be a part of this document: payments must not be booked on somebody's other figures.

    Raises:
        ValueError: it is a document of another kind, so the caller has mixed up two of them.
        PartlyRefusedError: its total is another one by now.
    """
    if done.kind is not document.kind:
        raise ValueError(f"{name_of(done.kind)} {done.id} is no part of {name_of(document.kind)} {document.doc_number}")
    if done.total_minor == document.total_minor:
        return done
    raise PartlyRefusedError(
        HoldReason.TOUCHED_IN_QUICKBOOKS,
        f"{name_of(done.kind)} {done.id} stands with another total than {document.doc_number} has",
        document=done,
        details=(f"total: {document.total_minor} to post, {done.total_minor} in QuickBooks (minor units)",),
    )
