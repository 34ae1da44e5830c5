"""Payments of invoices: what they settle, which versions move, and a deposit that locks them (docs/quickbooks.md 2)."""

import pytest

from quickbooks_simulator.faults.refusals import ApiFault
from simulators.quickbooks.in_memory.documents.test_documents import D


def test_a_payment_settles_its_invoice_and_no_more_than_that(books):
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    payment = {
        "CustomerRef": books.customer(),
        "TotalAmt": D(10),
        "TxnDate": "2026-11-23",
        "Line": [{"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}],
    }

    first = books.post("Payment", payment)

    paid = books.query("SELECT * FROM Invoice")["Invoice"][0]
    assert (first["UnappliedAmt"], paid["Balance"]) == (0, 0)
    assert paid["LinkedTxn"] == [{"TxnId": first["Id"], "TxnType": "Payment"}]
    with pytest.raises(ApiFault) as caught:
        books.post("Payment", payment)
    assert caught.value.problems[0].code == "620"


def test_an_invoice_with_payments_is_not_voided(books):
    """Refused in production (docs/quickbooks.md 13.5)."""
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    line = {"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    books.post("Payment", {"CustomerRef": books.customer(), "TotalAmt": D(10), "Line": [line]})

    with pytest.raises(ApiFault) as caught:
        books.post("Invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="void")

    assert caught.value.problems[0].code == "6000"


@pytest.mark.parametrize(("moves", "version"), [(True, "1"), (False, "0")])
def test_a_payment_moves_the_version_of_the_invoice_it_pays(books, moves, version):
    """Seen in sandbox and production (docs/quickbooks.md 13.4); a switch for clients that were written before."""
    books.company.switches.payments_move_invoices = moves
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    line = {"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}

    books.post("Payment", {"CustomerRef": books.customer(), "TotalAmt": D(10), "Line": [line]})

    assert books.query("SELECT * FROM Invoice")["Invoice"][0]["SyncToken"] == version


def test_a_paid_invoice_that_is_deleted_leaves_its_payment_unapplied(books):
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    line = {"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    books.post("Payment", {"CustomerRef": books.customer(), "TotalAmt": D(10), "Line": [line]})

    books.post("Invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="delete")

    payment = books.query("SELECT * FROM Payment")["Payment"][0]
    assert (payment["UnappliedAmt"], payment["Line"]) == (D(10), [])
    assert all(row["Balance"] == 0 for row in books.query("SELECT * FROM Invoice").get("Invoice", []))


@pytest.mark.parametrize(("moves", "versions"), [(False, ["0", "0", "0"]), (True, ["1", "2", "3"])])
def test_a_payment_moves_the_version_of_its_invoice_where_the_switch_says_so(books, moves, versions):
    """Made, changed, deleted: each of them, and never a person's edit (docs/quickbooks.md 13.4)."""
    books.company.switches.payments_move_invoices = moves
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    line = {"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    payment = {"CustomerRef": books.customer(), "TotalAmt": D(10), "Line": [line]}
    seen = []

    made = books.post("Payment", payment)
    seen.append(books.query("SELECT * FROM Invoice")["Invoice"][0]["SyncToken"])
    books.post("Payment", payment | {"Id": made["Id"], "SyncToken": "0"})
    seen.append(books.query("SELECT * FROM Invoice")["Invoice"][0]["SyncToken"])
    books.post("Payment", {"Id": made["Id"], "SyncToken": "1"}, operation="delete")
    seen.append(books.query("SELECT * FROM Invoice")["Invoice"][0]["SyncToken"])

    assert seen == versions


def test_a_payment_of_zero_applies_a_credit_memo_to_an_invoice(books):
    invoice = books.post("Invoice", books.sale((D(10), "NON"), DocNumber="A"))
    memo = books.post("CreditMemo", books.sale((D(4), "NON"), DocNumber="B"))

    books.post(
        "Payment",
        {
            "CustomerRef": books.customer(),
            "TotalAmt": 0,
            "Line": [
                {"Amount": D(4), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]},
                {"Amount": D(4), "LinkedTxn": [{"TxnId": memo["Id"], "TxnType": "CreditMemo"}]},
            ],
        },
    )

    assert books.query("SELECT * FROM Invoice")["Invoice"][0]["Balance"] == D(6)
    assert books.query("SELECT * FROM CreditMemo")["CreditMemo"][0]["RemainingCredit"] == 0


def test_a_payment_cannot_pay_another_customers_invoice(books):
    invoice = books.post("Invoice", books.sale((D(10), "NON")))
    stranger = books.post("Customer", {"DisplayName": "Somebody else"})
    line = {"Amount": D(10), "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}

    with pytest.raises(ApiFault) as caught:
        books.post("Payment", {"CustomerRef": {"value": stranger["Id"]}, "TotalAmt": D(10), "Line": [line]})

    assert caught.value.problems[0].code == "620"


def test_a_deposit_that_sweeps_a_receipt_locks_it_until_the_deposit_is_deleted(books):
    receipt = books.post("SalesReceipt", books.sale((D(10), "NON")))
    link = {"TxnId": receipt["Id"], "TxnType": "SalesReceipt", "TxnLineId": "0"}
    deposit = books.post(
        "Deposit", {"DepositToAccountRef": books.account("Checking"), "Line": [{"Amount": D(10), "LinkedTxn": [link]}]}
    )
    version = {"Id": receipt["Id"], "SyncToken": "0"}
    assert books.query("SELECT * FROM SalesReceipt")["SalesReceipt"][0]["LinkedTxn"] == [
        {"TxnId": deposit["Id"], "TxnType": "Deposit"}
    ]

    with pytest.raises(ApiFault) as caught:
        books.post("SalesReceipt", version, operation="delete")

    assert caught.value.problems[0].code == "6540"
    books.post("Deposit", {"Id": deposit["Id"], "SyncToken": "0"}, operation="delete")
    assert books.post("SalesReceipt", version, operation="delete")["status"] == "Deleted"
