"""Implements the port `DocumentWriter`: each call is one HTTP request, prepared completely before the send."""

from daybook.adapters.quickbooks.documents.kinds import ENTITIES, name_of, rendered
from daybook.adapters.quickbooks.documents.prepared_call import PreparedDocument, PreparedRemoval, ReadyToSend
from daybook.adapters.quickbooks.http.batches import batch_body
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.payments.payment_changes import wanted_payments
from daybook.adapters.quickbooks.payments.prepared_payments import BATCH, PreparedPayments
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import Document


class QuickBooksDocuments:
    """Writes documents and payments of one company."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def prepare(
        self, call: BooksCall, references: CompanyReferences
    ) -> PreparedDocument | PreparedPayments | PreparedRemoval:
        """Render the call, get a token, and take a slot of the budget. Nothing is sent.

        Raises:
            ValueError: the call is impossible: a part is missing, or it would change the kind of a document.
            RetriableError: the budget is used up, or no token is available.
            NeedsAttentionError: the grant ended.
        """
        match call:
            case BooksCall(CallAction.POST | CallAction.DELTA, document, None) if document is not None:
                return self._written(document, None, references)
            case BooksCall(CallAction.AMEND, document, about) if document is not None and about is not None:
                return self._written(document, about, references)
            case BooksCall(CallAction.PAY, document, about) if about is not None:
                return self._paid(document, about, references)
            case BooksCall(CallAction.REMOVE, None, about) if about is not None:
                return self._removed(about)
        raise ValueError(f"{call.action} lacks its document, or the one that it concerns, or has one too many")

    def _written(
        self, document: Document, about: PostedDocument | None, references: CompanyReferences
    ) -> PreparedDocument:
        body = rendered(document, references, self._client.country)
        if about is not None:
            _check_kind(document, about)
            body |= {"Id": about.id, "SyncToken": about.sync_token}
        request = self._client.prepare(ENTITIES[document.kind].lower(), body)
        return PreparedDocument(ReadyToSend(self._client, request), document, about, references)

    def _paid(self, form: Document | None, about: PostedDocument, references: CompanyReferences) -> PreparedPayments:
        if form is not None:
            _check_kind(form, about)
        wanted = wanted_payments(form, about.id, references)
        changes = wanted.changes(about.parts)
        if not changes:
            raise ValueError(f"the payments of {name_of(about.kind)} {about.doc_number} are as they shall be")
        request = self._client.prepare(BATCH, batch_body([change.item(n) for n, change in enumerate(changes)]))
        return PreparedPayments(ReadyToSend(self._client, request), about, wanted, tuple(changes))

    def _removed(self, about: PostedDocument) -> PreparedRemoval:
        if about.parts:
            raise ValueError(f"{name_of(about.kind)} {about.doc_number} has payments: take them out first")
        version = {"Id": about.id, "SyncToken": about.sync_token}
        request = self._client.prepare(ENTITIES[about.kind].lower(), version, operation="delete")
        return PreparedRemoval(ReadyToSend(self._client, request), about)


def _check_kind(document: Document, about: PostedDocument) -> None:
    if document.kind is not about.kind:
        raise ValueError(
            f"{about.doc_number} is posted as {name_of(about.kind)} and cannot become {name_of(document.kind)}: "
            "remove it and post the other"
        )
