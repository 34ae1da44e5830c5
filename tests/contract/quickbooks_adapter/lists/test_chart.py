"""The chart of accounts is read whole and added to in batches (docs/quickbooks.md 2.5, 4.3)."""

from dataclasses import replace

import pytest

from contract.quickbooks_adapter.conftest import Connected
from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.errors import HoldReason, NeedsAttentionError

pytestmark = pytest.mark.loopback


def wish(name, account_type=AccountType.OTHER_CURRENT_LIABILITY, sub_type="OtherCurrentLiabilities"):
    return NewAccount(name, account_type, sub_type, "Created by Daybook")


def test_the_chart_of_a_new_company_is_one_read(books):
    chart = books.ledger().chart_of_accounts()

    assert chart.by_name("chequing").type == "Bank"
    assert len(chart.accounts) == len(list(books.company.live("Account")))
    assert books.meter.reads == 1


def test_inactive_accounts_are_in_the_chart(books):
    books.company.find_named("Account", "Name", "Services").body["Active"] = False

    (services,) = [a for a in books.ledger().chart_of_accounts().accounts if a.name == "Services"]

    assert not services.active


def test_more_accounts_than_a_batch_holds_are_created_in_order_without_a_read(books):
    made = books.ledger().create_accounts([wish(f"Daybook {n:02}") for n in range(47)])

    assert [account.name for account in made] == [f"Daybook {n:02}" for n in range(47)]
    assert len({account.id for account in made}) == 47
    assert (books.meter.accounts_created, books.meter.reads) == (47, 0)


def test_asking_twice_gives_the_same_accounts(books):
    wishes = [wish("Gift cards"), wish("Tips owed", sub_type="Gratuity")]
    first = books.ledger().create_accounts(wishes)

    assert books.ledger().create_accounts(wishes) == first
    assert books.meter.accounts_created == 2


def test_a_name_that_the_company_uses_for_something_else_gets_a_suffix(books):
    (made,) = books.ledger().create_accounts([wish("Advertising")])

    assert (made.name, made.type) == ("Advertising (Daybook)", "Other Current Liability")


def test_a_batch_whose_answer_is_lost_can_simply_be_sent_again(books):
    books.arm("drop_connection_after_commit", "batch")
    wishes = [wish(f"Daybook {n:02}") for n in range(3)]
    with pytest.raises(Exception, match="did not answer"):
        books.ledger().create_accounts(wishes)

    made = books.ledger().create_accounts(wishes)

    assert len({account.id for account in made}) == 3
    assert books.meter.accounts_created == 3


@pytest.mark.parametrize(
    ("variant", "country", "currency", "tracks"),
    [
        ("us_simple_start", "US", "USD", False),
        ("us_plus", "US", "USD", True),
        ("ca_plus_fr", "CA", "CAD", True),
        ("ie_plus", "IE", "EUR", True),
        ("gb_plus", "GB", "GBP", True),
    ],
)
def test_every_kind_of_company_is_read_in_two_calls(simulator, variant, country, currency, tracks):
    books = Connected(simulator, simulator.add_company(variant, name="Corner Shop"))

    company = books.ledger().company()

    assert (company.country, company.home_currency, company.tracks_locations) == (country, currency, tracks)
    assert (company.name, company.subscription, company.book_close_date) == ("Corner Shop", "SUBSCRIBED", None)
    assert books.meter.reads == 2


def test_a_sub_account_of_the_same_name_is_never_taken_for_the_new_one(books):
    """The name is an expense at the top and an income account among old books: a third is made."""
    client = books.client()
    tea = {"Name": "POS Sales - Tea"}
    old = client.post("account", {"Name": "Old books", "AccountType": "Income"}, "request-1").body["Account"]["Id"]
    client.post("account", {**tea, "AccountType": "Income", "ParentRef": {"value": old}}, "request-2")
    client.post("account", {**tea, "AccountType": "Expense"}, "request-3")

    (made,) = books.ledger().create_accounts([wish("POS Sales - Tea", AccountType.INCOME, "SalesOfProductIncome")])

    assert (made.path, made.type) == ("POS Sales - Tea (Daybook)", "Income")


def test_accounts_are_read_with_their_parents_numbers_and_currencies(books):
    books.company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"] = True
    till = {"Name": "Cash drawer USD", "AccountType": "Bank", "CurrencyRef": {"value": "USD"}, "AcctNum": "1010"}
    books.client().post("account", till, "request-1")
    parent = books.account("Services")
    coffee = {"Name": "Coffee", "AccountType": "Income", "ParentRef": {"value": parent}}
    books.client().post("account", coffee, "request-2")

    accounts = {account.label: account.currency for account in books.ledger().chart_of_accounts().accounts}

    assert accounts["1010 Cash drawer USD"] == "USD"
    assert accounts["Services:Coffee"] == "CAD"


def test_a_sub_account_with_a_number_is_created_once_below_its_parent(books):
    client = books.client()
    top = {"Name": "Gift baskets", "AccountType": "Expense"}
    client.post("account", top, "request-1")
    parent = next(each for each in books.ledger().chart_of_accounts().accounts if each.name == "Services")
    new = replace(wish("Gift baskets", AccountType.INCOME, "SalesOfProductIncome"), parent=parent, number="4030")

    (made,) = books.ledger().create_accounts([new])

    assert (made.label, made.type) == ("4030 Services:Gift baskets", "Income")
    assert books.ledger().create_accounts([replace(new, number="")]) == (made,)


def test_a_number_that_another_account_has_is_named_with_its_account(books):
    first = replace(wish("Gift baskets"), number="4030")
    books.ledger().create_accounts([first])

    with pytest.raises(NeedsAttentionError, match="4030 belongs to 'Gift baskets'") as caught:
        books.ledger().create_accounts([replace(first, name="Vouchers")])

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert books.meter.accounts_created == 1


def end_account(books, account_id):
    client = books.client()
    row = client.row("Account", account_id)
    client.post("account", {"Id": account_id, "SyncToken": row["SyncToken"], "sparse": True, "Active": False}, "end")


def test_an_inactive_account_is_made_active_again_as_it_was(books):
    (made,) = books.ledger().create_accounts([wish("Gift cards")])
    end_account(books, made.id)

    assert books.ledger().reactivate_account(made.id) == made
    assert books.ledger().reactivate_account(made.id) == made


def test_an_account_whose_name_another_one_has_by_now_stays_inactive(books):
    (made,) = books.ledger().create_accounts([wish("Gift cards")])
    end_account(books, made.id)
    books.ledger().create_accounts([wish("Gift cards")])

    assert books.ledger().reactivate_account(made.id) is None
    assert books.ledger().reactivate_account("99999") is None


def test_whether_a_company_uses_account_numbers_is_read_with_it(books):
    before = books.ledger().company().uses_account_numbers
    books.company.preferences["AccountingInfoPrefs"]["UseAccountNumbers"] = True

    assert (before, books.ledger().company().uses_account_numbers) == (False, True)


def test_an_account_beyond_the_limit_of_the_plan_is_for_the_merchant(books):
    books.company.switches.most_accounts = len(list(books.company.live("Account")))

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger().create_accounts([wish("One more")])

    assert caught.value.reason is HoldReason.REFUSED_BY_QUICKBOOKS
    assert "usage limit" in str(caught.value.details)


@pytest.mark.parametrize("switch", ["missing_preferences", "null_preferences"])
def test_a_company_whose_preferences_lack_sections_is_read(books, switch):
    """One company's answer came so for good (docs/quickbooks.md 13.17): what is missing counts as switched off."""
    setattr(books.company.switches, switch, ("CurrencyPrefs", "AccountingInfoPrefs", "TaxPrefs"))

    company = books.ledger().company()

    assert (company.home_currency, company.tracks_locations, company.uses_sales_tax) == ("CAD", False, True)
