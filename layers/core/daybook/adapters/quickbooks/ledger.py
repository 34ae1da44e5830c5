"""Implements the port `Ledger`: one connected QuickBooks company."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from daybook.adapters.quickbooks.documents.document_rows import payment_rows, row_numbered, row_with_id, version_of
from daybook.adapters.quickbooks.documents.form_answers import accounts_behind
from daybook.adapters.quickbooks.documents.kinds import posted_document, rendered
from daybook.adapters.quickbooks.documents.locks import edits_of, locks_of
from daybook.adapters.quickbooks.documents.look_up import look_up
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.wire import JsonObject, dumps, loads
from daybook.adapters.quickbooks.lists.chart import create_accounts, reactivate_account, read_chart
from daybook.adapters.quickbooks.lists.company import read_company
from daybook.adapters.quickbooks.lists.company_references import accounts_of_items, complete_references
from daybook.adapters.quickbooks.lists.tax_codes import read_tax_codes
from daybook.adapters.quickbooks.payments.rendered import posted_part
from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.company.connection import Company
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, Found
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proposals.taxes import TaxCodeCandidate


class QuickBooksLedger:
    """One company, with one merchant's grant; raises `QuickBooksBugError` for a wrong request of ours."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        return read_company(self._client)

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts, inactive ones too: one metered read per thousand."""
        return read_chart(self._client)

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in batches of thirty; for an existing account that one is returned."""
        return create_accounts(self._client, accounts)

    def reactivate_account(self, account_id: str) -> Account | None:
        """Make an inactive account active again: one metered read, one write; None if that is not allowed."""
        return reactivate_account(self._client, account_id)

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        """Every tax code with its sales rates, inactive ones too: two metered reads."""
        return read_tax_codes(self._client)

    def accounts_of_items(self, item_ids: Sequence[str]) -> Mapping[str, str]:
        """The account that each of these items points at now: one metered read."""
        return accounts_of_items(self._client, item_ids)

    def accounts_behind(self, document: PostedDocument) -> Mapping[str, str]:
        """The account of each item in a sales form: one metered read; empty for a deleted document."""
        row = row_with_id(self._client, document.kind, document.id)
        return accounts_behind(row) if row is not None else {}

    def look_up(self, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
        """Find the result of a call without a seen answer: one metered read, two or three for an invoice."""
        return look_up(self._client, call, marker, references)

    def locks_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """The reason why documents cannot be removed: one metered read per document, two for an invoice."""
        return locks_of(self._client, documents)

    def edits_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        """What a person did to documents since we wrote them: one metered read a document, two for an invoice."""
        return edits_of(self._client, documents)

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The existing document of this kind and number: one metered read, two for an invoice.

        Raises:
            NeedsAttentionError: there are several, and a person must decide which one stays.
        """
        return self._posted(kind, row_numbered(self._client, kind, doc_number))

    def as_it_is(self, document: PostedDocument) -> PostedDocument | None:
        """The document with its payments as QuickBooks has it now: one metered read by id, two for an invoice."""
        return self._posted(document.kind, row_with_id(self._client, document.kind, document.id))

    def _posted(self, kind: DocumentKind, row: JsonObject | None) -> PostedDocument | None:
        if row is None:
            return None
        parts = tuple(posted_part(payment) for payment in payment_rows(self._client, kind, row))
        return replace(posted_document(kind, row), parts=parts)

    def version_of(self, document: PostedDocument | PostedPart) -> str | None:
        """The present version of a document or payment, None if it is gone: one metered read by its id."""
        return version_of(self._client, document)

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Create the references that sales forms need, in batches of thirty; suitable existing ones are used by name.

        It reads nothing if none of them exists yet, and is safe to repeat.

        Raises:
            NeedsAttentionError: QuickBooks refused one for a reason that the merchant can settle.
        """
        return complete_references(self._client, needs, known)

    def payload(self, document: Document, references: CompanyReferences) -> JsonObject:
        """The payload of the first call, amounts as `Decimal`, texts as the company can store them; no call is made."""
        body: JsonObject = loads(dumps(rendered(document, references, self._client.country), self._client.text))
        return body
