"""Accounts in the setup: a tie is put to the merchant, a new account is made at once, a fault is said at its field."""

from dataclasses import replace

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.errors import HoldReason, NeedsAttentionError
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, PortalWorld


def test_a_category_that_two_accounts_fit_equally_well_is_put_to_the_merchant():
    twins = [Account(str(n), name, "Income", "SalesOfProductIncome") for n, name in enumerate(("Food", "Foods"), 20)]
    visitor = PortalWorld(chart=twins).visitor()

    page = visitor.open("/setup/revenue-accounts")
    refused = visitor.send(page, "/setup/revenue-accounts", **{"account.revenue:food-304267": ""})

    assert refused.status == 422
    assert 'href="#f-account-revenue-food-304267"' in refused.body
    assert 'aria-invalid="true"' in refused.body


def test_a_new_account_from_the_drop_down_is_made_at_once_and_chosen(world, visitor):
    page = visitor.open("/setup/revenue-accounts")

    form = visitor.send(page, "/setup/revenue-accounts", **{"account.revenue:gifts-304267": "add"})
    back = visitor.send(form, "/accounts/new", name="Gift basket sales")

    made = world.ledger.accounts[-1]
    assert (made.name, made.type) == ("Gift basket sales", "Income")
    assert back.path == "/setup/revenue-accounts"
    assert back.form("/setup/revenue-accounts")["account.revenue:gifts-304267"] == made.id


@pytest.mark.usefixtures("world")
def test_the_other_answers_of_the_page_are_kept_while_an_account_is_added(visitor):
    page = visitor.open("/setup/revenue-accounts")
    chosen = {"account.revenue:food-304267": "3", "account.revenue:gifts-304267": "add"}

    form = visitor.send(page, "/setup/revenue-accounts", **chosen)
    back = visitor.send(form, "/accounts/new", name="Gift basket sales")

    assert back.form("/setup/revenue-accounts")["account.revenue:food-304267"] == "3"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Enter a name"),
        ("a" * 101, "longer than 100 characters"),
        ("Sales: food", "no colon"),
        ("Chequing", "another type with this name"),
    ],
)
def test_a_name_that_quickbooks_would_refuse_is_explained_at_its_field(world, visitor, name, says):
    form = visitor.open("/accounts/new?role=tip&back=rest")

    refused = visitor.send(form, "/accounts/new", name=name)

    assert refused.status == 422
    assert says in refused.words
    assert 'href="#f-name"' in refused.body
    assert refused.form("/accounts/new")["name"] == name
    assert "create_accounts" not in world.ledger.calls


def test_a_fault_of_quickbooks_is_shown_at_the_field_and_what_was_typed_is_kept(world, visitor):
    form = visitor.open("/accounts/new?role=tip&back=rest")
    world.ledger.fail_next(NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, "account limit reached"))

    refused = visitor.send(form, "/accounts/new", name="Tips of the house")

    assert refused.status == 422
    assert refused.form("/accounts/new")["name"] == "Tips of the house"
    assert "account limit reached" not in refused.body


def test_an_account_that_exists_by_name_and_type_is_chosen_and_not_made_again(world, visitor):
    form = visitor.open("/accounts/new?role=tip&back=rest")

    back = visitor.send(form, "/accounts/new", name="tips payable")

    assert back.form("/setup/rest")["account.tip"] == "5"
    assert "create_accounts" not in world.ledger.calls


def with_numbers(world):
    """The company numbers its accounts."""
    connection = world.connections.connection(MERCHANT)
    world.connections.save_connection(connection.with_company(replace(connection.company, uses_account_numbers=True)))
    world.ledger.stored_company = replace(world.ledger.stored_company, uses_account_numbers=True)


def test_a_new_account_can_be_a_sub_account_with_a_number(world, visitor):
    with_numbers(world)
    form = visitor.open("/accounts/new?role=revenue:gifts-304267&back=revenue-accounts")

    back = visitor.send(form, "/accounts/new", name="Gift baskets", parent="3", number="4030")

    made = world.ledger.accounts[-1]
    assert (made.path, made.number, made.type) == ("Sales:Gift baskets", "4030", "Income")
    assert back.form("/setup/revenue-accounts")["account.revenue:gifts-304267"] == made.id
    assert "4030 Sales:Gift baskets</option>" in back.body


@pytest.mark.parametrize(
    ("wish", "field", "says"),
    [
        ({"parent": "21"}, "parent", "“Interest” has another type"),
        ({"parent": "77"}, "parent", "takes no account below this one"),
        ({"parent": "10"}, "parent", "takes no account below this one"),
        ({"number": "4010"}, "number", "“4010 Catering” has this number"),
        ({"number": "40:10"}, "number", "no colon in a number"),
        ({"number": "4" * 21}, "number", "longer than 20 characters"),
        ({"name": "Catering", "number": "4011"}, "number", "the account “4010 Catering” already"),
    ],
)
def test_a_parent_or_number_that_quickbooks_would_refuse_is_explained_at_its_field(wish, field, says):
    chart = [
        Account("20", "Catering", "Income", "SalesOfProductIncome", number="4010"),
        Account("21", "Interest", "Other Income", "OtherMiscellaneousIncome"),
    ]
    world = PortalWorld(chart=chart)
    with_numbers(world)
    visitor = world.visitor()
    form = visitor.open("/accounts/new?role=revenue:gifts-304267&back=revenue-accounts")

    refused = visitor.send(form, "/accounts/new", **{"name": "Gift baskets", **wish})

    assert refused.status == 422
    assert says in refused.words
    assert f'href="#f-{field}"' in refused.body
    assert refused.form("/accounts/new")["number"] == wish.get("number", "")
    assert "create_accounts" not in world.ledger.calls


@pytest.mark.usefixtures("world")
def test_a_company_without_account_numbers_is_asked_for_none(visitor):
    form = visitor.open("/accounts/new?role=tip&back=rest")

    assert "number" not in form.form("/accounts/new")
    assert [label for label in ("Food sales", "Undeposited Funds") if f">{label}</option>" in form.body] == []
    assert ">Tips payable</option>" in form.body


def test_a_partner_creates_a_sub_account_and_hears_why_a_number_is_refused(world):
    caller = Caller(world)
    wish = {"name": "Gift baskets", "type": "Income", "sub_type": "SalesOfProductIncome", "parent_id": "3"}

    status, made, _ = caller.send("POST", "/accounts", wish)
    again = caller.send("POST", "/accounts", wish)[1]
    refused, problem, _ = caller.send("POST", "/accounts", {**wish, "number": "4010"})

    assert (status, made["full_name"]) == (200, "Sales:Gift baskets")
    assert again["id"] == made["id"]
    assert (refused, "no_numbers" in problem["message"]) == (422, True)


def test_by_category_a_category_without_an_account_gets_a_sub_account_of_general_sales(world, visitor):
    page = visitor.open("/setup/revenue-accounts")
    choice = page.form("/setup/revenue-accounts")["account.revenue:gifts-304267"]
    _, preview, _ = Caller(world).get("/setup/preview")
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")

    visitor.send(review, "/setup/review")

    mapping = world.connections.mapping_on(MERCHANT, NEWEST)
    names = {role: mapping.account_names[account] for role, account in mapping.accounts.items()}
    assert choice == "create"
    assert "New account “Sales:Gift baskets”" in page.words
    assert "Sales:Gift baskets" in preview["accounts_to_create"]
    assert "Sales:Gift baskets" in review.words
    assert {names[f"revenue:gifts-{store}"] for store in ("304267", "304268", "304269")} == {"Sales:Gift baskets"}
    assert sum(account.name == "Gift baskets" for account in world.ledger.accounts) == 1


def test_one_account_for_all_sales_creates_no_sub_account(world, visitor):
    visitor.send(visitor.open("/setup/revenue"), "/setup/revenue", revenue="one")

    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")

    assert not any(account.is_sub_account for account in world.ledger.accounts)


def test_accounts_of_one_name_are_told_apart_wherever_they_are_chosen_or_read():
    parents = ("Restaurant", "Catering")
    twins = [
        Account(str(n), "Food", "Income", "SalesOfProductIncome", full_name=f"{parent}:Food", number=f"40{n}")
        for n, parent in enumerate(parents, 20)
    ]
    world = PortalWorld(chart=twins)

    page = world.visitor().open("/setup/revenue-accounts")
    _, listed, _ = Caller(world).get("/accounts")

    for number, parent in ((4020, "Restaurant"), (4021, "Catering")):
        assert f"{number} {parent}:Food</option>" in page.body
    assert {row["full_name"]: row["number"] for row in listed["accounts"]} == {
        "Restaurant:Food": "4020",
        "Catering:Food": "4021",
    }


def test_an_account_in_another_currency_is_in_no_drop_down():
    abroad = Account("20", "Cash drawer USD", "Bank", "CashOnHand", currency="USD")
    visitor = PortalWorld(chart=[abroad]).visitor()

    assert "Cash drawer USD" not in visitor.open("/setup/payments").body
