"""What a person overruled of a held day: one difference, by its hash, and no other that has the same reason.

A release that an earlier version of Daybook stored names its reason alone. It counts once, for whatever holds the day
for that reason, because the day's next outcome forgets its releases.
"""

import hashlib

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.drift import Drift

Releases = frozenset[str]
NOTHING_RELEASED: Releases = frozenset()
_QUESTION_LENGTH = 16
# As many as a record keeps (`sync.shortened`): a question is asked again from the record.
_MOST_DETAILS = 100


def question_of(stop: NeedsAttentionError, document: PostedDocument | None = None, *more: object) -> str:
    """Identifies what a person is asked: the reason, every figure on both sides, the document and its version.

    `more` is what else a release would settle: the date of a correction, the figures that it brings.
    """
    standing = (document.id, document.sync_token) if document else ()
    return _hashed(stop.reason, *stop.details[:_MOST_DETAILS], *standing, *more)


def question_of_drift(drift: Drift) -> str:
    """Identifies an edit that QuickBooks told of: a later one is another question."""
    return _hashed(HoldReason.TOUCHED_IN_QUICKBOOKS, drift.document_id, drift.at)


def release_of(reason: HoldReason, question: str) -> str:
    """How a release is remembered; without a question it is one of an earlier version."""
    return f"{reason}:{question}" if question else reason.value


def is_released(releases: Releases, reason: HoldReason, question: str) -> bool:
    """Whether a person has overruled just this."""
    return release_of(reason, question) in releases or reason.value in releases


def unless_released(
    stop: NeedsAttentionError, releases: Releases, document: PostedDocument | None = None
) -> NeedsAttentionError | None:
    """Why the day is held, with the question that its release answers; None once a person has released just this."""
    stop.question = question_of(stop, document)
    return None if is_released(releases, stop.reason, stop.question) else stop


def _hashed(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:_QUESTION_LENGTH]
