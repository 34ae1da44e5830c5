"""An answer that QuickBooks tells once more: of a request id that it remembers, and of books that may be others by now.

So it happens to a call that is repeated because nothing was found of it: a person may have deleted what it made. And so
it happens to a day that was taken out and whose record was lost: its calls are counted from nothing once more.
"""

from collections.abc import Iterator

from daybook.application.posting.ports import Attempt
from daybook.domain.posting.books_calls import CLOCKS_AGREE_WITHIN, CallAction, Intent
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart


def is_of_the_past(document: PostedDocument | None, intent: Intent, attempt: Attempt) -> bool:
    """Whether anything that a call is said to have made was made by an earlier one, and is gone since.

    What was made by this very call is known by its time, at no cost; anything else is read by its id.
    """
    if document is None:
        return False
    ledger = attempt.systems.ledger_of(attempt.connection)
    told_again = [made for made in _made(document, intent) if _was_made_before(made, intent)]
    return not all(ledger.stands(made) for made in told_again)


def _made(document: PostedDocument, intent: Intent) -> Iterator[PostedDocument | PostedPart]:
    """What a call makes: a document, or the payments that its invoice did not have."""
    if intent.action in {CallAction.POST, CallAction.DELTA}:
        yield document
    elif intent.action is CallAction.PAY and intent.about is not None:
        known = {part.id for part in intent.about.parts}
        yield from (part for part in document.parts if part.id not in known)


def _was_made_before(made: PostedDocument | PostedPart, intent: Intent) -> bool:
    at, sent = made.created_at, intent.last_sent_at
    return at is not None and sent is not None and at < sent - CLOCKS_AGREE_WITHIN
