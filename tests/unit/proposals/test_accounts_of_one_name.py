"""Accounts, categories and stores of one name: each gets its own, and a stranger's account is not taken for ours."""

from dataclasses import replace

from daybook.domain.merchant.profile import Category
from daybook.domain.proposals.accounts import propose_mapping
from daybook.domain.proposals.evidence import Reason, ReasonCode
from daybook.domain.proposals.reasons import reason_text
from factories import location
from unit.proposals.shops import (
    INCOME,
    LIABILITY,
    account,
    chart,
    shop,
)
from unit.proposals.test_proposed_mapping import by_role


def test_an_own_account_whose_name_was_taken_is_found_again():
    ours = account("POS Tips Payable (Daybook)", LIABILITY)

    proposals = by_role(propose_mapping(shop(), chart(account("Tips Payable", LIABILITY), ours), language="en"))

    assert proposals["tip"].account == ours


def test_stores_that_use_one_id_for_two_names_are_proposed_an_account_each_and_one_name_shares_one():
    stores = ("304267:1", "304268:1", "304269:1")
    menus = tuple(Category("7", store, name) for store, name in zip(stores, ("Coffee", "Wine", "Coffee"), strict=True))
    profile = replace(shop(), locations=tuple(map(location, stores)), categories=menus)

    proposals = by_role(propose_mapping(profile, chart(), language="en"))

    assert [proposals[f"revenue:7@{store}"].account.name for store in stores] == [
        "POS Sales - Coffee",
        "POS Sales - Wine",
        "POS Sales - Coffee",
    ]
    assert "revenue:7" not in proposals


def test_accounts_of_one_name_are_told_apart_by_their_parents_and_numbers():
    """An accountant cannot choose between "Coffee" and "Coffee" (docs/quickbooks.md 13.9)."""
    one = replace(account("Coffee", INCOME, account_id="1"), full_name="Restaurant:Coffee", number="4010")
    other = replace(account("Coffee", INCOME, account_id="2"), full_name="Catering:Coffee")

    coffee = by_role(propose_mapping(shop(), chart(one, other), language="en"))["revenue:c2"]

    assert coffee.reason == Reason(ReasonCode.SEVERAL_SUITABLE, ("4010 Restaurant:Coffee", "Catering:Coffee"))
    assert "“4010 Restaurant:Coffee”, “Catering:Coffee”" in reason_text(coffee.reason, "en")


def test_a_sub_account_that_has_the_name_of_ours_was_not_made_by_us():
    ours = by_role(propose_mapping(shop(), chart(), language="en"))["tip"].account
    old = replace(account(ours.name, LIABILITY), full_name=f"Old books:{ours.name}")

    tip = by_role(propose_mapping(shop(), chart(old), language="en"))["tip"]

    assert tip.reason.code is not ReasonCode.CREATED_BY_DAYBOOK
