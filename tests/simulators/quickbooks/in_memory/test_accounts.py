"""Accounts: foreign currencies, parents, numbers, and the limit of the plan (docs/quickbooks.md 13.8 to 13.10)."""

import pytest

from simulators.quickbooks.books import code_of


@pytest.fixture
def several(open_books):
    """A Canadian company that keeps several currencies, with a till in dollars of the United States."""
    books = open_books("ca_plus")
    books.company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"] = True
    till = {"Name": "Cash drawer USD", "AccountType": "Bank", "AccountSubType": "CashOnHand"}
    books.till = {"value": books.post("Account", till | {"CurrencyRef": {"value": "USD"}})["Id"]}
    return books


def on_the_till(several, entry):
    entry["Line"][0]["JournalEntryLineDetail"]["AccountRef"] = several.till
    return entry | {"CurrencyRef": {"value": "CAD"}}


def test_an_entry_in_the_companys_currency_is_refused_on_a_foreign_account(several):
    entry = several.journal(("Debit", "CashOnHand", 10), ("Credit", "SalesOfProductIncome", 10))

    assert code_of(lambda: several.post("JournalEntry", on_the_till(several, entry))) == "6000"


@pytest.mark.parametrize("kind", ["SalesReceipt", "Payment", "Deposit"])
def test_money_in_the_companys_currency_cannot_go_to_a_foreign_account(several, kind):
    money = {"DepositToAccountRef": several.till, "CurrencyRef": {"value": "CAD"}}
    line = {
        "Amount": 5,
        "DetailType": "DepositLineDetail",
        "DepositLineDetail": {"AccountRef": several.account("Savings")},
    }
    bodies = {
        "SalesReceipt": lambda: several.sale((5, "Out of Scope"), **money),
        "Payment": lambda: {"CustomerRef": several.customer(), "TotalAmt": 5, **money},
        "Deposit": lambda: {"Line": [line], **money},
    }

    assert code_of(lambda: several.post(kind, bodies[kind]())) == "6000"


def test_an_item_cannot_sell_into_a_foreign_account(several):
    item = several.post("Item", {"Name": "Till", "Type": "Service", "IncomeAccountRef": several.till})
    sale = several.sale((5, "Out of Scope"), CurrencyRef={"value": "CAD"})
    sale["Line"][0]["SalesItemLineDetail"]["ItemRef"] = {"value": item["Id"]}

    assert code_of(lambda: several.post("SalesReceipt", sale)) == "6000"


@pytest.mark.parametrize(
    ("currency", "kind", "code"), [("USD", "Income", "6000"), ("XXX", "Bank", "2220"), ("USD", "Bank", None)]
)
def test_only_money_accounts_are_kept_in_a_foreign_currency(several, currency, kind, code):
    body = {"Name": "Abroad", "AccountType": kind, "CurrencyRef": {"value": currency}}

    if code:
        assert code_of(lambda: several.post("Account", body)) == code
    else:
        assert several.post("Account", body)["CurrencyRef"]["value"] == currency


def test_without_several_currencies_there_is_no_foreign_account(books):
    body = {"Name": "Abroad", "AccountType": "Bank", "CurrencyRef": {"value": "CAD"}}

    assert code_of(lambda: books.post("Account", body)) == "2220"


def test_the_currency_of_an_account_stays(several):
    change = {"Id": several.till["value"], "SyncToken": "0", "sparse": True, "CurrencyRef": {"value": "EUR"}}

    assert code_of(lambda: several.post("Account", change)) == "6000"


def test_currencies_are_listed_where_there_are_several(several, books):
    assert several.post("CompanyCurrency", {"Code": "EUR"})["Name"] == "Euro"
    assert code_of(lambda: several.post("CompanyCurrency", {"Code": "EUR"})) == "6240"
    assert code_of(lambda: several.post("CompanyCurrency", {"Code": "ZZZ"})) == "2220"
    assert code_of(lambda: books.post("CompanyCurrency", {"Code": "EUR"})) == "5030"


def test_sub_accounts_of_different_parents_share_a_name(books):
    parents = [books.post("Account", {"Name": name, "AccountType": "Income"}) for name in ("Restaurant", "Catering")]
    coffee = {"Name": "Coffee", "AccountType": "Income"}

    made = [books.post("Account", {**coffee, "ParentRef": {"value": parent["Id"]}}) for parent in parents]

    assert [row["FullyQualifiedName"] for row in made] == ["Restaurant:Coffee", "Catering:Coffee"]
    second = {**coffee, "ParentRef": {"value": parents[0]["Id"]}}
    assert code_of(lambda: books.post("Account", second)) == "6240"


def test_a_sub_account_needs_its_parent(books):
    assert (
        code_of(lambda: books.post("Account", {"Name": "Tea", "AccountType": "Income", "SubAccount": True})) == "2020"
    )


@pytest.mark.parametrize(("number", "code"), [("4" * 20, None), ("4" * 21, "2050")])
def test_account_numbers_of_twenty_characters_are_kept_in_every_country(books, number, code):
    body = {"Name": "Tea", "AccountType": "Income", "AcctNum": number}

    if code:
        assert code_of(lambda: books.post("Account", body)) == code
    else:
        assert books.post("Account", body)["AcctNum"] == number


def test_an_account_number_is_taken_once_and_free_again_when_its_account_is_inactive(books):
    tea = {"Name": "Tea", "AccountType": "Income", "AcctNum": "4010"}
    made = books.post("Account", tea)

    assert code_of(lambda: books.post("Account", {**tea, "Name": "Cake"})) == "6240"
    books.post("Account", {"Id": made["Id"], "SyncToken": made["SyncToken"], "sparse": True, "Active": False})
    assert books.post("Account", {**tea, "Name": "Cake"})["AcctNum"] == "4010"


def test_below_advanced_there_are_250_active_accounts(open_books):
    books = open_books("ca_plus")
    room = 250 - len(list(books.company.live("Account")))
    made = [books.post("Account", {"Name": f"A{number}", "AccountType": "Income"}) for number in range(room)]
    one_more = {"Name": "One more", "AccountType": "Income"}

    assert code_of(lambda: books.post("Account", one_more)) == "6000"
    books.post("Account", {"Id": made[0]["Id"], "SyncToken": "0", "sparse": True, "Active": False})
    assert books.post("Account", one_more)["Name"] == "One more"
    back = {"Id": made[0]["Id"], "SyncToken": "1", "sparse": True, "Active": True}
    assert code_of(lambda: books.post("Account", back)) == "6000"


def test_advanced_has_no_such_limit(open_books):
    books = open_books("ca_advanced")

    made = [books.post("Account", {"Name": f"A{number}", "AccountType": "Income"}) for number in range(250)]

    assert len(made) == 250


def test_classes_and_locations_share_forty(books):
    for number in range(20):
        books.post("Class", {"Name": f"C{number}"})
        books.post("Department", {"Name": f"D{number}"})

    for entity in ("Class", "Department"):
        assert code_of(lambda entity=entity: books.post(entity, {"Name": "One more"})) == "6000"
