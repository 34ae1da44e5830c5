"""Rows of sales forms as the API returns them, and the accounts behind their items."""

from decimal import Decimal

from daybook_local.demo.books.company_accounts import CompanyAccounts

HST_PAYABLE, QST_PAYABLE = "61", "62"
SALES, TAX, REFUNDS, CARDS, CASH, RECEIVABLE, UNDEPOSITED = "40", "25", "41", "12", "10", "84", "4"
ACCOUNTS = CompanyAccounts(
    of_items={"i-sales": SALES, "i-tax": TAX, "i-refunds": REFUNDS, "i-cash": CASH},
    receivable=RECEIVABLE,
    undeposited=UNDEPOSITED,
    of_tax_rates={"r-gst": HST_PAYABLE, "r-qst": QST_PAYABLE},
)


def sold(item, amount):
    detail = {"ItemRef": {"value": item}}
    return {"DetailType": "SalesItemLineDetail", "Amount": Decimal(amount), "SalesItemLineDetail": detail}


def form(total, *lines, identifier="1001", **more):
    row = {"Id": identifier, "DocNumber": "TL-20260308-ABCDE", "TxnDate": "2026-03-08", "TotalAmt": Decimal(total)}
    return {**row, "Line": [*lines, {"DetailType": "SubTotalLineDetail", "Amount": Decimal(total)}], **more}


def taxed(row, taxes):
    """The form with QuickBooks' own tax, by rate."""
    lines = [
        {"DetailType": "TaxLineDetail", "Amount": Decimal(tax), "TaxLineDetail": {"TaxRateRef": {"value": rate}}}
        for rate, tax in taxes.items()
    ]
    return row | {"TxnTaxDetail": {"TotalTax": sum(map(Decimal, taxes.values())), "TaxLine": lines}}


def payment(amount, *, into=CARDS, of="1001", identifier="1002"):
    links = [{"TxnId": of, "TxnType": "Invoice"}] if of else []
    return {
        "Id": identifier,
        "TxnDate": "2026-03-08",
        "TotalAmt": Decimal(amount),
        "PaymentRefNum": f"CASH-{identifier}",
        "DepositToAccountRef": {"value": into},
        "Line": [{"Amount": Decimal(amount), "LinkedTxn": links}],
    }
