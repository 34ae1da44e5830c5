"""The words a person meets are those of the most exact entry, and never those of another problem."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import (
    actor_words,
    entry_for,
    entry_for_condition,
    entry_for_error,
    entry_for_settled,
    entry_for_withdrawn,
)
from daybook.domain.errors import (
    Condition,
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    Refusal,
    RetriableError,
)
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PartlyRefusedError, PostedDocument
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncRecord, SyncState
from daybook.domain.sync.vendor_wait import VendorWait

REASONS_A_FAULT_MAY_GO_WITH = [
    (HoldReason.CLOSED_PERIOD, 6210, "DB-1202"),
    (HoldReason.ACCOUNT_UNUSABLE, 6430, "DB-1103"),
    (HoldReason.NEEDS_RECONNECT, 120, "DB-1002"),
    (HoldReason.REFUSED_BY_QUICKBOOKS, 6480, "DB-1604"),
    (HoldReason.TOUCHED_IN_QUICKBOOKS, 6140, "DB-1207"),
    (HoldReason.IN_BANK_DEPOSIT, 6540, "DB-1203"),
]


@pytest.mark.parametrize(("reason", "fault", "code"), REASONS_A_FAULT_MAY_GO_WITH)
def test_the_fault_selects_the_more_exact_entry(reason, fault, code):
    assert entry_for(reason, fault).code == code


@pytest.mark.parametrize("fault", [None, 6200, 7777])
def test_without_a_more_exact_fault_the_reason_has_the_word(fault):
    assert entry_for(HoldReason.CLOSED_PERIOD, fault).code == "DB-1201"


def test_a_fault_of_another_reason_is_not_believed():
    """6210 stands for a duplicate number too (docs/quickbooks.md 3.3): no password is asked for then."""
    assert entry_for(HoldReason.TOUCHED_IN_QUICKBOOKS, 6210).code == "DB-1204"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed", fault_code=6210), "DB-1202"),
        (NeedsAttentionError(HoldReason.NOT_TIED, "differs"), "DB-1301"),
        (LaunchRefusedError(Refusal.LAUNCH_USED, "used"), "DB-1012"),
        (RetriableError("timeout"), "DB-1901"),
        (ZeroDivisionError("division by zero"), "DB-1902"),
    ],
)
def test_every_error_that_is_raised_has_an_entry(error, code):
    assert entry_for_error(error).code == code


def test_a_partly_posted_invoice_keeps_the_fault():
    invoice = PostedDocument(DocumentKind.INVOICE, "7", "0", "TL-20261123-AAAAAA", 1000)

    stop = PartlyRefusedError(HoldReason.CLOSED_PERIOD, "closed", document=invoice, fault_code=6210)

    assert entry_for_error(stop).code == "DB-1202"


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED), "DB-1301"),
        (Outcome(SyncState.HELD, reason=HoldReason.CLOSED_PERIOD, fault_code=6210), "DB-1202"),
        (Outcome(SyncState.HELD), "DB-1902"),
        (Outcome(SyncState.FAILED), "DB-1903"),
    ],
)
def test_a_day_that_needs_somebody_names_its_code(outcome, code):
    assert entry_for_settled(outcome).code == code


ASKED = datetime(2026, 11, 24, 5, tzinfo=UTC)
TAKE_OUT, BRING_BACK = Directive(1, Place.OUT, ASKED), Directive(2, Place.IN, ASKED)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(SyncState.POSTED, message=TAKE_OUT.refused("it is in a bank deposit")), "DB-1212"),
        (Outcome(SyncState.POSTED_WITH_GAPS, message=TAKE_OUT.lapsed()), "DB-1923"),
        (Outcome(SyncState.UNDONE, message=BRING_BACK.lapsed()), "DB-1924"),
        (Outcome(SyncState.UNDONE, message="taken out of the books on request"), None),
        (Outcome(SyncState.POSTED, message="kept as edited in QuickBooks: not taken out of the books: 7"), None),
    ],
)
def test_a_request_that_did_not_come_true_has_its_code(outcome, code):
    found = entry_for_settled(outcome)

    assert (found and found.code) == code
    assert entry_for_withdrawn(outcome) is found


def test_of_a_held_day_the_hold_comes_first_and_the_request_is_told_apart():
    held = Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED, message=TAKE_OUT.lapsed())

    assert (entry_for_settled(held).code, entry_for_withdrawn(held).code) == ("DB-1301", "DB-1923")


DAY = LocationDay("304267", date(2026, 11, 23), "304267:1")


@pytest.mark.parametrize(
    ("state", "known", "code"),
    [
        (SyncState.DUE, {"vendor_wait": VendorWait(Condition.TALECH_UNAVAILABLE, ASKED)}, "DB-1311"),
        (SyncState.DUE, {"vendor_wait": VendorWait(Condition.QUICKBOOKS_UNAVAILABLE, ASKED, 3001)}, "DB-1905"),
        (SyncState.POSTED, {"drift": Drift(DriftKind.EDITED, "7", ASKED)}, "DB-1210"),
        (SyncState.POSTED, {"drift": Drift(DriftKind.REMOVED, "7", ASKED)}, "DB-1211"),
        (SyncState.POSTED, {}, None),
    ],
)
def test_a_day_on_record_is_told_by_what_it_waits_for_or_what_a_person_did_to_it(state, known, code):
    found = entry_for_settled(SyncRecord(DAY, state, ASKED, ASKED, **known))

    assert (found and found.code) == code


@pytest.mark.parametrize(("fault", "code"), [(3001, "DB-1905"), (6210, "DB-1901"), (None, "DB-1901")])
def test_a_fault_that_only_a_person_ends_gives_no_condition_its_words(fault, code):
    assert entry_for_condition(Condition.RETRIABLE, fault).code == code


@pytest.mark.parametrize(("language", "word"), [("en", "Your accountant"), ("fr", "Votre comptable")])
def test_the_one_who_acts_has_a_word_of_their_own(language, word):
    assert actor_words(Actor.ACCOUNTANT, language) == word


@pytest.mark.parametrize("state", sorted(set(SyncState) - {SyncState.HELD, SyncState.FAILED}))
def test_a_day_that_needs_nobody_has_no_code(state):
    assert entry_for_settled(Outcome(state)) is None
