"""The books are in balance whatever is written into them."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickbooks_simulator.charts.variants import VARIANTS, new_company
from quickbooks_simulator.clock import Clock
from quickbooks_simulator.faults.refusals import ApiFault
from quickbooks_simulator.reports.ledger import ledger, trial_balance
from quickbooks_simulator.reports.postings import PostedLine
from simulators.quickbooks.books import NOON, Books

D = Decimal
CODES = {
    "us_plus": ["TAX", "NON"],
    "ca_plus": ["GST/QST QC", "HST ON", "Zero-rated", "Out of Scope"],
    "ie_plus": ["23% S", "13.5% R", "0.0% Z", "No VAT"],
}
FORMS = ["Invoice", "SalesReceipt", "RefundReceipt", "CreditMemo"]

amounts = st.integers(-50_000, 100_000).map(lambda minor: D(minor).scaleb(-2))


def moved(books) -> Counter[str]:
    """What each account moved by, in minor units, by name."""
    return Counter({row.name: row.balance_minor for row in trial_balance(books.company) if row.balance_minor})


@settings(deadline=None, max_examples=60)
@given(data=st.data(), variant=st.sampled_from(sorted(CODES)))
def test_debits_equal_credits_after_any_run_of_sales_forms(data, variant):
    """Every form, with discounts, inclusive tax and voids; refused ones leave no trace."""
    company = new_company(variant, name="Generated", realm="9130357000000001", now=NOON)
    books = Books(company, Clock(lambda: NOON))
    for number in range(data.draw(st.integers(1, 5))):
        entity = data.draw(st.sampled_from(FORMS))
        lines = data.draw(st.lists(st.tuples(amounts, st.sampled_from(CODES[variant])), min_size=1, max_size=5))
        sale = books.sale(*lines, DocNumber=f"N-{number}", DepositToAccountRef=books.account("Checking"))
        sale["GlobalTaxCalculation"] = data.draw(st.sampled_from(["TaxExcluded", "TaxInclusive"]))
        sale["ApplyTaxAfterDiscount"] = data.draw(st.booleans())
        if data.draw(st.booleans()):
            discount = data.draw(st.integers(0, 500).map(lambda minor: D(minor).scaleb(-2)))
            sale["Line"].append({"DetailType": "DiscountLineDetail", "Amount": discount, "DiscountLineDetail": {}})
        before = ledger(company)
        try:
            document = books.post(entity, sale)
        except ApiFault:
            assert ledger(company) == before
            continue
        written = [line for line in ledger(company) if line.id == document["Id"]]
        assert sum(line.debit_minor - line.credit_minor for line in written) == 0
        if entity == "Invoice" and data.draw(st.booleans()):
            books.post("Invoice", {"Id": document["Id"], "SyncToken": "0"}, operation="void")
            assert not [line for line in ledger(company) if line.id == document["Id"]]

    assert sum(row.balance_minor for row in trial_balance(company)) == 0


def test_an_invoice_and_its_payments_meet_in_receivables(books):
    invoice = books.post("Invoice", books.sale((D(100), "TAX")))
    links = [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]
    for amount, account in ((D("100.00"), "Checking"), (D("8.25"), "CashOnHand")):
        body = {"CustomerRef": books.customer(), "TotalAmt": amount, "DepositToAccountRef": books.account(account)}
        books.post("Payment", body | {"Line": [{"Amount": amount, "LinkedTxn": links}]})

    assert moved(books) == {
        "Checking": 10000,
        "Cash Drawer": 825,
        "Sales of Product Income": -10000,
        "Sales Tax Payable": -825,
    }


def test_a_receipt_and_its_refund_cancel_out(books):
    drawer = {"DepositToAccountRef": books.account("CashOnHand")}
    books.post("SalesReceipt", books.sale((D("12.50"), "TAX"), DocNumber="A") | drawer)

    books.post("RefundReceipt", books.sale((D("12.50"), "TAX"), DocNumber="B") | drawer)

    assert moved(books) == {}


def test_a_discount_is_a_debit_on_its_own_account(books):
    sale = books.sale((D(100), "NON"), DepositToAccountRef=books.account("Checking"))
    sale["Line"].append({"DetailType": "DiscountLineDetail", "Amount": D(15), "DiscountLineDetail": {}})

    books.post("SalesReceipt", sale)

    assert moved(books) == {"Checking": 8500, "Sales of Product Income": -10000, "Discounts given": 1500}


def test_each_tax_agency_has_its_own_liability(open_books):
    books = open_books("ca_plus")
    sale = books.sale((D(1000), "GST/QST QC"), DepositToAccountRef=books.account("Checking"))

    books.post("SalesReceipt", sale)

    assert moved(books) == {
        "Chequing": 114975,
        "Sales of Product Income": -100000,
        "GST/HST Payable": -5000,
        "QST Payable": -9975,
    }


def test_a_deposit_moves_money_from_clearing_to_the_bank_less_fees(books):
    books.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})
    clearing = {"value": books.company.find_named("Account", "Name", "Card Clearing").id}
    lines = [(D("842.10"), clearing), (D("-23.60"), books.account("BankCharges"))]

    books.post(
        "Deposit",
        {
            "DepositToAccountRef": books.account("Checking"),
            "Line": [
                {"DetailType": "DepositLineDetail", "Amount": amount, "DepositLineDetail": {"AccountRef": account}}
                for amount, account in lines
            ],
        },
    )

    assert moved(books) == {"Checking": 81850, "Card Clearing": -84210, "Bank Charges & Fees": 2360}


def test_a_zero_total_receipt_with_tender_lines_posts_every_line(books):
    clearing = books.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})
    item = {"Name": "Card", "Type": "Service", "IncomeAccountRef": {"value": clearing["Id"]}}
    tender = books.post("Item", item)
    sale = books.sale((D("860.10"), "NON"), (D("-860.10"), "NON"))
    sale["Line"][1]["SalesItemLineDetail"]["ItemRef"] = {"value": tender["Id"]}

    receipt = books.post("SalesReceipt", sale)

    assert receipt["TotalAmt"] == 0
    assert moved(books) == {"Card Clearing": 86010, "Sales of Product Income": -86010}


def test_journal_lines_keep_their_location_and_class(books):
    location = books.post("Department", {"Name": "Harbour St"})
    kind = books.post("Class", {"Name": "Dine-in"})
    entry = books.journal(("Debit", "Checking", D(1)), ("Credit", "SalesOfProductIncome", D(1)), DocNumber="TL-1")
    tags = {"DepartmentRef": {"value": location["Id"]}, "ClassRef": {"value": kind["Id"]}}
    entry["Line"][1]["JournalEntryLineDetail"] |= tags

    books.post("JournalEntry", entry)

    plain, tagged = ledger(books.company)
    assert (plain.department_id, plain.class_id) == (None, None)
    assert tagged == PostedLine(
        "JournalEntry",
        "1001",
        "2026-11-23",
        "TL-1",
        books.account("SalesOfProductIncome")["value"],
        0,
        100,
        department_id=location["Id"],
        class_id=kind["Id"],
    )


def test_the_trial_balance_can_be_asked_for_a_period(books):
    for day in ("2026-11-22", "2026-11-23", "2026-11-24"):
        body = books.journal(("Debit", "Checking", D(1)), ("Credit", "SalesOfProductIncome", D(1)), TxnDate=day)
        books.post("JournalEntry", body)

    rows = trial_balance(books.company, "2026-11-23", "2026-11-23")

    assert [(row.name, row.balance_minor) for row in rows] == [("Checking", 100), ("Sales of Product Income", -100)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_has_the_accounts_a_chart_must_have(open_books, variant):
    """docs/quickbooks.md 11, point 11."""
    books = open_books(variant)
    accounts = [record.body for record in books.company.live("Account")]
    types = Counter(account["AccountType"] for account in accounts)
    subtypes = Counter(account["AccountSubType"] for account in accounts)

    assert types["Bank"] >= 2
    assert types["Accounts Receivable"] == types["Accounts Payable"] == subtypes["UndepositedFunds"] == 1
    assert subtypes["SalesOfProductIncome"] == subtypes["SuppliesMaterialsCogs"] == subtypes["Inventory"] == 1
    assert subtypes["SalesTaxPayable" if books.company.is_us else "GlobalTaxPayable"] >= 1
    assert len({account["Name"].casefold() for account in accounts}) == len(accounts)


def test_the_french_chart_has_the_subtypes_of_the_english_one_under_other_names(open_books):
    english, french = ([r.body for r in open_books(v).company.live("Account")] for v in ("ca_plus", "ca_plus_fr"))

    assert [row["AccountSubType"] for row in english] == [row["AccountSubType"] for row in french]
    assert {row["Name"] for row in english} & {row["Name"] for row in french} == {"Services", "Visa"}
