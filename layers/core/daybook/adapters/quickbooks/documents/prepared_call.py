"""Prepared writes of a document: one request, sent once, with the answer compared."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from daybook.adapters.quickbooks.documents.kinds import ENTITIES, check_tax_not_refused, verified
from daybook.adapters.quickbooks.documents.write_refusals import CONFLICTS, raise_for_write
from daybook.adapters.quickbooks.http.client import ANSWERS_WITHIN, Answer, PreparedWrite, QuickBooksClient
from daybook.adapters.quickbooks.http.faults import NOT_FOUND, Refusal
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import Condition
from daybook.domain.posting.posted_documents import OutcomeUnknownError, PostedDocument
from daybook.domain.posting.sales_forms import Document


@dataclass(frozen=True, slots=True)
class ReadyToSend:
    """A request with token and budget slot, and the client that sends it."""

    client: QuickBooksClient
    request: PreparedWrite

    @property
    def payload_hash(self) -> str:
        """The hash of address, operation and the exact bytes of the body."""
        text = f"POST\n{self.request.path}\n{self.request.operation}\n{self.request.body}"
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()

    def send(self, request_id: str) -> Answer | Refusal:
        """One HTTP request."""
        return self.client.send(self.request, request_id)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Base of prepared calls: hash and time-out of the request."""

    ready: ReadyToSend

    @property
    def payload_hash(self) -> str:
        """The hash of the exact bytes, with address and operation."""
        return self.ready.payload_hash

    @property
    def answers_within(self) -> timedelta:
        """The time-out of the send."""
        return ANSWERS_WITHIN


@dataclass(frozen=True, slots=True)
class PreparedDocument(Prepared):
    """The creation or amendment of a document; `about` is the version that it replaces."""

    document: Document
    about: PostedDocument | None
    references: CompanyReferences

    def send(self, request_id: str) -> PostedDocument:
        """Send it once and return the stored document, checked against what was sent."""
        answer = self.ready.send(request_id)
        if isinstance(answer, Refusal):
            check_tax_not_refused(self.document, answer, self.ready.client.country)
            raise_for_write(answer, CONFLICTS if self.about is None else CONFLICTS | {NOT_FOUND})
        row = row_of(answer, ENTITIES[self.document.kind])
        return verified(row, self.document, self.references, answer.intuit_tid, self.about)


@dataclass(frozen=True, slots=True)
class PreparedRemoval(Prepared):
    """The removal of a document."""

    about: PostedDocument

    def send(self, request_id: str) -> None:
        """Send it once; an already deleted document is not an error."""
        answer = self.ready.send(request_id)
        if not isinstance(answer, Refusal):
            row_of(answer, ENTITIES[self.about.kind])
        elif answer.codes != {NOT_FOUND}:
            raise_for_write(answer)


def row_of(answer: Answer, entity: str) -> JsonObject:
    """The row in a successful answer.

    Raises:
        OutcomeUnknownError: the answer is a success but unreadable, so a look-up must find the result.
    """
    body: object = answer.body
    row: JsonObject | None = body.get(entity) if isinstance(body, dict) else None
    if not isinstance(row, dict):
        tid = answer.intuit_tid or "none"
        raise OutcomeUnknownError(
            f"QuickBooks' answer holds no {entity}, intuit_tid {tid}", condition=Condition.QUICKBOOKS_UNAVAILABLE
        )
    return row
