"""What only the ledger in memory can play: calls that land late, queries that lag, and a request id for two bodies."""

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory
from contract.quickbooks_adapter.shop_days import KINDS, NUMBER, corrected, day
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import OutcomeUnknownError, TaxRecomputedError, TokenRejectedError
from daybook.domain.posting.sales_forms import FormTax, SalesForm

ENTRY = DocumentKind.JOURNAL_ENTRY
POST = CallAction.POST


@pytest.fixture
def books():
    return InMemory()


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_id_stands_for_two_bodies(books, kind):
    books.send(BooksCall(POST, day(books, kind)), "r1")

    with pytest.raises(AssertionError, match="two bodies"):
        books.send(BooksCall(POST, corrected(books, kind)), "r1")


def test_a_call_that_lands_late_is_carried_out_when_it_lands(books):
    call = BooksCall(POST, day(books, ENTRY))
    books.ledger.land_late()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r1")
    before = books.look_up(call).likeness

    books.ledger.land()

    assert (before, books.look_up(call).likeness) == (Likeness.MISSING, Likeness.AS_SENT)


@pytest.mark.parametrize(("forgotten", "documents"), [(False, 1), (True, 2)])
def test_a_repeat_before_it_lands_is_one_document_while_request_ids_are_remembered(books, forgotten, documents):
    call = BooksCall(POST, day(books, ENTRY))
    if forgotten:
        books.forget_request_ids()
    books.ledger.land_late()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r1")

    books.send(call, "r1")
    books.ledger.land()

    assert books.documents == documents


def test_a_query_that_lags_does_not_see_the_newest_write(books):
    call = BooksCall(POST, day(books, ENTRY))
    books.ledger.lag_queries()
    posted = books.send(call, "r1")
    lagging = books.look_up(call).likeness, books.ledger.find(ENTRY, NUMBER)
    books.send(BooksCall(CallAction.AMEND, corrected(books, ENTRY), posted), "r2")
    one_behind = books.look_up(call).likeness
    books.ledger.lag_queries(0)

    assert lagging == (Likeness.MISSING, None)
    assert one_behind is Likeness.AS_SENT
    assert books.look_up(call).likeness is Likeness.OTHER


def test_calls_are_told_by_their_action_and_reads_by_their_name(books):
    books.ledger.calls.clear()
    about = books.post(day(books, DocumentKind.INVOICE))
    books.look_up(BooksCall(POST, day(books, DocumentKind.INVOICE)))
    books.ledger.locks_of([about])
    books.remove(about)

    assert books.ledger.calls == ["post", "pay", "look_up", "locks_of", "pay", "remove"]


@pytest.mark.parametrize(
    ("error", "is_repeated"),
    [
        (NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed"), True),
        (NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "dead"), False),
        (RetriableError("busy"), False),
        (TokenRejectedError("old token"), False),
    ],
)
def test_a_refusal_is_told_again_and_what_was_not_looked_at_is_not(books, error, is_repeated):
    call = BooksCall(POST, day(books, ENTRY))
    books.ledger.fail_next(error)
    with pytest.raises(type(error)):
        books.send(call, "r1")

    if is_repeated:
        with pytest.raises(type(error)):
            books.send(call, "r1")
    else:
        books.send(call, "r1")

    assert books.documents == (0 if is_repeated else 1)


def test_a_call_that_cannot_be_prepared_is_not_sent(books):
    books.ledger.fail_next_preparation(RetriableError("the budget is spent"))

    with pytest.raises(RetriableError, match="budget"):
        books.prepare(BooksCall(POST, day(books, ENTRY)))

    assert "post" not in books.ledger.calls


def test_a_tax_of_its_own_is_told_and_found(books):
    plain = day(books, DocumentKind.REFUND_RECEIPT)
    (refunds, _) = plain.lines
    taxes = (FormTax("7", "13", refunds.amount_minor, 130, books.accounts["tax"]),)
    taxed = SalesForm(
        plain.kind, plain.business_date, plain.doc_number, plain.private_note, plain.currency, (refunds,),
        taxes=taxes, deposit_account_id=plain.deposit_account_id,
    )  # fmt: skip
    call = BooksCall(POST, taxed)
    books.ledger.recompute_tax(2)
    with pytest.raises(TaxRecomputedError) as caught:
        books.send(call, "r1")
    found = books.look_up(call)
    amended = books.send(BooksCall(CallAction.AMEND, plain, found.document), "r2")

    assert (caught.value.document.total_minor, caught.value.document.body_hash) == (taxed.total_minor + 2, "")
    assert (found.likeness, found.document.id) == (Likeness.TAX_DIFFERS, caught.value.document.id)
    assert (amended.id, books.effect) == (found.document.id, plain.effect)
