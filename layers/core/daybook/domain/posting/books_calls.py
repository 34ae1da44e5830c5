"""One call that changes the books, its trace before it is sent, what a look-up finds (docs/architecture.md 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import Document

# Intuit gives up on a request after 120 seconds (docs/quickbooks.md 2.8). What is looked up no earlier than
# this after the last send cannot be overtaken by it.
LOOK_UP_AFTER = timedelta(minutes=5)
# Between the note of a send and the send itself nothing happens. A worker that was asleep for longer does not send.
SEND_WITHIN = timedelta(seconds=30)
# QuickBooks' clock and ours agree within this. A document that was made longer before its call was sent was made by an
# earlier one, whose answer was told once more.
CLOCKS_AGREE_WITHIN = timedelta(minutes=1)


class CallAction(StrEnum):
    """What a call does to the books.

    `post` makes the day's own document, `amend` gives it other content in place, `pay` brings the payments of an
    invoice in line, `remove` takes a document out (an invoice that is paid: its payments, with `pay` and no document),
    `delta` makes a correction in a later period. `replace` is written no more; rows of earlier releases hold it.
    """

    POST = "post"
    AMEND = "amend"
    PAY = "pay"
    REMOVE = "remove"
    DELTA = "delta"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class BooksCall:
    """One call: `document` as it shall be, None to take it out; `about` the document and version that it changes."""

    action: CallAction
    document: Document | None
    about: PostedDocument | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """On record before a call leaves: enough to know afterwards what became of it.

    `content_hash` is the hash of the sales figures, `lines_hash` that of the lines made from them, `payload_hash` that
    of the bytes sent. `about` is the document and version that the call changes. `at` is the instant of the first send,
    `last_sent_at` that of the newest one. `completes` says that the day is as wanted once this call is carried out.
    `missed_at` is when a look-up first found nothing of it; `refused_at` when QuickBooks first refused its repeat:
    that tells nothing of the send before. `realm_id` is the company that was called.
    `progress` is what an earlier release knew to stand of an invoice.
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
    def may_be_looked_up_at(self) -> datetime:
        """The earliest instant at which a look-up sees what became of the call."""
        return (self.last_sent_at or self.at) + LOOK_UP_AFTER


class Likeness(StrEnum):
    """What a look-up found, beside the call it was about.

    `as_sent`: the call was carried out. `tax_differs`: so it was, but QuickBooks put its own tax on it. `as_left`: what
    the call concerns is as it was before. `partly`: some of its payments were written. `other`: a person's doing.
    `missing`: there is nothing. `several`: more than one document carries the number.
    """

    AS_SENT = "as_sent"
    TAX_DIFFERS = "tax_differs"
    AS_LEFT = "as_left"
    PARTLY = "partly"
    OTHER = "other"
    MISSING = "missing"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Found:
    """What the books hold of a call: `document` with its version and payments of now; `details` name differences."""

    likeness: Likeness
    document: PostedDocument | None = None
    details: tuple[str, ...] = ()
