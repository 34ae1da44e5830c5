"""A call that changes the books, its intent, and the result of a look-up (docs/architecture.md 4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import Document

# Intuit gives up on a request after 120 seconds (docs/quickbooks.md 2.8). A look-up this long after the last send sees
# the result: the send cannot still be running.
LOOK_UP_AFTER = timedelta(minutes=5)
# The longest time between the record of a send and the send. A worker that was suspended for longer does not send.
SEND_WITHIN = timedelta(seconds=30)
# The difference that the clocks of QuickBooks and Daybook may have. If a document is older than its call by more than
# this, an earlier call made it, and QuickBooks replayed the earlier answer.
CLOCKS_AGREE_WITHIN = timedelta(minutes=1)


class CallAction(StrEnum):
    """The kind of change that a call makes.

    `post` makes the day's own document, `amend` gives it other content in place, `pay` brings the payments of an
    invoice in line, `remove` takes a document out (an invoice that is paid: its payments, with `pay` and no document),
    `delta` makes a correction in a later period. `replace` is no longer written; rows of earlier releases contain it.
    """

    POST = "post"
    AMEND = "amend"
    PAY = "pay"
    REMOVE = "remove"
    DELTA = "delta"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class BooksCall:
    """One call: `document` is the wanted one, None to remove it; `about` is the document and version to change."""

    action: CallAction
    document: Document | None
    about: PostedDocument | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """The record of a call, written before it is sent, with everything needed to find out later what happened to it.

    `content_hash` is the hash of the sales figures, `lines_hash` of the lines made from them, `payload_hash` of the
    bytes sent. `about` is the document and version that the call changes. `at` is the instant of the first send,
    `last_sent_at` that of the newest one. `completes`: the day is as wanted once QuickBooks has carried out this call.
    `missed_at` is when a look-up first did not find its result; `refused_at` when QuickBooks first refused its repeat,
    which does not say whether the first send was carried out. `realm_id` is the company that was called. `progress` is
    the part of an invoice that an earlier release had seen written.
    """

    kind: DocumentKind
    revision: int
    request_id: str
    doc_number: str
    content_hash: str
    payload_hash: str
    at: datetime
    lines_hash: str = ""
    action: CallAction = CallAction.POST
    progress: PostedDocument | None = None
    about: PostedDocument | None = None
    last_sent_at: datetime | None = None
    completes: bool = True
    missed_at: datetime | None = None
    realm_id: str = ""
    refused_at: datetime | None = None

    @property
    def is_repeat(self) -> bool:
        """Whether the same bytes were sent before, and no worker saw the answer."""
        return self.last_sent_at is not None and self.last_sent_at > self.at

    @property
    def may_be_looked_up_at(self) -> datetime:
        """The earliest instant at which a look-up reliably sees the result of the call."""
        return (self.last_sent_at or self.at) + LOOK_UP_AFTER


class Likeness(StrEnum):
    """The result of a look-up, compared with the call.

    `as_sent`: QuickBooks carried the call out. `tax_differs`: it did, but with its own tax. `as_left`: the document is
    as it was before the call. `partly`: some payments were written. `other`: a person changed the document. `missing`:
    there is no document. `several`: more than one document has the number. `older`: the document with the number was
    made before the call.
    """

    AS_SENT = "as_sent"
    TAX_DIFFERS = "tax_differs"
    AS_LEFT = "as_left"
    PARTLY = "partly"
    OTHER = "other"
    MISSING = "missing"
    SEVERAL = "several"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a look-up: `document` with its present version and payments; `details` name differences.

    An invoice that a person edited while its payments were sent keeps the version that Daybook recorded, so that no
    later call writes over the edit; `edited_as` is the version of the edit.
    """

    likeness: Likeness
    document: PostedDocument | None = None
    details: tuple[str, ...] = ()
    edited_as: str = ""

    @property
    def asked_about(self) -> PostedDocument | None:
        """The document in the version that a person is asked about."""
        if self.document is None or not self.edited_as:
            return self.document
        return replace(self.document, sync_token=self.edited_as)
