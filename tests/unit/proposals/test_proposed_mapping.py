"""A proposed mapping as a whole: complete, safe, explained, and most of it decided beforehand."""

from dataclasses import replace

import pytest

from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.chart.default_chart import default_accounts
from daybook.domain.proposals.accounts import MappingChoices, propose_mapping
from daybook.domain.proposals.evidence import Reason, ReasonCode
from daybook.domain.proposals.reasons import reason_text
from daybook.domain.proposals.suitability import SYSTEM_SUB_TYPES
from quickbooks_simulator import VARIANTS
from unit.proposals.shops import (
    ASSET,
    INCOME,
    LIABILITY,
    ON_HAND,
    OTHER_SALES,
    RECEIVABLE,
    SAMPLE_NAMES,
    account,
    chart,
    sample_profile,
    seed_chart,
    shop,
)


def decided(proposals):
    """How many are selected beforehand, and how many of these on an account that the company has, or below one."""
    preselected = [proposal for proposal in proposals if proposal.preselected]
    return len(preselected), sum(each.existing or each.account.parent is not None for each in preselected)


def by_role(proposals):
    return {proposal.role: proposal for proposal in proposals}


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_nine_roles_in_ten_are_decided_beforehand_in_every_company(variant, sample):
    """More than a quarter of them on accounts that a company has on its first day, in either language."""
    proposals = propose_mapping(sample_profile(sample), seed_chart(variant), language=VARIANTS[variant].language)

    preselected, existing = decided(proposals)
    assert preselected >= 0.9 * len(proposals)
    assert existing > 0.25 * len(proposals)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_role_has_one_proposal_and_none_is_an_account_of_the_system(variant, sample):
    profile = sample_profile(sample)

    proposals = propose_mapping(profile, seed_chart(variant), language="en")

    assert [p.role for p in proposals] == [wish.role for wish in default_accounts(profile, "en")]
    assert not [p.account.name for p in proposals if p.account.sub_type in SYSTEM_SUB_TYPES]
    assert not [p.account.name for p in proposals if p.account.type == AccountType.ACCOUNTS_RECEIVABLE]


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_daybook_created_is_found_again_whatever_the_language_was(variant):
    """A mapping made twice, or by two people, must not make a second set of accounts."""
    profile = sample_profile("restaurant-us")
    created = tuple(
        account(wish.account.name, (wish.account.type, wish.account.sub_type), account_id=wish.account.name)
        for wish in default_accounts(profile, "fr")
    )

    proposals = propose_mapping(profile, chart(*seed_chart(variant).accounts, *dict.fromkeys(created)), language="en")

    assert {p.reason.code for p in proposals} == {ReasonCode.CREATED_BY_DAYBOOK}


def test_two_accounts_that_fit_alike_are_put_to_the_merchant():
    """Choosing between them would be a guess, and it is not counted as mapped."""
    one, other = account("Tips Payable", LIABILITY), account("Gratuities Payable", LIABILITY)

    tip = by_role(propose_mapping(shop(), chart(one, other), language="en"))["tip"]

    assert tip.alternatives == (one, other)
    assert isinstance(tip.account, NewAccount)
    assert not tip.preselected
    assert reason_text(tip.reason, "en") == (
        "Several fit equally well: “Tips Payable”, “Gratuities Payable”. Please choose."
    )


def test_the_account_of_a_card_wins_over_the_account_of_all_cards():
    visa, cards = account("Visa clearing", ASSET), account("Card clearing", ASSET)

    proposals = by_role(propose_mapping(shop(), chart(visa, cards), language="en"))

    assert proposals["tender:CCRD:VISA"].account == visa
    assert proposals["tender:CCRD:INTERAC"].account == cards
    assert proposals["tender:CCRD:UNKNOWN"].account == cards


def test_a_category_prefers_its_own_account_then_its_department_then_sales():
    beverages, alcohol, sales = (account(f"{name} sales", INCOME) for name in ("Beverage", "Alcohol", "General"))
    profile = shop(categories=("Beverages", "Beer and wine", "Souvenirs"))

    proposals = by_role(propose_mapping(profile, chart(sales, beverages, alcohol), language="en"))

    assert [proposals[f"revenue:c{n}"].account for n in (1, 2)] == [beverages, alcohol]
    assert proposals["revenue:c3"].account.parent == sales


@pytest.mark.parametrize("name", ["General sales", "Chiffre d'affaires"])
def test_a_category_that_only_general_sales_fit_is_proposed_a_sub_account_of_them(name):
    sales = account(name, OTHER_SALES)

    found = by_role(propose_mapping(shop(categories=("Gift baskets",)), chart(sales), language="en"))["revenue:c1"]

    assert (found.account.label, found.account.type, found.account.sub_type) == (
        f"{name}:Gift baskets",
        sales.type,
        sales.sub_type,
    )
    assert (found.preselected, found.alternatives) == (True, (sales,))
    assert name in reason_text(found.reason, "en")


def test_the_sub_account_that_was_created_is_found_again():
    sales = account("General sales", INCOME)
    baskets = replace(account("Gift baskets", INCOME), full_name="General sales:Gift baskets")

    found = by_role(propose_mapping(shop(categories=("Gift baskets",)), chart(sales, baskets), language="en"))

    assert found["revenue:c1"].account == baskets


def test_general_sales_on_the_fifth_level_take_the_category_themselves():
    deep = replace(account("Sales", INCOME), full_name="A:B:C:D:Sales")

    found = by_role(propose_mapping(shop(categories=("Gift baskets",)), chart(deep), language="en"))

    assert found["revenue:c1"].account == deep


def test_one_account_for_all_revenue_replaces_the_categories():
    sales = account("Sales", OTHER_SALES)
    choices = MappingChoices(one_revenue_account=True)

    proposals = by_role(propose_mapping(shop(), chart(sales), language="en", choices=choices))

    assert proposals["revenue"].account == sales
    assert not [role for role in proposals if role.startswith("revenue:")]


def test_an_only_income_account_of_another_name_is_no_more_than_a_suggestion():
    choices = MappingChoices(one_revenue_account=True)

    proposals = propose_mapping(shop(), chart(account("Consulting", INCOME)), language="en", choices=choices)

    revenue = by_role(proposals)["revenue"]
    assert revenue.reason.code == ReasonCode.ONLY_ACCOUNT_OF_TYPE
    assert not revenue.preselected


def test_a_receivable_takes_house_accounts_only_if_asked():
    receivable = account("Comptes clients", RECEIVABLE)
    asked = MappingChoices(house_accounts_as_receivable=True)

    without = by_role(propose_mapping(shop(), chart(receivable), language="fr"))
    with_it = by_role(propose_mapping(shop(), chart(receivable), language="fr", choices=asked))

    assert not without["house_account"].existing
    assert with_it["house_account"].account == receivable
    assert with_it["house_account"].account.needs_customer


def test_a_new_account_speaks_the_merchants_language():
    assert by_role(propose_mapping(shop(), chart(), language="fr"))["tip"].account.name == "PDV Pourboires à payer"


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_can_be_said_in_both_languages(code):
    reason = Reason(code, ("Latte", "Ventes"))

    english, french = reason_text(reason, "en"), reason_text(reason, "fr-CA")

    assert english != french
    assert english.endswith(".")
    assert french.endswith(".")
    assert "“" not in french


def test_a_suggestion_does_not_count_as_mapped():
    proposals = propose_mapping(shop(), chart(account("Tips Payable", LIABILITY)), language="en")
    doubtful = [replace(p, confidence=1) if p.role == "tip" else p for p in proposals]

    assert decided(proposals) == tuple(count + 1 for count in decided(doubtful))


def test_an_account_in_another_currency_is_not_proposed():
    """QuickBooks refuses a Canadian day on a till that is kept in US dollars (docs/quickbooks.md 13.8)."""
    abroad = replace(account("Cash drawer USD", ON_HAND), currency="USD")
    home = replace(account("Cash drawer", ON_HAND), currency="CAD")

    without = by_role(propose_mapping(shop(), chart(abroad), language="en"))["tender:CASH"]
    beside = by_role(propose_mapping(shop(), chart(abroad, home), language="en"))["tender:CASH"]

    assert isinstance(without.account, NewAccount)
    assert beside.account == home
