"""Accounts in the setup: a tie is put to the merchant, a new account is made at once, a fault is said at its field."""

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.errors import HoldReason, NeedsAttentionError
from unit.portal.calls import Caller
from unit.portal.merchant import PortalWorld


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
