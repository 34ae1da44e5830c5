"""How sure an income account is for a category or for all revenue, why, and how it ranks among others."""

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_SUB_TYPE, BY_WORDS, SHARED
from daybook.domain.proposals.revenue import match_all_revenue, match_category, match_general_sales
from unit.proposals.shops import CONTRA, INCOME, OTHER_SALES, SERVICE, account

RETAIL, GENERAL = ("Income", "SalesRetail"), ("Income", "RevenueGeneral")
EVERY_GENERAL_WORD = "Sales revenue turnover takings POS talech account total product goods general net gross store"


def general_sales(found, *rank):
    return Match(found, Confidence.LIKELY, Reason(ReasonCode.GENERAL_SALES, (found.label,)), (SHARED, *rank))


@pytest.mark.parametrize(
    ("name", "kind", "rank"),
    [
        ("Sales", INCOME, (0, 1)),
        ("Sales", RETAIL, (1, 1)),
        ("Revenue", GENERAL, (2, 1)),
        ("Total product sales", OTHER_SALES, (3, 3)),
        ("Chiffre d'affaires", INCOME, (0, 2)),
        (EVERY_GENERAL_WORD, INCOME, (0, 14)),
    ],
)
def test_an_account_for_sales_in_general_ranks_by_its_sub_type_and_then_by_its_fewest_words(name, kind, rank):
    found = account(name, kind)

    assert match_general_sales(found) == general_sales(found, *rank)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Products", INCOME),
        ("Total", INCOME),
        ("Coffee sales", INCOME),
        ("Chiffre d'affaires café", INCOME),
        ("Affaires", INCOME),
        ("Sales", CONTRA),
        ("Sales", SERVICE),
        ("Chiffre d'affaires", SERVICE),
    ],
)
def test_an_account_of_another_name_or_sub_type_is_not_for_sales_in_general(name, kind):
    assert match_general_sales(account(name, kind)) is None


def test_a_reason_names_an_account_with_its_number():
    found = Account("1", "Sales", *INCOME, number="4000")

    assert match_general_sales(found) == Match(
        found, Confidence.LIKELY, Reason(ReasonCode.GENERAL_SALES, ("4000 Sales",)), (SHARED, 0, 1)
    )


@pytest.mark.parametrize("name", ["Beverages", "Beverage sales", "POS Sales - Beverages", "Total beverage revenue"])
def test_an_account_with_the_name_of_the_category_is_sure(name):
    found = account(name, OTHER_SALES)

    assert match_category("Beverages", found) == Match(
        found, Confidence.SURE, Reason(ReasonCode.SAME_NAME, ("Beverages", name)), (BY_NAME,)
    )


@pytest.mark.parametrize(
    ("category", "name", "rank"),
    [
        ("Coffee", "Beverage sales", (BY_WORDS, 0)),
        ("Iced coffee", "Beverages", (BY_WORDS, 0)),
        ("Beer", "Alcohol", (BY_WORDS, 0)),
        ("Beer", "Beverages", (BY_WORDS, 1)),
        ("Coffee", "Food & Beverage Sales", (BY_SUB_TYPE, 0)),
        ("Beer", "Food & Beverage Sales", (BY_SUB_TYPE, 1)),
        ("Coffee", "Food, beverage and alcohol sales", (BY_SUB_TYPE, 0)),
    ],
)
def test_an_account_of_the_categorys_department_is_likely_and_the_nearest_department_alone_fits_best(
    category, name, rank
):
    found = account(name, INCOME)

    assert match_category(category, found) == Match(
        found, Confidence.LIKELY, Reason(ReasonCode.BROADER_CATEGORY, (category, name)), rank
    )


@pytest.mark.parametrize(
    ("category", "name"),
    [("Coffee", "Beverage catering"), ("Coffee", "Food"), ("Knitwear", "Food"), ("Coffee", "Coffee beans")],
)
def test_an_account_of_another_department_or_with_an_unknown_word_is_not_for_the_category(category, name):
    assert match_category(category, account(name, INCOME)) is None


@pytest.mark.parametrize("category", ["Knitwear", "Coffee", "Sales", ""])
def test_a_category_without_an_account_of_its_own_may_use_the_one_for_sales_in_general(category):
    found = account("Sales", INCOME)

    assert match_category(category, found) == general_sales(found, 0, 1)


def test_all_revenue_goes_to_the_account_for_sales_in_general():
    found = account("Product sales", RETAIL)

    assert match_all_revenue(found) == general_sales(found, 1, 2)


def test_an_income_account_of_another_name_is_possible_for_all_revenue_and_ranks_behind_every_sub_type():
    found = Account("1", "Consulting", *INCOME, number="4100")

    assert match_all_revenue(found) == Match(
        found, Confidence.POSSIBLE, Reason(ReasonCode.ONLY_ACCOUNT_OF_TYPE, ("4100 Consulting",)), (SHARED, 4)
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Uncategorised income", INCOME),
        ("Tips", INCOME),
        ("Rent", OTHER_SALES),
        ("Autres produits", INCOME),
        ("Reductions", CONTRA),
        ("Contra", CONTRA),
        ("Discounts given", CONTRA),
    ],
)
def test_an_account_for_something_else_than_sales_is_not_for_all_revenue(name, kind):
    assert match_all_revenue(account(name, kind)) is None
