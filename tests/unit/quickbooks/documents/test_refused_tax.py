"""A refusal that QuickBooks' own tax may be behind is told apart from every other one (docs/quickbooks.md 6.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import PostedDocument, TaxRefusedError
from unit.quickbooks.doubles import ScriptedTransport, client, fault
from unit.quickbooks.echo import Echo
from unit.quickbooks.sample_documents import REFERENCES, invoice, journal_entry, sales_receipt

FORMS = pytest.mark.parametrize("make", [invoice, sales_receipt])
# 7777 is no code that anybody documents: which one a total below zero has is not published.
CODES = pytest.mark.parametrize("code", ["6000", "7777"])


def refused(code, document, *, country="US", about=None):
    """What a refusal of a document becomes."""
    writer = QuickBooksDocuments(client(ScriptedTransport(fault(code)), country=country))
    action = CallAction.POST if about is None else CallAction.AMEND
    prepared = writer.prepare(BooksCall(action, document, about), REFERENCES)
    with pytest.raises(NeedsAttentionError) as caught:
        prepared.send("request-1")
    return caught.value


@FORMS
@CODES
def test_a_us_form_with_quickbooks_tax_may_be_refused_for_its_tax(make, code):
    refusal = refused(code, make("US", taxed=True))

    assert isinstance(refusal, TaxRefusedError)
    assert (refusal.reason, refusal.fault_code) == (HoldReason.REFUSED_BY_QUICKBOOKS, int(code))
    assert "Detail of it" in refusal.details[0]


@FORMS
@CODES
def test_so_may_its_amendment(make, code):
    document = make("US", taxed=True)
    about = PostedDocument(document.kind, "148", "0", document.doc_number, document.total_minor)

    assert isinstance(refused(code, document, about=about), TaxRefusedError)


@pytest.mark.parametrize(
    ("document", "country"),
    [
        (sales_receipt("US"), "US"),
        (journal_entry("US"), "US"),
        (sales_receipt("CA", taxed=True), "CA"),
        (invoice("IE", taxed=True), "IE"),
    ],
    ids=["tax as lines", "a journal entry", "Canada", "Ireland"],
)
def test_where_quickbooks_computes_no_tax_of_its_own_a_refusal_is_a_refusal(document, country):
    refusal = refused("6000", document, country=country)

    assert not isinstance(refusal, TaxRefusedError)
    assert refusal.reason is HoldReason.REFUSED_BY_QUICKBOOKS


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("6210", HoldReason.CLOSED_PERIOD),
        ("610", HoldReason.ACCOUNT_UNUSABLE),
        ("6190", HoldReason.SUBSCRIPTION_LAPSED),
    ],
)
def test_a_refusal_with_a_cause_of_its_own_is_not_about_tax(code, reason):
    refusal = refused(code, sales_receipt("US", taxed=True))

    assert not isinstance(refusal, TaxRefusedError)
    assert refusal.reason is reason


def test_a_code_mapped_as_a_whole_is_compared_by_its_total():
    """The rates that QuickBooks answers with are those of state, city and district, and none of ours."""
    document = sales_receipt("US", taxed=True)
    (tax,) = document.taxes
    whole = replace(document, taxes=(replace(tax, rate_id=""),))
    books = Echo(country="US")
    rates = [("1", "40.00"), ("2", "38.79")]
    books.lie("SalesReceipt", lambda row: row["TxnTaxDetail"].update(TaxLine=[tax_line(*rate) for rate in rates]))

    assert books.post(whole, REFERENCES).total_minor == whole.total_minor


def tax_line(rate_id, amount):
    return {"Amount": Decimal(amount), "TaxLineDetail": {"TaxRateRef": {"value": rate_id}}}
