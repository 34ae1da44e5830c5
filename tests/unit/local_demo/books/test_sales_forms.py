"""What invoices, payments, receipts and refund receipts do to the accounts, read from their own JSON."""

from decimal import Decimal

import pytest

from daybook_local.demo.books.booked_documents import booked, read_documents
from daybook_local.demo.books.company_accounts import CompanyAccounts
from daybook_local.demo.books.movements import UnknownDocumentError
from daybook_local.system.vendors.quickbooks_control import FiledRate
from unit.local_demo.forms_in_quickbooks import (
    ACCOUNTS,
    CARDS,
    CASH,
    HST_PAYABLE,
    QST_PAYABLE,
    RECEIVABLE,
    REFUNDS,
    SALES,
    TAX,
    UNDEPOSITED,
    form,
    payment,
    sold,
    taxed,
)

INVOICE = form("11.30", sold("i-sales", "10.00"), sold("i-tax", "1.30"))
PAYMENTS = [payment("8.30"), payment("3.00", into=CASH, identifier="1003")]


class Api:
    """The rows of a company by entity."""

    def __init__(self, **rows):
        self._rows = rows

    def read_back(self, entity):
        return self._rows.get(entity, [])

    def tax_return(self):
        return [FiledRate("r-hst", "HST ON", Decimal(13), HST_PAYABLE, 0)]


def test_an_invoice_and_its_payments_move_the_tenders_and_leave_nothing_owed():
    document = booked("Invoice", INVOICE, ACCOUNTS, "USD", PAYMENTS)

    assert document.accounts == {SALES: -1000, TAX: -130, CARDS: 830, CASH: 300}
    assert document.is_balanced


def test_what_is_not_paid_of_an_invoice_stands_on_the_receivable():
    document = booked("Invoice", INVOICE, ACCOUNTS, "USD", PAYMENTS[:1])

    assert document.accounts == {SALES: -1000, TAX: -130, CARDS: 830, RECEIVABLE: 300}


def test_a_receipt_that_sums_to_zero_moves_the_tenders_by_its_lines():
    row = form("0.00", sold("i-sales", "10.00"), sold("i-cash", "-10.00"), DepositToAccountRef={"value": CARDS})

    assert booked("SalesReceipt", row, ACCOUNTS, "USD").accounts == {SALES: -1000, CASH: 1000}


def test_a_refund_receipt_turns_everything_round():
    row = form("11.30", sold("i-refunds", "10.00"), sold("i-tax", "1.30"), DepositToAccountRef={"value": CASH})

    assert booked("RefundReceipt", row, ACCOUNTS, "USD").accounts == {REFUNDS: 1000, TAX: 130, CASH: -1130}


def test_a_receipt_without_a_deposit_account_lies_in_undeposited_funds():
    assert booked("SalesReceipt", form("5.00", sold("i-sales", "5.00")), ACCOUNTS, "USD").accounts == {
        UNDEPOSITED: 500,
        SALES: -500,
    }


def test_quickbooks_tax_goes_to_the_account_of_its_rate_rate_by_rate():
    row = taxed(form("11.50", sold("i-sales", "10.00")), {"r-gst": "0.50", "r-qst": "1.00"})

    document = booked("Invoice", row, ACCOUNTS, "USD", [payment("11.50")])

    assert document.accounts == {SALES: -1000, HST_PAYABLE: -50, QST_PAYABLE: -100, CARDS: 1150}
    assert document.is_balanced


def test_tax_of_a_refund_receipt_comes_back_from_the_account_of_its_rate():
    row = taxed(form("10.50", sold("i-refunds", "10.00")), {"r-gst": "0.50"}) | {"DepositToAccountRef": {"value": CASH}}

    assert booked("RefundReceipt", row, ACCOUNTS, "USD").accounts == {REFUNDS: 1000, HST_PAYABLE: 50, CASH: -1050}


def test_a_total_tax_that_no_rate_explains_does_not_balance():
    row = form("11.30", sold("i-sales", "10.00")) | {"TxnTaxDetail": {"TotalTax": Decimal("1.30")}}

    assert not booked("Invoice", row, ACCOUNTS, "USD", [payment("11.30")]).is_balanced


def test_a_total_that_is_not_that_of_its_lines_does_not_balance():
    row = form("11.31", sold("i-sales", "10.00"), sold("i-tax", "1.30"))

    assert not booked("Invoice", row, ACCOUNTS, "USD", [payment("11.31")]).is_balanced


@pytest.mark.parametrize(
    ("entity", "row", "words"),
    [
        ("CreditMemo", INVOICE, "CreditMemo 1001: the proof has no rule for this kind"),
        (
            "Invoice",
            taxed(INVOICE, {"r-new": "1.00"}),
            "carries 100 minor units of tax of rate r-new, and nobody knows",
        ),
        ("Invoice", form("1.00", {"DetailType": "DiscountLineDetail", "Amount": 1}), "no rule for DiscountLineDetail"),
    ],
)
def test_what_the_proof_cannot_read_is_refused_and_never_counted_as_nothing(entity, row, words):
    with pytest.raises(UnknownDocumentError, match=words):
        list(booked(entity, row, ACCOUNTS, "USD").accounts)


def test_a_payment_belongs_to_its_invoice_and_one_that_settles_nothing_is_a_document_of_its_own():
    items = [
        {"Id": "i-sales", "IncomeAccountRef": {"value": SALES}},
        {"Id": "i-tax", "IncomeAccountRef": {"value": TAX}},
    ]
    stray = payment("9.00", of="", identifier="1009")
    api = Api(Item=items, Invoice=[INVOICE], Payment=[*PAYMENTS, stray])

    documents = read_documents(api, "USD")

    assert [(document.entity, document.id, len(document.payments)) for document in documents] == [
        ("Invoice", "1001", 2),
        ("Payment", "1009", 0),
    ]


def test_items_lead_to_their_accounts_and_types_to_the_accounts_that_quickbooks_chooses():
    accounts = CompanyAccounts.of_rows(
        [{"Id": "7", "IncomeAccountRef": {"value": SALES}}, {"Id": "8", "Type": "Category"}],
        [
            {"Id": RECEIVABLE, "AccountType": "Accounts Receivable", "AccountSubType": "AccountsReceivable"},
            {"Id": UNDEPOSITED, "AccountType": "Other Current Asset", "AccountSubType": "UndepositedFunds"},
        ],
        [FiledRate("r-hst", "HST ON", Decimal(13), HST_PAYABLE, 0)],
    )

    assert accounts == CompanyAccounts({"7": SALES}, RECEIVABLE, UNDEPOSITED, {"r-hst": HST_PAYABLE})
