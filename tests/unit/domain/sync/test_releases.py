"""A release answers one question: the reason, the figures and the document that a person saw."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.releases import (
    NOTHING_RELEASED,
    is_released,
    question_of,
    question_of_drift,
    release_of,
    unless_released,
)

ENTRY = PostedDocument(DocumentKind.JOURNAL_ENTRY, "100", "0", "TL-1", 1130)
AT = datetime(2026, 11, 24, 5, tzinfo=UTC)


def stop(reason=HoldReason.NOT_TIED, details=("tip: 500 and 502",)):
    return NeedsAttentionError(reason, "differs", details=details)


def test_a_day_is_held_with_its_question_until_a_person_releases_just_this():
    held = stop()

    assert unless_released(held, NOTHING_RELEASED, ENTRY) is held
    assert held.question == question_of(stop(), ENTRY)
    assert unless_released(stop(), frozenset({release_of(held.reason, held.question)}), ENTRY) is None


@pytest.mark.parametrize(
    "other",
    [
        question_of(stop(HoldReason.SOURCE_INCONSISTENT), ENTRY),
        question_of(stop(details=("tip: 500 and 503",)), ENTRY),
        question_of(stop()),
        question_of(stop(), PostedDocument(DocumentKind.JOURNAL_ENTRY, "101", "0", "TL-1", 1130)),
        question_of(stop(), PostedDocument(DocumentKind.JOURNAL_ENTRY, "100", "1", "TL-1", 1130)),
        question_of(stop(), ENTRY, "2026-12-01"),
    ],
    ids=["reason", "figures", "no document", "document", "version", "correction"],
)
def test_another_difference_is_another_question(other):
    assert other != question_of(stop(), ENTRY)
    assert not is_released(frozenset({release_of(HoldReason.NOT_TIED, other)}), HoldReason.NOT_TIED, "asked")


@pytest.mark.parametrize(("count", "is_same"), [(99, False), (100, True), (101, True)])
def test_the_question_is_that_of_the_details_that_a_record_keeps(count, is_same):
    kept = tuple(str(number) for number in range(100))

    assert (question_of(stop(details=(*kept[:count], "and more"))) == question_of(stop(details=kept))) is is_same


def test_a_release_of_an_earlier_version_counts_for_its_reason_alone():
    earlier = frozenset({release_of(HoldReason.NOT_TIED, "")})

    assert is_released(earlier, HoldReason.NOT_TIED, "asked")
    assert not is_released(earlier, HoldReason.CLOSED_PERIOD, "asked")


def test_a_later_edit_of_the_same_document_is_another_question():
    edits = [Drift(DriftKind.EDITED, "100", AT), Drift(DriftKind.EDITED, "100", AT + timedelta(seconds=1))]
    edits.append(Drift(DriftKind.EDITED, "101", AT))

    assert len({question_of_drift(each) for each in edits}) == 3
