"""The ledger posts once, adopts only what equals the entry, and says the rest (design 5, reference 3.3)."""

from dataclasses import replace

import pytest

from daybook.adapters.quickbooks.faults import ReconcileError
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.quickbooks.wire import dumps
from daybook.application.ports import Ledger
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.references import CompanyReferences
from daybook.domain.sync import ResponseDiffersError
from unit.quickbooks.doubles import ScriptedTransport, client, fault, reply
from unit.quickbooks.entries import ENTRY, answered


def ledger(*replies):
    transport = ScriptedTransport(*replies)
    books: Ledger = QuickBooksLedger(client(transport))
    return books, transport


def posted(row):
    return reply(dumps({"JournalEntry": row}), intuit_tid="1-tid")


def found(*rows):
    return reply(dumps({"QueryResponse": {"JournalEntry": list(rows)} if rows else {}}))


def test_a_post_is_one_write_and_no_read():
    books, transport = ledger(posted(answered()))

    document = books.post(ENTRY, "request-1", CompanyReferences())

    assert (document.id, document.total_minor, document.intuit_tid) == ("412", 107550, "1-tid")
    assert [(sent.method, sent.query["requestid"]) for sent in transport.sent] == [("POST", "request-1")]


def test_an_answer_that_is_not_what_was_sent_is_not_posted():
    books, _ = ledger(posted(answered(replace(ENTRY, doc_number="TL-20261123-OTHER"))))

    with pytest.raises(ResponseDiffersError):
        books.post(ENTRY, "request-1", CompanyReferences())


@pytest.mark.parametrize("code", [600, 630, 6140])
def test_a_duplicate_that_equals_the_entry_is_adopted(code):
    books, transport = ledger(fault(code), found(answered()))

    document = books.post(ENTRY, "request-1", CompanyReferences())

    assert document.id == "412"
    assert "WHERE DocNumber = 'TL-20261123-K7QZ2M'" in transport.sent[1].query["query"]


@pytest.mark.parametrize(
    ("sync_token", "reason"), [("0", HoldReason.REFUSED_BY_QUICKBOOKS), ("3", HoldReason.TOUCHED_IN_QUICKBOOKS)]
)
def test_a_duplicate_with_other_figures_is_for_a_person_who_sees_both(sync_token, reason):
    """A moved SyncToken means that somebody touched it; otherwise the number is simply taken."""
    row = answered() | {"SyncToken": sync_token, "TxnDate": "2026-11-22"}
    books, _ = ledger(fault(6140, detail="DocNumber=TL-20261123-K7QZ2M is assigned"), found(row))

    with pytest.raises(NeedsAttentionError, match="412") as caught:
        books.post(ENTRY, "request-1", CompanyReferences())

    assert caught.value.reason is reason
    assert "TxnDate: sent 2026-11-23, QuickBooks has 2026-11-22" in caught.value.details
    assert any("6140" in detail for detail in caught.value.details)


def test_a_request_id_that_is_known_without_a_document_is_tried_again_later():
    """The first call may still be running; giving up now could make a second document."""
    books, _ = ledger(fault(600), found())

    with pytest.raises(RetriableError) as caught:
        books.post(ENTRY, "request-1", CompanyReferences())

    assert caught.value.after_seconds == 130


def test_a_duplicate_number_that_no_entry_carries_is_for_a_person():
    books, _ = ledger(fault(6140), found())

    with pytest.raises(NeedsAttentionError) as caught:
        books.post(ENTRY, "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.REFUSED_BY_QUICKBOOKS


def test_a_conflict_that_a_new_entry_cannot_have_is_a_bug():
    books, transport = ledger(fault(5010))

    with pytest.raises(ReconcileError):
        books.post(ENTRY, "request-1", CompanyReferences())

    assert len(transport.sent) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (6200, HoldReason.CLOSED_PERIOD),
        (6210, HoldReason.CLOSED_PERIOD),
        (610, HoldReason.ACCOUNT_UNUSABLE),
        (2500, HoldReason.ACCOUNT_UNUSABLE),
        (6190, HoldReason.SUBSCRIPTION_LAPSED),
        (2220, HoldReason.CURRENCY_DIFFERS),
        (6000, HoldReason.REFUSED_BY_QUICKBOOKS),
    ],
)
def test_what_the_merchant_can_settle_is_held_with_its_reason_and_all_words(code, reason):
    books, _ = ledger(fault(code, detail="the vendor's words"))

    with pytest.raises(NeedsAttentionError) as caught:
        books.post(ENTRY, "request-1", CompanyReferences())

    assert caught.value.reason is reason
    assert caught.value.details == (f"{code} Message of it: the vendor's words", "HTTP 400", "intuit_tid 1-tid")


@pytest.mark.parametrize(("rows", "document_id"), [((), None), ((answered(),), "412")])
def test_an_entry_is_found_by_its_number_in_one_read(rows, document_id):
    books, transport = ledger(found(*rows))

    document = books.find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-K7QZ2M")

    assert (document and document.id) == document_id
    assert len(transport.sent) == 1


def test_two_entries_with_one_number_are_for_a_person():
    books, _ = ledger(found(answered(), answered() | {"Id": "413"}))

    with pytest.raises(NeedsAttentionError) as caught:
        books.find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-K7QZ2M")

    assert caught.value.details == ("their ids are 412, 413",)
