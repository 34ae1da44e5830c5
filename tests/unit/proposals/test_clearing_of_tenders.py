"""How sure an account is for the clearing of a tender, why, and how it ranks among others."""

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.merchant.profile import Tender
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_SUB_TYPE, BY_WORDS, SHARED
from daybook.domain.proposals.tenders import match_tender
from unit.proposals.shops import ASSET, CHECKING, LIABILITY, ON_HAND, account

SURE, LIKELY = Confidence.SURE, Confidence.LIKELY
CASH, CHECK = Tender("CASH", "CASH", "CASH"), Tender("CHECK", "CHECK", "CHECK")
CREDIT, DEBIT = Tender("CCRD", "CARD", "CCRD"), Tender("DCRD", "CARD", "DCRD")
UBER = Tender("OTHER", "OTHER", "Uber Eats")


def by_words(found, *rank):
    return Match(found, SURE, Reason(ReasonCode.WORD_MATCH, (found.label,)), (BY_WORDS, *rank))


def by_name(found, name, *rank):
    return Match(found, SURE, Reason(ReasonCode.SAME_NAME, (name, found.label)), (BY_NAME, *rank))


@pytest.mark.parametrize(
    ("name", "kind", "rank"),
    [
        ("Cash", ON_HAND, (0, 0)),
        ("Cash drawer", ON_HAND, (0, 1)),
        ("Cash", CHECKING, (0, 0)),
        ("Cash clearing", ASSET, (0, 1)),
        ("POS Cash transit", ASSET, (0, 2)),
    ],
)
def test_cash_goes_to_a_drawer_or_to_an_account_on_which_it_waits(name, kind, rank):
    found = account(name, kind)

    assert match_tender(CASH, "", found) == by_words(found, *rank)


@pytest.mark.parametrize(("name", "kind"), [("Till 1", ON_HAND), ("Front desk transit", ("Bank", "CashOnHand"))])
def test_a_drawer_of_another_name_is_likely_for_cash(name, kind):
    found = account(name, kind)

    assert match_tender(CASH, "", found) == Match(
        found, LIKELY, Reason(ReasonCode.SUB_TYPE, ("CashOnHand",)), (BY_SUB_TYPE,)
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cash", ASSET),
        ("Till 1", ASSET),
        ("Till 1", ("Other Current Asset", "CashOnHand")),
        ("Petty cash", ON_HAND),
        ("Main", CHECKING),
        ("Card clearing", ASSET),
    ],
)
def test_cash_goes_to_no_other_account(name, kind):
    assert match_tender(CASH, "", account(name, kind)) is None


@pytest.mark.parametrize(
    ("tender", "card", "name", "kind", "brands"),
    [
        (CREDIT, "VISA", "Visa", ASSET, 1),
        (CREDIT, "VISA", "Visa clearing", CHECKING, 1),
        (CREDIT, "VISA", "Visa credit card clearing", ASSET, 1),
        (CREDIT, "VISA", "Visa/MC clearing", ASSET, 2),
        (CREDIT, "MC", "Visa/MC clearing", ASSET, 2),
        (CREDIT, "AMEX", "American Express receivable", ASSET, 1),
        (CREDIT, "American Express", "Amex", ASSET, 1),
        (CREDIT, "DISCOVER", "Discover and Diners", ASSET, 2),
        (CREDIT, "DINERS", "Discover and Diners", ASSET, 2),
        (DEBIT, "INTERAC", "Compensation Interac", ASSET, 1),
        (DEBIT, "VISA", "Visa settlement", ASSET, 1),
    ],
)
def test_the_account_of_a_brand_is_sure_and_the_fewest_brands_fit_best(tender, card, name, kind, brands):
    found = account(name, kind)

    assert match_tender(tender, card, found) == by_name(found, card, brands)


@pytest.mark.parametrize(
    ("tender", "card", "name", "rank"),
    [
        (CREDIT, "VISA", "Card clearing", (1,)),
        (DEBIT, "INTERAC", "Card clearing", (1,)),
        (CREDIT, "VISA", "Cards", (1,)),
        (CREDIT, "VISA", "POS talech merchant account: card payment sales deposits pending", (1,)),
        (CREDIT, "VISA", "Cartes en transit", (1,)),
        (CREDIT, "VISA", "Règlement par carte", (1,)),
        (CREDIT, "VISA", "Credit card clearing", (0, 1)),
        (CREDIT, "UNKNOWN", "Credit clearing", (0, 1)),
        (CREDIT, "VISA", "Credit and debit card clearing", (0, 2)),
        (DEBIT, "VISA", "Credit and debit card clearing", (0, 2)),
        (DEBIT, "VISA", "Debit card clearing", (0, 1)),
        (DEBIT, "UNKNOWN", "Debit", (0, 1)),
        (CREDIT, "INTERAC", "Debit card clearing", (0, 1)),
        (CREDIT, "DEBIT", "Debit card clearing", (0, 1)),
    ],
)
def test_an_account_for_a_sort_of_cards_comes_before_one_for_all_cards(tender, card, name, rank):
    found = account(name, ASSET)

    assert match_tender(tender, card, found) == by_words(found, *rank)


@pytest.mark.parametrize(
    ("tender", "card"), [(DEBIT, "VISA"), (DEBIT, "UNKNOWN"), (CREDIT, "INTERAC"), (CREDIT, "DEBIT")]
)
def test_debit_cards_may_share_the_account_of_credit_cards(tender, card):
    found = Account("1", "Credit card clearing", *ASSET, number="1250")

    assert match_tender(tender, card, found) == Match(
        found, LIKELY, Reason(ReasonCode.SHARES_CARDS, ("1250 Credit card clearing",)), (SHARED,)
    )


@pytest.mark.parametrize(
    ("card", "name", "kind"),
    [
        ("VISA", "Visa", CHECKING),
        ("VISA", "Cards", CHECKING),
        ("VISA", "Amex clearing", ASSET),
        ("UNKNOWN", "Visa clearing", ASSET),
        ("EXPRESS", "American Express clearing", ASSET),
        ("AMEX", "Express clearing", ASSET),
        ("VISA", "Debit card clearing", ASSET),
        ("VISA", "Gift card clearing", ASSET),
        ("VISA", "Visa fees", ASSET),
        ("VISA", "Clearing", ASSET),
        ("CCRD", "CCRD", ASSET),
    ],
)
def test_a_credit_card_goes_to_no_account_of_another_name(card, name, kind):
    assert match_tender(CREDIT, card, account(name, kind)) is None


@pytest.mark.parametrize(
    ("tender", "name", "kind"),
    [
        (UBER, "Uber Eats", ASSET),
        (UBER, "Uber Eats receivable", ASSET),
        (UBER, "Uber Eats clearing", CHECKING),
        (UBER, "talech Uber Eats deposits pending", LIABILITY),
        (Tender("X1", "OTHER", "Uber Eats payments"), "Uber Eats", ASSET),
        (Tender("X1", "NEW_KIND", "Uber Eats"), "Uber Eats", ASSET),
        (Tender("CHECK", "CHECK", "Mail order"), "Mail order clearing", ASSET),
    ],
)
def test_a_tender_with_a_name_of_its_own_goes_to_the_account_of_that_name(tender, name, kind):
    found = account(name, kind)

    assert match_tender(tender, "", found) == by_name(found, tender.label)


@pytest.mark.parametrize(
    ("tender", "name", "kind"),
    [
        (UBER, "Uber Eats", CHECKING),
        (UBER, "Uber clearing", ASSET),
        (UBER, "Uber Eats commissions", ASSET),
        (UBER, "Checks clearing", ASSET),
        (UBER, "Card clearing", ASSET),
        (Tender("DOORDASH", "OTHER", "DOORDASH"), "DoorDash clearing", ASSET),
        (Tender("X1", "OTHER", "Payment account"), "Merchant clearing", ASSET),
        (Tender("X1", "OTHER", ""), "Clearing", ASSET),
    ],
)
def test_a_tender_goes_to_no_account_of_another_name(tender, name, kind):
    assert match_tender(tender, "", account(name, kind)) is None


@pytest.mark.parametrize(
    ("name", "kind", "rank"),
    [
        ("Checks clearing", ASSET, (0, 0)),
        ("Chèques en transit", ASSET, (0, 0)),
        ("Checks receivable", CHECKING, (0, 0)),
        ("Customer checks received clearing", ASSET, (0, 2)),
        ("Checks on hand", ASSET, (0, 0)),
    ],
)
def test_checks_go_to_an_account_on_which_they_wait(name, kind, rank):
    found = account(name, kind)

    assert match_tender(CHECK, "", found) == by_words(found, *rank)


@pytest.mark.parametrize(
    ("name", "kind"), [("Checks on hand", CHECKING), ("Checks", ASSET), ("Checking", CHECKING), ("CHECK", ASSET)]
)
def test_checks_go_to_no_other_account(name, kind):
    assert match_tender(CHECK, "", account(name, kind)) is None
