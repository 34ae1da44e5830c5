"""An invoice is paid by one payment per tender, the same ones on every try (quickbooks-online reference 4.9)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.payment_changes import batch_request_id, steps
from daybook.adapters.quickbooks.payments import is_ours, payment_bodies
from daybook.domain.sales_forms import TenderPayment
from daybook.domain.sync import PostedPart, ResponseDiffersError
from unit.quickbooks.echo import Echo
from unit.quickbooks.sample_documents import CASH, REFERENCES, VISA, invoice

BODIES = payment_bodies(invoice(), "1301", REFERENCES)
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

    document = books.ledger.post(invoice(), "request-1", REFERENCES)

    assert [sent.path.rpartition("/")[2] for sent in books.transport.sent] == ["invoice", "batch"]
    assert [(p.key, p.id, p.total_minor) for p in document.parts] == [
        (VISA_KEY, "1400", 84210),
        (CASH_KEY, "1401", 21340),
    ]
    assert (document.id, document.total_minor, document.intuit_tid) == ("1301", 105550, "1-batch")


def test_a_batch_has_a_short_id_that_follows_from_the_request():
    first, second, other = Echo(), Echo(), Echo()
    first.ledger.post(invoice(), "a" * 40, REFERENCES)
    second.ledger.post(invoice(), "a" * 40, REFERENCES)
    other.ledger.post(invoice(), "b" * 40, REFERENCES)

    assert first.request_ids == second.request_ids
    assert first.request_ids[1] != other.request_ids[1]
    assert len(first.request_ids[1]) == 36


def test_a_day_with_more_tenders_than_a_batch_holds_is_several_batches():
    payments = tuple(TenderPayment("tender:CASH", "92", 105550 // 40 + (n < 30), "m", f"1:{n}") for n in range(40))
    books = Echo()

    document = books.ledger.post(invoice(payments=payments), "request-1", REFERENCES)

    assert [len(body["BatchItemRequest"]) for body in books.sent[1:]] == [30, 10]
    assert len({each.key for each in document.parts}) == 40
    assert len(set(books.request_ids)) == 3


def test_the_id_of_a_batch_changes_once_its_answer_was_seen_and_with_what_it_writes():
    (changes,) = steps(BODIES, [], refresh=False)
    (fewer,) = steps(BODIES, [part(VISA_KEY, 84210)], refresh=False)

    ids = {batch_request_id("r", tid, each) for tid in ("", "1-tid") for each in (changes, fewer)}

    assert len(ids) == 4
    assert batch_request_id("r", "", changes) == batch_request_id("r", "", list(reversed(changes)))


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ([], [["create", "create"]]),
        ([part(VISA_KEY, 84210)], [["update", "create"]]),
        ([part(VISA_KEY, 90000), part(CASH_KEY, 21340)], [["update"], ["update"]]),
        (
            [part("AMEX-AAAAAAAA", 500), part(VISA_KEY, 84210), part(CASH_KEY, 20840)],
            [["delete"], ["update", "update"]],
        ),
        ([part(VISA_KEY, 90000), part(CASH_KEY, 30000)], [["update", "update"]]),
    ],
)
def test_a_tender_gives_way_before_another_grows(standing, expected):
    """QuickBooks refuses more than is open of an invoice and keeps no order in a batch: two batches, where needed."""
    assert [[change.operation for change in step] for step in steps(BODIES, standing, refresh=True)] == expected


def test_a_retry_leaves_the_payments_that_stand_alone():
    (step,) = steps(BODIES, [part(VISA_KEY, 84210)], refresh=False)

    assert [(change.key, change.operation) for change in step] == [(CASH_KEY, "create")]


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
        books.ledger.post(invoice(), "request-1", REFERENCES)

    assert f"payment {VISA_KEY}: {expected}" in caught.value.details[0]
    assert {each.key for each in caught.value.document.parts} == {VISA_KEY, CASH_KEY}
