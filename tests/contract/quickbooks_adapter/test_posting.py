"""A day reaches the books once, whatever happens on the way (design 5, quickbooks-online reference 3 and 5)."""

from dataclasses import replace
from datetime import date

import pytest
from requests.adapters import HTTPAdapter

from contract.quickbooks_adapter.conftest import Connected, entry
from daybook.domain.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.references import CompanyReferences
from daybook.domain.sync import ResponseDiffersError

pytestmark = pytest.mark.loopback


class LyingTransport(HTTPAdapter):
    """QuickBooks over HTTP, but a cent more than it stored."""

    def send(self, request, **known):
        response = super().send(request, **known)
        response._content = response.content.replace(b'"Amount": 100.0', b'"Amount": 100.01')
        return response


def test_a_day_is_one_write_and_no_metered_read(books):
    document = books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert document.total_minor == 10000
    assert document.doc_number == "TL-20261123-K7QZ2M"
    assert document.intuit_tid
    assert [body["DocNumber"] for body in books.entries()] == ["TL-20261123-K7QZ2M"]
    assert (books.meter.writes, books.meter.reads) == (1, 0)


def test_a_repeat_with_the_same_request_id_is_the_same_document(books):
    first = books.ledger().post(entry(books), "request-1", CompanyReferences())
    again = books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert again.id == first.id
    assert len(books.entries()) == 1


def test_a_connection_that_drops_after_the_commit_does_not_make_a_second_document(books):
    books.arm("drop_connection_after_commit")
    with pytest.raises(RetriableError):
        books.ledger().post(entry(books), "request-1", CompanyReferences())

    document = books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert len(books.entries()) == 1
    assert books.ledger().find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-K7QZ2M") == replace(document, intuit_tid="")


@pytest.mark.parametrize("fault", ["drop_connection", "http_500", "http_503", "throttle", "json_429"])
def test_trouble_at_intuit_goes_back_to_the_queue_and_heals(books, fault):
    books.arm(fault)
    with pytest.raises(RetriableError) as caught:
        books.ledger().post(entry(books), "request-1", CompanyReferences())

    books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert caught.value.after_seconds == (60 if fault in {"throttle", "json_429"} else None)
    assert len(books.entries()) == 1


def test_a_token_that_dies_under_a_post_does_not_double_it(books):
    books.arm("expire_access_tokens")

    books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert len(books.entries()) == 1


def test_a_revoked_grant_holds_the_day(books):
    books.arm("revoke")

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert books.entries() == []


def test_closed_books_hold_the_day(books):
    books.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = "2026-11-30"

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.CLOSED_PERIOD


def test_an_inactive_account_holds_the_day_and_names_it(books):
    wanted = entry(books, credit="Services")
    books.company.find_named("Account", "Name", "Services").body["Active"] = False

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(wanted, "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert any(wanted.lines[1].account_id in detail for detail in caught.value.details)


def test_a_lapsed_subscription_holds_the_day(books):
    books.company.subscription = "EXPIRED"

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(entry(books), "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.SUBSCRIPTION_LAPSED


def test_a_currency_the_company_does_not_keep_holds_the_day(books):
    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(replace(entry(books), currency="USD"), "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.CURRENCY_DIFFERS


def test_an_answer_that_differs_by_a_cent_is_not_taken_for_posted(books):
    with pytest.raises(ResponseDiffersError) as caught:
        books.ledger(transport=LyingTransport()).post(entry(books), "request-1", CompanyReferences())

    assert caught.value.document.id == next(books.company.live("JournalEntry")).id
    assert any("100.01" in detail for detail in caught.value.details)


def warn_of_duplicates(books):
    pairs = books.company.preferences["OtherPrefs"]["NameValue"]
    next(pair for pair in pairs if pair["Name"] == "WarnDuplicateJournalNumber")["Value"] = "true"


def test_a_document_that_exists_under_the_number_is_adopted_if_it_is_the_same(books):
    """Where request ids have been forgotten, the document number still keeps a second document out."""
    warn_of_duplicates(books)
    first = books.ledger().post(entry(books), "request-1", CompanyReferences())

    adopted = books.ledger().post(entry(books), "request-2", CompanyReferences())

    assert adopted.id == first.id
    assert len(books.entries()) == 1


def test_a_document_with_other_figures_under_the_number_is_for_a_person(books):
    warn_of_duplicates(books)
    books.ledger().post(entry(books, minor=9900), "request-1", CompanyReferences())

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(entry(books), "request-2", CompanyReferences())

    assert caught.value.reason is HoldReason.REFUSED_BY_QUICKBOOKS
    assert any("99.00" in detail for detail in caught.value.details)
    assert len(books.entries()) == 1


def test_a_document_that_is_not_there_is_not_found(books):
    assert books.ledger().find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-NOBODY") is None
    assert books.meter.reads == 1


def test_a_house_account_line_carries_its_customer(books):
    receivable = books.account("Accounts Receivable (A/R)")
    created = books.client().post("customer", {"DisplayName": "House account customers"}, "request-0")
    lines = (
        JournalLine(Side.DEBIT, receivable, 1800, "House account", customer_id=created.body["Customer"]["Id"]),
        JournalLine(Side.CREDIT, books.account("Sales"), 1800, "Sales"),
    )
    wanted = JournalEntry(date(2026, 11, 23), "TL-20261123-K7QZ2M", "note", "CAD", lines)

    assert books.ledger().post(wanted, "request-1", CompanyReferences()).total_minor == 1800


def test_a_french_companys_refusal_is_understood_by_its_code(simulator):
    books = Connected(simulator, simulator.add_company("ca_plus_fr", name="Café du Port"))
    books.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = "2026-11-30"

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().post(entry(books, debit="Petite caisse", credit="Ventes"), "request-1", CompanyReferences())

    assert caught.value.reason is HoldReason.CLOSED_PERIOD
    assert any("Période comptable fermée" in detail for detail in caught.value.details)


def test_a_us_company_gets_text_it_can_store(simulator):
    books = Connected(simulator, simulator.add_company("us_plus", name="Joe's"), country="US")
    plain = entry(books, debit="Checking", credit="Services")
    fancy = replace(plain, lines=(replace(plain.lines[0], memo="Joe\u2019s 🍕"), plain.lines[1]))

    books.ledger().post(fancy, "request-1", CompanyReferences())

    assert books.entries()[0]["Line"][0]["Description"] == "Joe's ?"
