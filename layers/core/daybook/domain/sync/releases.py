"""Releases: a person overrules one difference of a held day, identified by its hash, and no other one.

A release stored by an earlier version of Daybook has only the reason. It counts once, for any difference with that
reason, because the next outcome deletes the day's releases.
"""

import hashlib

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.drift import Drift

Releases = frozenset[str]
NOTHING_RELEASED: Releases = frozenset()
_QUESTION_LENGTH = 16
# As many details as a record keeps (`sync.shortened`): the question must be the same when it is made from the record.
_MOST_DETAILS = 100


def question_of(stop: NeedsAttentionError, document: PostedDocument | None = None, *more: object) -> str:
    """Identifies the question to a person: the reason, all figures of both sides, the document and its version.

    `more` is what a release would settle besides: the date of a correction, and its figures.
    """
    standing = (document.id, document.sync_token) if document else ()
    return _hashed(stop.reason, *stop.details[:_MOST_DETAILS], *standing, *more)


def question_of_drift(drift: Drift) -> str:
    """Identifies an edit that QuickBooks announced; a later edit is another question."""
    return _hashed(HoldReason.TOUCHED_IN_QUICKBOOKS, drift.document_id, drift.at)


def release_of(reason: HoldReason, question: str) -> str:
    """The stored form of a release; without a question it is a release of an earlier version."""
    return f"{reason}:{question}" if question else reason.value


def is_released(releases: Releases, reason: HoldReason, question: str) -> bool:
    """Whether a person has overruled this difference."""
    return release_of(reason, question) in releases or reason.value in releases


def unless_released(
    stop: NeedsAttentionError, releases: Releases, document: PostedDocument | None = None
) -> NeedsAttentionError | None:
    """Why the day is held, with the question that its release answers; None once a person has released just this."""
    stop.question = question_of(stop, document)
    return None if is_released(releases, stop.reason, stop.question) else stop


def _hashed(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:_QUESTION_LENGTH]
