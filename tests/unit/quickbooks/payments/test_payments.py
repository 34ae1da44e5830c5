"""An invoice is paid by one payment per tender, the same ones on every try (docs/quickbooks.md 4.9)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.payments.payment_changes import wanted_payments
from daybook.adapters.quickbooks.payments.rendered import is_ours, payment_bodies
from daybook.domain.posting.posted_documents import PostedPart, ResponseDiffersError
from daybook.domain.posting.sales_forms import TenderPayment
from unit.quickbooks.echo import Echo
from unit.quickbooks.sample_documents import CASH, REFERENCES, VISA, invoice

BODIES = payment_bodies(invoice(), "1301", REFERENCES)
WANTED = wanted_payments(invoice(), "1301", REFERENCES)
VISA_KEY, CASH_KEY = BODIES


def part(key, minor):
    return PostedPart(key, f"id-{key}", "0", minor)


def test_a_payments_number_fits_says_its_tender_and_is_ours():
    names = ["VISA", "CASH", "Tarjeta de crédito muy larga", "大丸"]
    payments = tuple(TenderPayment(f"tender:{name}", "91", 26387 + (n < 2), "memo") for n, name in enumerate(names))
    form = replace(invoice(), payments=payments)

    keys = list(payment_bodies(form, "1301", REFERENCES))

    assert [key.rpartition("-")[0] for key in keys] == ["VISA", "CASH", "TARJETADECRD", ""]
    assert all(len(key) <= 21 and is_ours({"PaymentRefNum": key}) for key in keys)
    assert len(set(keys)) == 4


def test_a_persons_own_payment_is_not_ours():
    assert not any(is_ours({"PaymentRefNum": number}) for number in ("1042", "", "CHQ-17", "VISA 23 Nov"))


def test_two_payments_by_one_tender_are_two():
    halves = (VISA, replace(VISA, amount_minor=CASH.amount_minor))

    assert len(payment_bodies(invoice(payments=halves), "1301", REFERENCES)) == 2


def test_the_method_is_known_by_the_tender_or_by_its_name():
    methods = [body["PaymentMethodRef"]["value"] for body in BODIES.values()]

    assert methods == ["4", "1"]
    assert "PaymentMethodRef" not in payment_bodies(invoice(), "1", replace(REFERENCES, payment_methods={}))[VISA_KEY]


def test_an_invoice_is_two_calls_and_its_parts_are_its_payments():
    books = Echo()

    document = books.post(invoice(), REFERENCES)

    assert [sent.path.rpartition("/")[2] for sent in books.transport.sent] == ["invoice", "batch"]
    assert [(p.key, p.id, p.total_minor) for p in document.parts] == [
        (VISA_KEY, "1400", 84210),
        (CASH_KEY, "1401", 21340),
    ]
    assert (document.id, document.total_minor, document.intuit_tid) == ("1301", 105550, "1-batch")


def test_a_batch_has_the_first_36_characters_of_its_request_id():
    books = Echo()

    books.post(invoice(), REFERENCES, "a" * 36 + "bcde")

    assert books.request_ids == ["a" * 36 + "bcde", "a" * 36]


def test_a_day_with_more_tenders_than_a_batch_holds_is_several_batches():
    payments = tuple(TenderPayment("tender:CASH", "92", 105550 // 40 + (n < 30), "m", f"1:{n}") for n in range(40))
    books = Echo()

    document = books.post(invoice(payments=payments), REFERENCES)

    assert [len(body["BatchItemRequest"]) for body in books.sent[1:]] == [30, 10]
    assert len({each.key for each in document.parts}) == 40


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ([], ["create", "create"]),
        ([part(VISA_KEY, 84210)], ["update", "create"]),
        ([part(VISA_KEY, 90000), part(CASH_KEY, 21340)], ["update"]),
        ([part("AMEX-AAAAAAAA", 500), part(VISA_KEY, 84210), part(CASH_KEY, 20840)], ["delete"]),
        ([part(VISA_KEY, 90000), part(CASH_KEY, 30000)], ["update", "update"]),
        ([part(VISA_KEY, 84210), part(CASH_KEY, 21340)], ["update", "update"]),
    ],
)
def test_a_tender_gives_way_before_another_grows(standing, expected):
    """QuickBooks refuses more than is open of an invoice and keeps no order in a batch: two calls, where needed."""
    assert [change.operation for change in WANTED.changes(standing)] == expected
    assert WANTED.hash_of(standing) == "", "of payments of which only the amounts are known"


def test_the_payments_that_are_known_to_stand_are_left_alone():
    visa = replace(part(VISA_KEY, 84210), body_hash=WANTED.hashes[VISA_KEY])
    cash = replace(part(CASH_KEY, 21340), body_hash=WANTED.hashes[CASH_KEY])

    assert [(change.key, change.operation) for change in WANTED.changes([visa])] == [(CASH_KEY, "create")]
    assert WANTED.changes([visa, cash]) == []
    assert WANTED.hash_of([visa, cash]) == invoice().payments_hash
    assert WANTED.hash_of([visa]) != invoice().payments_hash


def test_words_alone_write_no_payment_again():
    """A shop that changes its language does not touch the books of before."""
    french = invoice(payments=tuple(replace(each, memo="Paiements") for each in invoice().payments))

    assert wanted_payments(french, "1301", REFERENCES).hashes == WANTED.hashes


def unlink(row):
    row["Line"] = []


LIES = {
    "amount": (
        lambda row: row.update(TotalAmt=row["TotalAmt"] + Decimal("0.01")),
        "total: sent 842.10, QuickBooks has 842.11",
    ),
    "account": (lambda row: row.pop("DepositToAccountRef"), "account: sent 91, QuickBooks has none"),
    "link": (unlink, "paid of invoice 1301: sent 842.10, QuickBooks has 0.00"),
    "date": (lambda row: row.update(TxnDate="2026-11-24"), "date: sent 2026-11-23, QuickBooks has 2026-11-24"),
    "number": (lambda row: row.pop("PaymentRefNum"), "number: sent VISA-"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_payment_that_differs_is_reported_and_its_document_kept_whole(lie):
    tell, expected = LIES[lie]
    books = Echo()
    books.lie("Payment", tell)

    with pytest.raises(ResponseDiffersError) as caught:
        books.post(invoice(), REFERENCES)

    assert f"payment {VISA_KEY}: {expected}" in caught.value.details[0]
    assert {each.key for each in caught.value.document.parts} == {VISA_KEY, CASH_KEY}
    assert {each.body_hash for each in caught.value.document.parts} == {""}, "so they are written again"
