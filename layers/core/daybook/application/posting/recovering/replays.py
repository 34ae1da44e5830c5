"""Detects what is older than a call: a replayed answer, or the copy that a person made of an earlier document.

QuickBooks replays its first answer to a known request id, although the books may have changed since. This happens if a
worker repeats a call whose document was not found, because a person deleted it, or because no query shows it yet and a
person edited it meanwhile. It also happens if a day was removed and its record was lost, because its calls are counted
from zero again.
"""

from collections.abc import Iterator

from daybook.application.posting.ports import Attempt
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import CLOCKS_AGREE_WITHIN, CallAction, Found, Intent, Likeness
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.sync.location_day import SyncRecord


def is_of_the_past(document: PostedDocument | None, intent: Intent, attempt: Attempt) -> bool:
    """Whether a document or payment in the answer was made by an earlier call and is gone now.

    A result of this call is recognised by its time of creation, at no cost; any other is read by its id.

    Raises:
        NeedsAttentionError: a person edited it since QuickBooks gave the answer for the first time. The call stays
            open, so that a later look-up compares the figures.
    """
    if document is None:
        return False
    ledger = attempt.systems.ledger_of(attempt.connection)
    told_again = [made for made in _made(document, intent) if _was_made_before(made, intent)]
    versions = {made.id: ledger.version_of(made) for made in told_again}
    if any(version is None for version in versions.values()):
        return True
    if intent.is_repeat and any(versions[made.id] != made.sync_token for made in told_again):
        raise NeedsAttentionError(
            HoldReason.TOUCHED_IN_QUICKBOOKS,
            f"{intent.doc_number} was edited in QuickBooks before its answer was seen: compare it",
            details=tuple(
                f"id {made.id}: SyncToken {made.sync_token} became {versions[made.id]}" for made in told_again
            ),
        )
    return False


def told_from_copies(found: Found, intent: Intent, record: SyncRecord) -> Found:
    """The result of a look-up; a document that is older than the call for a new one is not the result of the call.

    While no query shows the document of the call yet, a person's copy of an earlier one has the same number, note and
    figures. On a record that has named no document so far (it may have been lost), an older document may be ours.
    """
    is_new = intent.action in {CallAction.POST, CallAction.DELTA}
    at = found.document.created_at if found.document is not None and is_new and record.revision else None
    if found.document is None or at is None or at >= intent.at - CLOCKS_AGREE_WITHIN:
        return found
    return Found(Likeness.OLDER, details=(f"id {found.document.id}, made {at:%Y-%m-%d %H:%M} UTC",))


def _made(document: PostedDocument, intent: Intent) -> Iterator[PostedDocument | PostedPart]:
    """The new objects of a call: a document, or the payments that its invoice did not have."""
    if intent.action in {CallAction.POST, CallAction.DELTA}:
        yield document
    elif intent.action is CallAction.PAY and intent.about is not None:
        known = {part.id for part in intent.about.parts}
        yield from (part for part in document.parts if part.id not in known)


def _was_made_before(made: PostedDocument | PostedPart, intent: Intent) -> bool:
    at, sent = made.created_at, intent.last_sent_at
    return at is not None and sent is not None and at < sent - CLOCKS_AGREE_WITHIN
