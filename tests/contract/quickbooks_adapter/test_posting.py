"""A day reaches the books once, whatever happens on the way (docs/architecture.md 4, docs/quickbooks.md 3 and 5)."""

from dataclasses import replace
from datetime import date

import pytest
from requests.adapters import HTTPAdapter

from contract.quickbooks_adapter.conftest import Connected, entry
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction, Found, Likeness
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from daybook.domain.posting.posted_documents import (
    ConflictError,
    OutcomeUnknownError,
    ResponseDiffersError,
    TokenRejectedError,
)

pytestmark = pytest.mark.loopback

NO_REFERENCES = CompanyReferences()


class LyingTransport(HTTPAdapter):
    """QuickBooks over HTTP, but a cent more than it stored."""

    def send(self, request, **known):
        response = super().send(request, **known)
        response._content = response.content.replace(b'"Amount": 100.0', b'"Amount": 100.01')
        return response


def posted(books, document, request_id="request-1", **known):
    """Sent once, by a worker of its own."""
    return books.writer(**known).prepare(BooksCall(CallAction.POST, document), NO_REFERENCES).send(request_id)


def found(books, document):
    """What a look-up says of the post of a document."""
    return books.ledger().look_up(BooksCall(CallAction.POST, document), "talech sales of", NO_REFERENCES)


def test_a_day_is_one_write_and_no_metered_read(books):
    document = posted(books, entry(books))

    assert document.total_minor == 10000
    assert document.doc_number == "TL-20261123-K7QZ2M"
    assert document.intuit_tid
    assert [body["DocNumber"] for body in books.entries()] == ["TL-20261123-K7QZ2M"]
    assert (books.meter.writes, books.meter.reads) == (1, 0)


def test_a_repeat_with_the_same_request_id_is_the_same_document(books):
    first = posted(books, entry(books))
    again = posted(books, entry(books))

    assert again.id == first.id
    assert len(books.entries()) == 1


def test_a_connection_that_drops_after_the_commit_does_not_make_a_second_document(books):
    books.arm("drop_connection_after_commit")
    with pytest.raises(OutcomeUnknownError):
        posted(books, entry(books))

    document = posted(books, entry(books))

    assert len(books.entries()) == 1
    assert found(books, entry(books)) == Found(Likeness.AS_SENT, replace(document, intuit_tid=""))


@pytest.mark.parametrize("fault", ["drop_connection", "http_500", "http_503"])
def test_after_trouble_at_intuit_nobody_knows_and_a_repeat_heals_it(books, fault):
    books.arm(fault)
    with pytest.raises(OutcomeUnknownError) as caught:
        posted(books, entry(books))

    posted(books, entry(books))

    assert caught.value.condition is Condition.QUICKBOOKS_UNAVAILABLE
    assert len(books.entries()) == 1


@pytest.mark.parametrize("fault", ["throttle", "json_429"])
def test_a_throttled_call_was_not_carried_out(books, fault):
    books.arm(fault)
    with pytest.raises(RetriableError) as caught:
        posted(books, entry(books))

    assert not isinstance(caught.value, OutcomeUnknownError)
    assert caught.value.after_seconds == 60
    assert books.entries() == []


def test_a_token_that_dies_before_a_post_is_replaced_for_the_next_call(books):
    writer, call = books.writer(), BooksCall(CallAction.POST, entry(books))
    books.arm("expire_access_tokens")
    with pytest.raises(TokenRejectedError):
        writer.prepare(call, NO_REFERENCES).send("request-1")
    after_rejection = books.entries()

    writer.prepare(call, NO_REFERENCES).send("request-1")

    assert after_rejection == []
    assert len(books.entries()) == 1


def test_a_revoked_grant_holds_the_day(books):
    writer, call = books.writer(), BooksCall(CallAction.POST, entry(books))
    books.arm("revoke")
    with pytest.raises(TokenRejectedError):
        writer.prepare(call, NO_REFERENCES).send("request-1")

    with pytest.raises(NeedsAttentionError) as caught:
        writer.prepare(call, NO_REFERENCES)

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert books.entries() == []


def test_closed_books_hold_the_day(books):
    books.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = "2026-11-30"

    with pytest.raises(NeedsAttentionError) as caught:
        posted(books, entry(books))

    assert caught.value.reason is HoldReason.CLOSED_PERIOD


def test_an_inactive_account_holds_the_day_and_names_it(books):
    wanted = entry(books, credit="Services")
    books.company.find_named("Account", "Name", "Services").body["Active"] = False

    with pytest.raises(NeedsAttentionError) as caught:
        posted(books, wanted)

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert any(wanted.lines[1].account_id in detail for detail in caught.value.details)


def test_a_lapsed_subscription_holds_the_day(books):
    books.company.subscription = "EXPIRED"

    with pytest.raises(NeedsAttentionError) as caught:
        posted(books, entry(books))

    assert caught.value.reason is HoldReason.SUBSCRIPTION_LAPSED


def test_a_currency_the_company_does_not_keep_holds_the_day(books):
    with pytest.raises(NeedsAttentionError) as caught:
        posted(books, replace(entry(books), currency="USD"))

    assert caught.value.reason is HoldReason.CURRENCY_DIFFERS


def test_an_answer_that_differs_by_a_cent_is_not_taken_for_posted(books):
    with pytest.raises(ResponseDiffersError) as caught:
        posted(books, entry(books), transport=LyingTransport())

    assert caught.value.document.id == next(books.company.live("JournalEntry")).id
    assert caught.value.document.body_hash == ""
    assert any("100.01" in detail for detail in caught.value.details)


def warn_of_duplicates(books):
    pairs = books.company.preferences["OtherPrefs"]["NameValue"]
    next(pair for pair in pairs if pair["Name"] == "WarnDuplicateJournalNumber")["Value"] = "true"


def test_a_document_that_exists_under_the_number_is_looked_up_and_ours(books):
    """Where request ids have been forgotten, the document number still keeps a second document out."""
    warn_of_duplicates(books)
    first = posted(books, entry(books))
    with pytest.raises(ConflictError):
        posted(books, entry(books), "request-2")

    looked_up = found(books, entry(books))

    assert (looked_up.likeness, looked_up.document.id) == (Likeness.AS_SENT, first.id)
    assert len(books.entries()) == 1


def test_a_document_with_other_figures_under_the_number_is_for_a_person(books):
    warn_of_duplicates(books)
    posted(books, entry(books, minor=9900))
    with pytest.raises(ConflictError) as caught:
        posted(books, entry(books), "request-2")

    looked_up = found(books, entry(books))

    assert caught.value.unless_ours.reason is HoldReason.REFUSED_BY_QUICKBOOKS
    assert looked_up.likeness is Likeness.OTHER
    assert any("99.00" in detail for detail in looked_up.details)
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

    assert posted(books, wanted).total_minor == 1800


def test_a_french_companys_refusal_is_understood_by_its_code(simulator):
    books = Connected(simulator, simulator.add_company("ca_plus_fr", name="Café du Port"))
    books.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = "2026-11-30"

    with pytest.raises(NeedsAttentionError) as caught:
        posted(books, entry(books, debit="Petite caisse", credit="Ventes"))

    assert caught.value.reason is HoldReason.CLOSED_PERIOD
    assert any("Période comptable fermée" in detail for detail in caught.value.details)


def test_a_us_company_gets_text_it_can_store(simulator):
    books = Connected(simulator, simulator.add_company("us_plus", name="Joe's"), country="US")
    plain = entry(books, debit="Checking", credit="Services")
    fancy = replace(plain, lines=(replace(plain.lines[0], memo="Joe\u2019s 🍕"), plain.lines[1]))

    posted(books, fancy)

    assert books.entries()[0]["Line"][0]["Description"] == "Joe's"
