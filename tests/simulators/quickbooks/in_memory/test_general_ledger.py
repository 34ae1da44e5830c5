"""The report GeneralLedger, and the documents that move money beside sales: transfers and purchases."""

from decimal import Decimal

import pytest

from quickbooks_simulator.reports.general_ledger import general_ledger
from quickbooks_simulator.reports.ledger import trial_balance
from simulators.quickbooks.books import Books, code_of

D = Decimal
NOW = "2026-11-24T12:00:00-08:00"
COLUMNS = "tx_date,txn_type,doc_num,memo,split_acc,account_name,subt_nat_amount,rbal_nat_amount"


@pytest.fixture
def clearing(books: Books) -> dict[str, str]:
    return {"value": books.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})["Id"]}


@pytest.fixture
def day(books: Books, clearing: dict[str, str]) -> dict[str, object]:
    """A day of 842.10 on cards, and its deposit with the fee taken off two days later."""
    entry = books.journal(("Debit", "Checking", D("842.10")), ("Credit", "SalesOfProductIncome", D("842.10")))
    entry["Line"][0]["JournalEntryLineDetail"]["AccountRef"] = clearing
    sold = books.post("JournalEntry", {**entry, "TxnDate": "2026-11-02", "DocNumber": "TL-1"})
    lines = [(D("842.10"), clearing), (D("-23.60"), books.account("BankCharges"))]
    paid = books.post(
        "Deposit",
        {
            "TxnDate": "2026-11-04",
            "DepositToAccountRef": books.account("Checking"),
            "Line": [
                {"DetailType": "DepositLineDetail", "Amount": amount, "DepositLineDetail": {"AccountRef": account}}
                for amount, account in lines
            ],
        },
    )
    return {"sold": sold, "paid": paid}


def report(books: Books, **query: str) -> dict:
    asked = {"start_date": "2026-11-01", "end_date": "2026-11-30", "columns": COLUMNS} | query
    return general_ledger(books.company, asked, NOW)


def cells(answer: dict) -> list[dict[str, str]]:
    """Every data row by column key, with the id of its document."""
    keys = [
        next((part["Value"] for part in column.get("MetaData", [])), column["ColType"])
        for column in answer["Columns"]["Column"]
    ]
    rows = [row for section in answer["Rows"].get("Row", []) for row in section["Rows"]["Row"]]
    return [
        {key: cell["value"] for key, cell in zip(keys, row["ColData"], strict=True)}
        | {"document": row["ColData"][keys.index("txn_type")].get("id", "")}
        for row in rows
    ]


@pytest.mark.parametrize("of_2026", [False, True])
def test_rows_have_amount_balance_document_and_the_account_opposite_in_both_forms(books, clearing, day, of_2026):
    books.company.switches.reports_of_2026 = of_2026

    found = cells(report(books, account=clearing["value"]))

    assert [(row["tx_date"], row["txn_type"], row["document"], row["split_acc"]) for row in found] == [
        ("Beginning Balance", "", "", ""),
        ("2026-11-02", "Journal Entry", day["sold"]["Id"], "Sales of Product Income"),
        ("2026-11-04", "Deposit", day["paid"]["Id"], "Checking"),
    ]
    assert [(row["subt_nat_amount"], row["rbal_nat_amount"]) for row in found] == [
        ("", "0.00"),
        ("842.10", "842.10"),
        ("-842.10", "0.00"),
    ]


@pytest.mark.usefixtures("day")
def test_the_bank_says_split_where_clearing_and_fees_stand_opposite(books):
    bank = cells(report(books, account=books.account("Checking")["value"]))

    assert [(row["split_acc"], row["subt_nat_amount"]) for row in bank[1:]] == [("-Split-", "818.50")]


@pytest.mark.usefixtures("day")
def test_a_period_begins_with_what_the_account_held_before(books, clearing):
    later = cells(report(books, account=clearing["value"], start_date="2026-11-03"))

    assert later[0] | {"rbal_nat_amount": "842.10"} == later[0]


@pytest.mark.usefixtures("day")
def test_the_sums_of_sections_are_those_of_the_trial_balance(books):
    sums = {
        section["Header"]["ColData"][0]["value"]: D(section["Summary"]["ColData"][6]["value"])
        for section in report(books)["Rows"]["Row"]
    }

    natural = {row.name: row.balance_minor for row in trial_balance(books.company)}
    assert {name: abs(minor) for name, minor in natural.items()} == {
        name: abs(int(amount * 100)) for name, amount in sums.items()
    }


@pytest.mark.usefixtures("day")
def test_income_is_positive_and_types_choose_accounts(books):
    answer = report(books, account_type="Income,OtherIncome")

    assert [row["subt_nat_amount"] for row in cells(answer)[1:]] == ["842.10"]


def test_a_report_without_rows_says_so(books):
    answer = report(books)

    assert answer["Header"]["Option"] == [{"Name": "NoReportData", "Value": "true"}]
    assert answer["Rows"] == {}


@pytest.mark.usefixtures("day")
def test_a_report_that_is_too_large_is_cut_with_words_inside(books):
    books.company.switches.most_report_cells = 3 * len(COLUMNS.split(","))

    texts = [row["ColData"][0]["value"] for row in report(books)["Rows"]["Row"][-1]["Rows"]["Row"]]

    assert texts[-1].startswith("Unable to display more data")


@pytest.mark.usefixtures("day")
def test_several_currencies_have_other_keys(books):
    books.company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"] = True

    keys = {column["ColType"] for column in report(books)["Columns"]["Column"]}

    assert {"subt_nat_home_amount", "rbal_nat_home_amount"} <= keys


@pytest.mark.parametrize(
    ("query", "code"), [({"columns": "tx_date,colour"}, "4001"), ({"start_date": "1 November"}, "2060")]
)
def test_unknown_columns_and_dates_are_refused(books, query, code):
    assert code_of(lambda: report(books, **query)) == code


def test_a_company_can_refuse_reports(books):
    books.company.switches.reports_refused = True

    assert code_of(lambda: report(books)) == "5020"


def test_a_transfer_moves_money_between_accounts_of_the_balance_sheet(books, clearing):
    body = {"FromAccountRef": clearing, "ToAccountRef": books.account("Checking"), "Amount": D(100)}

    books.post("Transfer", body | {"TxnDate": "2026-11-05"})

    moved = {row.name: row.balance_minor for row in trial_balance(books.company)}
    assert moved == {"Card Clearing": -10000, "Checking": 10000}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Amount": D(0)}, "2290"),
        ({"Amount": None}, "2020"),
        ({"ToAccountRef": None}, "2020"),
        ({"ToAccountRef": {"value": "999"}}, "2500"),
    ],
)
def test_a_transfer_without_two_accounts_and_an_amount_is_refused(books, clearing, change, code):
    body = {"FromAccountRef": clearing, "ToAccountRef": books.account("Checking"), "Amount": D(100)}

    assert code_of(lambda: books.post("Transfer", body | change)) == code


def test_a_transfer_to_income_or_to_itself_is_refused(books, clearing):
    to_income = {"FromAccountRef": clearing, "ToAccountRef": books.account("SalesOfProductIncome"), "Amount": D(1)}
    to_itself = {"FromAccountRef": clearing, "ToAccountRef": clearing, "Amount": D(1)}

    assert code_of(lambda: books.post("Transfer", to_income)) == "6430"
    assert code_of(lambda: books.post("Transfer", to_itself)) == "6000"


def purchase(books: Books, **change: object) -> dict[str, object]:
    line = {
        "Amount": D("31.40"),
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": books.account("BankCharges")},
    }
    return {"PaymentType": "Cash", "AccountRef": books.account("Checking"), "Line": [line]} | change


def test_a_purchase_pays_an_expense_from_the_bank(books):
    paid = books.post("Purchase", purchase(books))

    assert paid["TotalAmt"] == D("31.40")
    moved = {row.name: row.balance_minor for row in trial_balance(books.company)}
    assert moved == {"Bank Charges & Fees": 3140, "Checking": -3140}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"PaymentType": None}, "2020"),
        ({"PaymentType": "CreditCard"}, "6430"),
        ({"Credit": True}, "6000"),
        ({"Line": []}, "2250"),
    ],
)
def test_a_purchase_that_does_not_say_what_paid_is_refused(books, change, code):
    assert code_of(lambda: books.post("Purchase", purchase(books, **change))) == code


def test_both_are_found_by_queries(books, clearing):
    body = {"FromAccountRef": clearing, "ToAccountRef": books.account("Checking"), "Amount": D(100)}
    books.post("Transfer", body | {"TxnDate": "2026-11-05"})
    books.post("Purchase", purchase(books, TxnDate="2026-11-06"))

    transfers = books.query("SELECT * FROM Transfer WHERE TxnDate >= '2026-11-01' AND Amount = '100'")
    purchases = books.query("SELECT * FROM Purchase WHERE TxnDate <= '2026-11-30' AND PaymentType = 'Cash'")

    assert [answer["maxResults"] for answer in (transfers, purchases)] == [1, 1]
