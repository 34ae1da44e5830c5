"""Replaces a posted document in place: a full update on the version we know (quickbooks-online reference 2.7).

No read is spent while the version is ours. When it is not, one read tells our own lost answer, a payment that moved the
version along, and a person apart.
"""

from daybook.adapters.quickbooks.client import Answer, QuickBooksClient
from daybook.adapters.quickbooks.document_rows import moved_by_its_payments, row_with_id
from daybook.adapters.quickbooks.document_writes import (
    NOT_FOUND,
    REQUEST_ID_USED,
    STALE,
    raise_for_change,
    raise_touched,
)
from daybook.adapters.quickbooks.documents import (
    ENTITIES,
    check_tax_not_refused,
    differences,
    name_of,
    posted_document,
    rendered,
    verified,
)
from daybook.adapters.quickbooks.faults import Refusal, raise_for_refusal
from daybook.adapters.quickbooks.settlement import STILL_RUNNING_SECONDS
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.references import CompanyReferences
from daybook.domain.sales_forms import Document
from daybook.domain.sync import PostedDocument


class Replacement:
    """A posted document on its way to other content, in place."""

    def __init__(
        self, client: QuickBooksClient, document: Document, posted: PostedDocument, references: CompanyReferences
    ) -> None:
        if posted.kind is not document.kind:
            raise ValueError(
                f"{posted.doc_number} is posted as {name_of(posted.kind)} and cannot become {name_of(document.kind)}: "
                "remove it and post the other"
            )
        self._client = client
        self._document = document
        self._posted = posted
        self._references = references
        self._entity = ENTITIES[document.kind]

    def carry_out(self, request_id: str) -> tuple[PostedDocument, JsonObject]:
        """A full update on the version we know; the document with its old payments, and QuickBooks' row of it.

        Raises:
            NeedsAttentionError: a person touched or deleted it, or QuickBooks refused the change. Nothing was changed.
        """
        answer = self._written(self._posted.sync_token, request_id)
        if not isinstance(answer, Refusal):
            return self._proven(answer)
        check_tax_not_refused(self._document, answer, self._client.country)
        if not answer.codes & {STALE, NOT_FOUND, REQUEST_ID_USED}:
            raise_for_change(answer)
        return self._looked_up(answer, request_id)

    def _written(self, sync_token: str, request_id: str) -> Answer | Refusal:
        body = rendered(self._document, self._references, self._client.country)
        version = {"Id": self._posted.id, "SyncToken": sync_token}
        return self._client.write(self._entity.lower(), {**body, **version}, request_id)

    def _proven(self, answer: Answer) -> tuple[PostedDocument, JsonObject]:
        row = answer.body[self._entity]
        parts = self._posted.parts
        return verified(row, self._document, self._references, answer.intuit_tid, parts), row

    def _looked_up(self, refusal: Refusal, request_id: str) -> tuple[PostedDocument, JsonObject]:
        """Another version than ours: our own change whose answer was lost, a payment that moved it, or a person."""
        row = row_with_id(self._client, self._document.kind, self._posted.id)
        if row is None:
            raise_touched(refusal, f"{self._entity} {self._posted.id} was deleted in QuickBooks")
        if not differences(row, self._document, self._references):
            return posted_document(self._document.kind, row, refusal.intuit_tid, self._posted.parts), row
        if REQUEST_ID_USED in refusal.codes:
            raise RetriableError(
                str(refusal), after_seconds=STILL_RUNNING_SECONDS, condition=Condition.QUICKBOOKS_UNAVAILABLE
            )
        if NOT_FOUND in refusal.codes:
            raise_for_refusal(refusal)  # the document is there, so something it names is not
        if not moved_by_its_payments(self._client, row, self._posted):
            raise_touched(refusal, f"SyncToken was {self._posted.sync_token}, is {row['SyncToken']}")
        answer = self._written(row["SyncToken"], f"{request_id}-{row['SyncToken']}")
        if isinstance(answer, Refusal):
            check_tax_not_refused(self._document, answer, self._client.country)
            raise_for_change(answer)
        return self._proven(answer)
