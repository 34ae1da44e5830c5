from decimal import Decimal

from daybook_local.demo.books.booked_documents import booked
from unit.local_demo.forms_in_quickbooks import ACCOUNTS


def line(side, account, amount):
    detail = {"PostingType": side, "AccountRef": {"value": account}}
    return {"DetailType": "JournalEntryLineDetail", "Amount": amount, "JournalEntryLineDetail": detail}


ROW = {
    "Id": "1001",
    "DocNumber": "TL-20260308-ABCDEF",
    "TxnDate": "2026-03-08",
    "Line": [
        line("Debit", "1", Decimal("10.10")),
        line("Debit", "1", Decimal("0.20")),
        line("Credit", "2", 10),
        {"DetailType": "DescriptionOnly", "Description": "a remark"},
    ],
}


def test_lines_of_an_account_add_up_and_a_whole_number_is_an_amount_too():
    document = booked("JournalEntry", ROW, ACCOUNTS, "USD")

    assert document.accounts == {"1": 1030, "2": -1000}
    assert (document.debit_minor, document.credit_minor, document.is_balanced) == (1030, 1000, False)


def test_a_currency_without_minor_units_is_read_in_whole_units():
    row = ROW | {"Line": [line("Debit", "1", Decimal(500)), line("Credit", "2", Decimal(500))]}

    assert booked("JournalEntry", row, ACCOUNTS, "JPY").accounts == {"1": 500, "2": -500}
