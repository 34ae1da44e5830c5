"""How sure an account is for a role that every merchant has, by its words or sub-type, why, and how it ranks."""

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import (
    BY_NAME,
    BY_SUB_TYPE,
    BY_WORDS,
    OURS,
    SHARED,
    by_sub_type,
    match_role,
    match_words,
)
from daybook.domain.proposals.vocabulary import vocabulary
from unit.proposals.shops import ASSET, CONTRA, GRATUITY, LIABILITY, OTHER_SALES, account

TIP, DISCOUNT, COMP, LOYALTY, REFUND = (
    Role(RoleKind(kind)) for kind in ("tip", "discount", "comp", "loyalty", "refund")
)
SURE, LIKELY = Confidence.SURE, Confidence.LIKELY


def by_words(found, confidence, *rank):
    return Match(found, confidence, Reason(ReasonCode.WORD_MATCH, (found.label,)), (BY_WORDS, *rank))


def test_our_own_account_comes_before_a_name_words_a_sub_type_and_a_shared_account():
    assert (OURS, BY_NAME, BY_WORDS, BY_SUB_TYPE, SHARED) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("role", "name", "kind", "confidence", "rank"),
    [
        (TIP, "Tips", LIABILITY, SURE, (0, 0)),
        (TIP, "Tips Payable", LIABILITY, SURE, (0, 1)),
        (TIP, "Tips owed to staff", GRATUITY, SURE, (0, 2)),
        (TIP, "Tips and service charges", LIABILITY, LIKELY, (2, 2)),
        (TIP, "Tips and service fees payable", LIABILITY, LIKELY, (2, 3)),
        (DISCOUNT, "Discounts given", CONTRA, SURE, (0, 1)),
        (DISCOUNT, "Discounts", OTHER_SALES, SURE, (0, 0)),
        (DISCOUNT, "Sales discounts", CONTRA, SURE, (0, 1)),
        (DISCOUNT, "Discounts and comps", CONTRA, LIKELY, (1, 1)),
        (COMP, "Comps", CONTRA, SURE, (0, 0)),
        (COMP, "Comp sales", OTHER_SALES, SURE, (0, 1)),
        (COMP, "Comps and discounts", CONTRA, LIKELY, (1, 1)),
        (LOYALTY, "Loyalty discounts", CONTRA, SURE, (0, 1)),
        (REFUND, "Sales Returns and Allowances", CONTRA, LIKELY, (1, 2)),
        (Role(RoleKind.SERVICE_CHARGE, "STAFF"), "Service charges payable", LIABILITY, SURE, (0, 1)),
    ],
)
def test_a_name_with_the_words_of_a_role_is_sure_unless_it_has_other_uses_too(role, name, kind, confidence, rank):
    found = account(name, kind)

    assert match_role(role, found) == by_words(found, confidence, *rank)


def test_a_reason_names_an_account_with_its_number_and_parents():
    tips = Account("1", "Tips", *LIABILITY, full_name="Staff:Tips", number="2100")
    rewards = Account("2", "Discounts", *CONTRA, number="4900")

    assert match_role(TIP, tips).reason == Reason(ReasonCode.WORD_MATCH, ("2100 Staff:Tips",))
    assert match_role(LOYALTY, rewards).reason == Reason(ReasonCode.SHARES_DISCOUNTS, ("4900 Discounts",))


@pytest.mark.parametrize(
    ("role", "name", "kind"),
    [
        (DISCOUNT, "Price reductions", CONTRA),
        (DISCOUNT, "Price reductions on sales", CONTRA),
        (TIP, "Due at payroll", GRATUITY),
        (TIP, "Due at payroll", ("Other Current Liability", "UndistributedTips")),
    ],
)
def test_a_sub_type_of_one_purpose_is_likely_and_named_as_the_reason(role, name, kind):
    found = account(name, kind)

    assert match_role(role, found) == Match(found, LIKELY, Reason(ReasonCode.SUB_TYPE, (kind[1],)), (BY_SUB_TYPE,))


@pytest.mark.parametrize(
    ("role", "name", "kind"),
    [
        (TIP, "Due at payroll", LIABILITY),
        (TIP, "Due at payroll", CONTRA),
        (DISCOUNT, "Price reductions", GRATUITY),
        (DISCOUNT, "Refunds given", CONTRA),
        (DISCOUNT, "Sales discounts", OTHER_SALES),
        (COMP, "Sales discounts", OTHER_SALES),
        (COMP, "Price reductions", CONTRA),
        (REFUND, "Discounts given", CONTRA),
        (Role(RoleKind.ADJUSTMENT), "Discounts given", CONTRA),
        (Role(RoleKind.SERVICE_CHARGE, "HOUSE"), "Service charges payable", LIABILITY),
        (Role(RoleKind.SUSPENSE), "Suspense", LIABILITY),
        (Role(RoleKind.PAID_IN), "Petty cash", ASSET),
    ],
)
def test_an_account_with_other_words_and_sub_types_is_not_for_the_role(role, name, kind):
    assert match_role(role, account(name, kind)) is None


@pytest.mark.parametrize("role", [COMP, LOYALTY])
@pytest.mark.parametrize(
    ("name", "kind", "rank"),
    [
        ("Discounts given", CONTRA, (0, 1)),
        ("Discounts", OTHER_SALES, (0, 0)),
        ("Discounts and promotions", CONTRA, (1, 1)),
    ],
)
def test_a_comp_and_a_loyalty_reward_may_share_the_account_of_discounts(role, name, kind, rank):
    found = account(name, kind)
    reason = Reason(ReasonCode.SHARES_DISCOUNTS, (name,))

    assert match_role(role, found) == Match(found, LIKELY, reason, (SHARED, BY_WORDS, *rank))


NAMES_OF_ANOTHER_PURPOSE = (
    "Petty cash, Cash float, Fond de caisse, Safe, Bank, Savings, Reserve, Change, Uncategorised, Uncategorized, "
    "Non classé, Refunds, Returns, Discounts received, Purchases, Achats, Suppliers, Vendors, Fournisseurs, Loyalty, "
    "Comps"
)


@pytest.mark.parametrize("name", NAMES_OF_ANOTHER_PURPOSE.split(", "))
def test_a_sub_type_tells_nothing_of_an_account_whose_name_has_another_purpose(name):
    assert by_sub_type(account(name, CONTRA), frozenset({"DiscountsRefundsGiven"})) is None


def test_one_of_several_sub_types_is_enough_and_without_any_nothing_is_told():
    found = account("Till", ("Bank", "CashOnHand"))

    assert by_sub_type(found, frozenset({"CashOnHand", "Checking"})) == Match(
        found, LIKELY, Reason(ReasonCode.SUB_TYPE, ("CashOnHand",)), (BY_SUB_TYPE,)
    )
    assert by_sub_type(found, frozenset()) is None


def test_the_best_phrase_of_a_vocabulary_gives_the_rank():
    words = vocabulary("tip, tip pool", "staff", "fee")
    plain, pooled, unknown = (account(name, LIABILITY) for name in ("Tip fee staff", "Tip pool", "Tip jar"))

    assert match_words(plain, words) == by_words(plain, LIKELY, 1, 2)
    assert match_words(pooled, words) == by_words(pooled, SURE, 0, 0)
    assert match_words(unknown, words) is None
