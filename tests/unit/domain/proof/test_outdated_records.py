"""When the record of a day and its proof differ, Daybook says why the day must be verified in QuickBooks."""

from datetime import UTC, datetime

import pytest

from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.outdated_records import Doubt, doubts_of, is_behind, names_others
from daybook.domain.sync.location_day import SyncRecord, SyncState
from unit.domain.proof.proofs import day, document, proof

NOW = datetime(2026, 3, 15, 9, 5, tzinfo=UTC)
ENTRY = document("148", "3")
INVOICE = document("149", "2", kind=DocumentKind.INVOICE, payments={"150": "9", "151": "1"})
CORRECTION = document("160", "0")
CALL = Intent(DocumentKind.JOURNAL_ENTRY, 3, "5" * 40, "TL-20260314-ABCDEF", "c" * 64, "p" * 64, NOW)


def record(standing=ENTRY, *, state=SyncState.POSTED, revision=2, deltas=(), intent=None):
    return SyncRecord(day(), state, NOW, NOW, revision, document=standing, deltas=deltas, intent=intent)


def nothing(state=SyncState.DUE, *, revision=0, intent=None):
    return record(None, state=state, revision=revision, intent=intent)


def proved(*documents, revision=2):
    return proof(revision=revision, documents=documents)


LATER_PAYMENT = document("149", "2", kind=DocumentKind.INVOICE, payments={"150": "10", "151": "1"})
EARLIER_PAYMENT = document("149", "2", kind=DocumentKind.INVOICE, payments={"150": "8", "151": "1"})
PAYMENT_MORE = document("149", "2", kind=DocumentKind.INVOICE, payments={"150": "9", "151": "1", "152": "0"})
PAYMENT_LESS = document("149", "2", kind=DocumentKind.INVOICE, payments={"150": "9"})

PAIRS = [
    # what it is, the standing record, the proof, whether the proof names others
    ("they agree", record(), proved(ENTRY), False),
    ("with payments they agree", record(INVOICE), proved(INVOICE), False),
    ("with a correction they agree", record(deltas=(CORRECTION,)), proved(ENTRY, CORRECTION), False),
    ("nothing is in the books and the proof has no document", nothing(revision=2), proved(), False),
    ("the proof has a later version", record(), proved(document("148", "4")), True),
    ("versions are compared as numbers", record(document("148", "9")), proved(document("148", "10")), True),
    ("the proof has an earlier version", record(document("148", "10")), proved(document("148", "9")), False),
    ("the proof has another document", record(), proved(document("147", "3")), True),
    ("the proof has a correction more", record(), proved(ENTRY, CORRECTION), True),
    ("the proof has a correction less", record(deltas=(CORRECTION,)), proved(ENTRY), True),
    ("a payment has a later version", record(INVOICE), proved(LATER_PAYMENT), True),
    ("a payment has an earlier version", record(INVOICE), proved(EARLIER_PAYMENT), False),
    ("the proof has a payment more", record(INVOICE), proved(PAYMENT_MORE), True),
    ("the proof has a payment less", record(INVOICE), proved(PAYMENT_LESS), True),
    ("the record names nothing", nothing(revision=2), proved(ENTRY), True),
]


@pytest.mark.parametrize(("known", "told", "differs"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_a_proof_of_the_same_revision_that_names_other_or_later_documents_makes_the_record_doubtful(
    known, told, differs
):
    assert names_others(known, told) is differs
    assert is_behind(known, told) is differs
    assert doubts_of(known, told) == ((Doubt.OTHER_DOCUMENTS,) if differs else ())


@pytest.mark.parametrize("documents", [(), (ENTRY,), (document("147", "9"),)])
def test_a_proof_of_a_later_revision_makes_the_record_old_whatever_it_names(documents):
    later = proved(*documents, revision=3)

    assert doubts_of(record(), later) == (Doubt.OLDER,)
    assert is_behind(record(), later)
    assert not names_others(record(), later)


@pytest.mark.parametrize("documents", [(), (ENTRY,), (document("147", "9"),)])
def test_a_proof_of_an_earlier_revision_says_nothing_against_the_record(documents):
    earlier = proved(*documents, revision=1)

    assert doubts_of(record(), earlier) == ()
    assert not is_behind(record(), earlier)
    assert not names_others(record(), earlier)


def test_a_day_without_a_record_is_lost_if_it_was_proved_and_unknown_otherwise():
    assert doubts_of(None, proved(ENTRY)) == (Doubt.LOST,)
    assert doubts_of(None, None) == (Doubt.UNKNOWN,)


@pytest.mark.parametrize(
    "known",
    [record(), record(revision=0), record(None, deltas=(CORRECTION,)), record(state=SyncState.UNDONE)],
    ids=["document", "document of no revision", "correction alone", "document of a day that was taken out"],
)
def test_documents_without_any_proof_are_unproved(known):
    assert doubts_of(known, None) == (Doubt.UNPROVED,)


@pytest.mark.parametrize(
    ("state", "revision", "doubts"),
    [
        (SyncState.DUE, 0, (Doubt.UNKNOWN,)),
        (SyncState.HELD, 0, (Doubt.UNKNOWN,)),
        (SyncState.FAILED, 0, (Doubt.UNKNOWN,)),
        (SyncState.POSTED, 0, (Doubt.UNKNOWN,)),
        (SyncState.EMPTY, 0, ()),
        (SyncState.UNDONE, 0, ()),
        (SyncState.DUE, 1, ()),
        (SyncState.HELD, 2, ()),
        (SyncState.EMPTY, 1, ()),
    ],
)
def test_without_documents_and_proof_a_day_is_unknown_unless_its_record_says_that_nothing_is_there(
    state, revision, doubts
):
    assert doubts_of(nothing(state, revision=revision), None) == doubts


@pytest.mark.parametrize(
    ("known", "told", "doubts"),
    [
        (nothing(intent=CALL), None, (Doubt.OPEN_CALL,)),
        (record(intent=CALL), None, (Doubt.OPEN_CALL, Doubt.UNPROVED)),
        (record(intent=CALL), proved(ENTRY), (Doubt.OPEN_CALL,)),
        (record(intent=CALL), proved(ENTRY, revision=3), (Doubt.OPEN_CALL, Doubt.OLDER)),
        (record(intent=CALL), proved(CORRECTION), (Doubt.OPEN_CALL, Doubt.OTHER_DOCUMENTS)),
    ],
    ids=["alone", "beside documents", "beside a proof", "beside a later proof", "beside another proof"],
)
def test_a_call_whose_answer_no_worker_saw_is_a_doubt_of_its_own(known, told, doubts):
    assert doubts_of(known, told) == doubts
