"""One connected QuickBooks company, its consent, and what may be asked of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company, TokenSet
from daybook.domain.documents import DocumentKind
from daybook.domain.proposals.taxes import TaxCodeCandidate
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.sales_forms import Document
from daybook.domain.sync import PostedDocument


class Ledger(Protocol):
    """One connected QuickBooks company. Every fault arrives as RetriableError or NeedsAttentionError."""

    def company(self) -> Company:
        """Company and preferences: two metered reads."""
        ...

    def chart_of_accounts(self) -> ChartOfAccounts:
        """All accounts: one metered read per thousand."""
        ...

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        """Create accounts in one batch; one that exists by now is found and returned in its place."""
        ...

    def post(
        self,
        document: Document,
        request_id: str,
        references: CompanyReferences,
        *,
        done: PostedDocument | None = None,
    ) -> PostedDocument:
        """Post once per request id and compare the answer with what was sent, to the cent.

        One write for a journal entry or receipt, two for an invoice: itself, then its payments in one batch. `done` is
        what an earlier try left standing.

        Raises:
            PartlyPostedError: the invoice stands and some of its payments do not; the error holds what does.
            ResponseDiffersError: QuickBooks stored something else; the document exists.
        """
        ...

    def amend(
        self, document: Document, posted: PostedDocument, request_id: str, references: CompanyReferences
    ) -> PostedDocument:
        """Replace a posted document's content in place, without a read.

        Raises:
            NeedsAttentionError: a person touched it meanwhile (TOUCHED_IN_QUICKBOOKS), it is in a bank deposit
                (IN_BANK_DEPOSIT), or its period is closed (CLOSED_PERIOD). Nothing was changed.
        """
        ...

    def remove(self, posted: PostedDocument, request_id: str) -> None:
        """Take a document out of the books, payments first; one that is gone already is fine.

        Raises:
            NeedsAttentionError: as for `amend`.
        """
        ...

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        """The live document of this kind and number, with its payments: for outcomes that are unknown."""
        ...

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        """Make or find the items, payment methods and customer that sales forms need; what exists by name is used."""
        ...

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        """The company's tax codes with their sales rates: two metered reads."""
        ...

    def departments(self) -> Mapping[str, str]:
        """The company's locations by id: one metered read."""
        ...

    def classes(self) -> Mapping[str, str]:
        """The company's classes by id: one metered read."""
        ...

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        """The JSON that `post` would send first: for previews. No call."""
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
    """Requests that every worker together may still send to one company (quickbooks-online reference 2.8)."""

    def spend(self, realm_id: str, *, batch: bool = False) -> float:
        """Count one request, or one batch; returns the seconds to wait before it may be sent (0 when it may go now).

        A batch is a request too, so it is counted as both.
        """
        ...
