"""One proposal as a whole: its account, its confidence, its reason and what fits equally well."""

from dataclasses import replace

import pytest

from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.merchant.profile import Category, Tender
from daybook.domain.proposals.accounts import NO_CHOICES, MappingChoices, propose_mapping
from daybook.domain.proposals.evidence import Confidence, Reason, ReasonCode
from daybook.domain.proposals.proposal import Proposal
from factories import location
from unit.proposals.shops import (
    ASSET,
    CHECKING,
    CONTRA,
    EXPENSE,
    GRATUITY,
    INCOME,
    LIABILITY,
    ON_HAND,
    OTHER_SALES,
    RECEIVABLE,
    account,
    chart,
    shop,
    tax,
)

SURE, LIKELY, POSSIBLE = Confidence.SURE, Confidence.LIKELY, Confidence.POSSIBLE
TEXT, TEXT_IN_FRENCH = "Created by Daybook for talech sales", "Créé par Daybook pour les ventes talech"
NEW_TIPS = NewAccount("POS Tips Payable", AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities", TEXT)
ONE_REVENUE = MappingChoices(one_revenue_account=True)
AS_RECEIVABLE = MappingChoices(house_accounts_as_receivable=True)
OURS = Reason(ReasonCode.CREATED_BY_DAYBOOK)
NOTHING = Reason(ReasonCode.NOTHING_SUITABLE)


def proposed(role, *accounts, profile=None, language="en", choices=NO_CHOICES):
    proposals = propose_mapping(profile or shop(), chart(*accounts), language=language, choices=choices)
    [found] = [each for each in proposals if each.role == role]
    return found


def roles(**choices):
    proposals = propose_mapping(shop(), chart(), language="en", choices=MappingChoices(**choices))
    return " ".join(proposal.role for proposal in proposals)


FIXED = (
    "adjustment discount comp loyalty refund service_charge:STAFF service_charge:HOUSE tip gift_card store_credit "
    "house_account customer_deposits rounding paid_in paid_out cash_drop over_short tender:CASH suspense tax:t1 "
    "tender:CCRD:INTERAC tender:CCRD:UNKNOWN tender:CCRD:VISA tender:DCRD:INTERAC tender:DCRD:UNKNOWN tender:DCRD:VISA "
    "tender:CHECK tender:OTHER"
)


def test_every_role_has_one_proposal_in_the_order_of_the_default_chart():
    assert roles() == f"revenue:c1 revenue:c2 revenue:none {FIXED}"
    assert roles(one_revenue_account=True) == f"revenue {FIXED}"
    assert roles(house_accounts_as_receivable=True) == f"revenue:c1 revenue:c2 revenue:none {FIXED}"


def test_a_role_without_a_fitting_account_is_sure_of_a_new_one():
    assert proposed("tip", account("Loan", LIABILITY)) == Proposal("tip", NEW_TIPS, SURE, NOTHING)


def test_a_new_account_is_named_and_described_in_the_language_asked_for():
    assert proposed("tip", language="fr").account == NewAccount(
        "PDV Pourboires à payer", AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities", TEXT_IN_FRENCH
    )


@pytest.mark.parametrize(
    ("role", "found", "confidence", "reason"),
    [
        ("tip", account("Tips", LIABILITY), SURE, Reason(ReasonCode.WORD_MATCH, ("Tips",))),
        ("tip", account("Staff", GRATUITY), LIKELY, Reason(ReasonCode.SUB_TYPE, ("Gratuity",))),
        ("revenue:c2", account("Coffee", INCOME), SURE, Reason(ReasonCode.SAME_NAME, ("Coffee", "Coffee"))),
        ("revenue:none", account("Sales", INCOME), LIKELY, Reason(ReasonCode.GENERAL_SALES, ("Sales",))),
        ("tax:t1", account("HST", LIABILITY), SURE, Reason(ReasonCode.SAME_NAME, ("HST", "HST"))),
        ("tender:CASH", account("Cash", ON_HAND), SURE, Reason(ReasonCode.WORD_MATCH, ("Cash",))),
        ("tender:CCRD:VISA", account("Visa", ASSET), SURE, Reason(ReasonCode.SAME_NAME, ("VISA", "Visa"))),
        ("comp", account("Discounts", CONTRA), LIKELY, Reason(ReasonCode.SHARES_DISCOUNTS, ("Discounts",))),
    ],
)
def test_the_one_account_that_fits_is_proposed_with_its_confidence_and_reason(role, found, confidence, reason):
    assert proposed(role, account("Loan", LIABILITY), found) == Proposal(role, found, confidence, reason)


def test_the_account_that_fits_best_is_proposed_wherever_it_stands():
    exact, wider = account("Tips", LIABILITY), account("Tips payable", LIABILITY)
    best = Proposal("tip", exact, SURE, Reason(ReasonCode.WORD_MATCH, ("Tips",)))

    assert proposed("tip", exact, wider) == proposed("tip", wider, exact) == best


def test_accounts_that_fit_equally_well_are_all_named_and_none_is_taken():
    one, other, worse = (account(name, LIABILITY) for name in ("Tips owed", "Tips payable", "Tips payable to staff"))
    one = replace(one, number="2100")
    reason = Reason(ReasonCode.SEVERAL_SUITABLE, ("2100 Tips owed", "Tips payable"))

    assert proposed("tip", one, worse, other) == Proposal("tip", NEW_TIPS, POSSIBLE, reason, (one, other))


@pytest.mark.parametrize(
    "name",
    ["POS Tips Payable", "pos tips payable (daybook)", "PDV Pourboires à payer", "PDV POURBOIRES A PAYER (DAYBOOK)"],
)
def test_an_account_that_we_created_is_found_by_its_name_in_either_language_before_any_other(name):
    ours = account(name, LIABILITY)

    assert proposed("tip", account("Tips", LIABILITY), ours) == Proposal("tip", ours, SURE, OURS)


def test_the_account_that_we_created_for_all_revenue_is_found_again():
    ours = account("PDV Ventes (Daybook)", INCOME)

    assert proposed("revenue", account("Sales", INCOME), ours, choices=ONE_REVENUE) == Proposal(
        "revenue", ours, SURE, OURS
    )


@pytest.mark.parametrize(
    ("role", "ours", "reason"),
    [
        # Another type, a parent, and a system account are not what we create.
        ("paid_out", account("POS Pay-outs", ("Cost of Goods Sold", "Supplies")), ReasonCode.WORD_MATCH),
        ("tip", replace(account("POS Tips Payable", LIABILITY), full_name="Old:POS Tips Payable"), "word_match"),
        ("tip", account("POS Tips Payable", ("Other Current Liability", "SalesTaxPayable")), "nothing_suitable"),
        ("tip", account("POS Tips Payable", LIABILITY, active=False), "nothing_suitable"),
        ("suspense", account("POS Suspense - to be mapped", LIABILITY), "created_by_daybook"),
        ("suspense", account("POS Suspense", LIABILITY), "nothing_suitable"),
    ],
)
def test_an_account_of_our_name_is_ours_only_if_we_could_have_created_it(role, ours, reason):
    assert proposed(role, ours).reason.code == reason


def test_one_account_for_all_revenue_is_new_under_its_own_name():
    new = NewAccount("POS Sales", AccountType.INCOME, "SalesOfProductIncome", TEXT)

    assert proposed("revenue", choices=ONE_REVENUE) == Proposal("revenue", new, SURE, NOTHING)


@pytest.mark.parametrize(
    ("name", "confidence", "reason"),
    [
        ("Sales", LIKELY, ReasonCode.GENERAL_SALES),
        ("Coffee", POSSIBLE, ReasonCode.ONLY_ACCOUNT_OF_TYPE),
    ],
)
def test_all_revenue_goes_to_sales_in_general_and_an_account_of_another_name_is_a_suggestion(name, confidence, reason):
    found = account(name, OTHER_SALES)

    assert proposed("revenue", found, choices=ONE_REVENUE) == Proposal(
        "revenue", found, confidence, Reason(reason, (name,))
    )


def test_a_category_without_a_name_in_the_chart_does_not_take_the_name_of_another():
    coffee = account("Coffee", INCOME)

    assert proposed("revenue:c1", coffee).reason == NOTHING
    assert proposed("revenue:none", coffee).reason == NOTHING


def test_a_category_whose_id_is_that_of_the_cash_tender_is_a_category():
    profile = replace(shop(), categories=(Category("CASH", "304267:1", "Coffee"),))
    coffee = account("Coffee", INCOME)

    assert proposed("revenue:CASH", coffee, profile=profile).account == coffee


def test_each_tax_is_compared_by_its_own_name_and_rate():
    profile = shop(taxes=(tax("GST", "0.05", "gst"), tax("QST", "0.09975", "qst")))
    gst, qst = account("GST owed", LIABILITY), account("QST owed", LIABILITY)

    assert proposed("tax:gst", gst, qst, profile=profile).account == gst
    assert proposed("tax:qst", gst, qst, profile=profile).account == qst


@pytest.mark.parametrize(
    ("role", "kind", "code"),
    [
        ("tender:CASH", CHECKING, "nothing_suitable"),
        ("tender:CASH", ON_HAND, "word_match"),
        ("tender:EURO", CHECKING, "nothing_suitable"),
        ("tender:EURO", ON_HAND, "word_match"),
        ("tender:OTHER", CHECKING, "same_name"),
    ],
)
def test_cash_of_any_tender_goes_to_no_bank_account_that_is_not_a_drawer(role, kind, code):
    tenders = (Tender("CASH", "CASH", "CASH"), Tender("EURO", "CASH", "Euro"), Tender("OTHER", "OTHER", "Cash"))
    profile = replace(shop(), tenders=tenders)

    assert proposed(role, account("Cash clearing", kind), profile=profile).reason.code == code


@pytest.mark.parametrize(("currency", "code"), [("", "word_match"), ("CAD", "word_match"), ("USD", "nothing_suitable")])
def test_an_account_is_in_a_currency_of_the_shops(currency, code):
    receivable = replace(account("Trade debtors", RECEIVABLE), currency=currency)

    assert proposed("house_account", receivable, choices=AS_RECEIVABLE).reason.code == code


def test_each_of_two_currencies_of_the_shops_will_do():
    profile = replace(shop(), locations=(location(), location("304268:1", currency="USD")))
    tips = replace(account("Tips", LIABILITY), currency="USD")

    assert proposed("tip", tips, profile=profile).account == tips


@pytest.mark.parametrize(
    ("name", "confidence", "reason"),
    [
        ("House accounts", SURE, ReasonCode.WORD_MATCH),
        ("Accounts Receivable (A/R)", SURE, ReasonCode.WORD_MATCH),
        ("Comptes clients", SURE, ReasonCode.WORD_MATCH),
        ("Wholesale", LIKELY, ReasonCode.ONLY_ACCOUNT_OF_TYPE),
    ],
)
def test_any_receivable_takes_house_accounts_where_the_merchant_chose_receivables(name, confidence, reason):
    found = replace(account(name, RECEIVABLE), number="1100")

    assert proposed("house_account", found, account("House accounts", ASSET), choices=AS_RECEIVABLE) == Proposal(
        "house_account", found, confidence, Reason(reason, (f"1100 {name}",))
    )


def test_a_receivable_named_for_house_accounts_comes_before_another():
    other, named = account("Wholesale", RECEIVABLE), account("Customer tabs", RECEIVABLE)

    assert proposed("house_account", other, named, choices=AS_RECEIVABLE).account == named


def test_a_receivable_takes_no_other_role_and_without_the_choice_none():
    other = account("Entertainment", EXPENSE)

    assert proposed("tip", account("Tips", RECEIVABLE), choices=AS_RECEIVABLE).reason == NOTHING
    assert proposed("paid_out", other, choices=AS_RECEIVABLE).reason == NOTHING
    assert proposed("house_account", account("House accounts", RECEIVABLE)).reason == NOTHING


def test_cash_is_proposed_an_account_even_if_talech_lists_no_cash_tender():
    without = replace(shop(), tenders=())

    assert proposed("tender:CASH", profile=without).confidence is Confidence.SURE
