"""The role, the sign and the name of each figure of a day: one row a figure. Debits are positive."""

from dataclasses import fields, replace
from datetime import date

import pytest

from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping, MappingGap
from daybook.domain.chart.references import OWN_CUSTOMER
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.balanced_lines import DRAWER_CASH, build_posting, day_amounts

DAY = SalesDay("304267:1", date(2026, 11, 23), "CAD")
MAPPING = AccountMapping(1, date(2020, 1, 1), {"tender:CASH": "3", "tip": "4"}, suspense_account="99")
CASH = ("tender:CASH", DRAWER_CASH)
FIGURES = {
    "adjustment_minor": [("adjustment", "adjustment_minor", -7)],
    "discounts_minor": [("discount", "discounts_minor", 7)],
    "comps_minor": [("comp", "comps_minor", 7)],
    "loyalty_minor": [("loyalty", "loyalty_minor", 7)],
    "tips_minor": [("tip", "tips_minor", -7)],
    "rounding_minor": [("rounding", "rounding_minor", -7)],
    "gift_cards_sold_minor": [("gift_card", "gift_cards_sold_minor", -7)],
    "gift_cards_refunded_to_minor": [("gift_card", "gift_cards_refunded_to_minor", -7)],
    "store_credit_granted_minor": [("store_credit", "store_credit_granted_minor", -7)],
    "house_account_paid_minor": [("house_account", "house_account_paid_minor", -7)],
    "deposits_sold_minor": [("customer_deposits", "deposits_sold_minor", -7)],
    "deposits_taken_minor": [("customer_deposits", "deposits_taken_minor", -7)],
    "deposits_released_minor": [("customer_deposits", "deposits_released_minor", 7)],
    "paid_in_minor": [("paid_in", "paid_in_minor", -7), (*CASH, 7)],
    "paid_out_minor": [("paid_out", "paid_out_minor", 7), (*CASH, -7)],
    "tip_payouts_minor": [("tip", "tip_payouts_minor", 7), (*CASH, -7)],
    "cash_drops_minor": [("cash_drop", "cash_drops_minor", 7), (*CASH, -7)],
    "over_short_minor": [("over_short", "over_short_minor", -7), (*CASH, 7)],
}
BY_NAME = {
    "revenue": ("revenue:food", "revenue", -7),
    "refunds": ("refund:food", "refunds", 7),
    "taxes": ("tax:food", "taxes", -7),
    "service_charges": ("service_charge:food", "service_charges", -7),
}
# They are parts of other figures, kept for the comparison with talech's report.
FOR_THE_REPORT = {
    "gross_minor",
    "refunds_as_store_credit_minor",
    "refunded_tax_minor",
    "refunded_service_charge_minor",
}


def told(day):
    return [(str(amount.role), amount.figure, amount.amount_minor) for amount in day_amounts(day)]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_its_role_and_its_side(name):
    assert told(replace(DAY, **{name: 7})) == FIGURES[name]


@pytest.mark.parametrize("name", BY_NAME)
def test_a_figure_by_name_has_its_role_and_its_side(name):
    assert told(replace(DAY, **{name: {"food": 7}})) == [BY_NAME[name]]


def test_no_figure_of_a_day_is_forgotten():
    minor = {each.name for each in fields(SalesDay) if each.name.endswith("_minor")}

    assert minor == FIGURES.keys() | FOR_THE_REPORT
    assert [told(replace(DAY, **{name: 7})) for name in FOR_THE_REPORT] == [[]] * len(FOR_THE_REPORT)


TENDERS = {
    "cash": (TenderTotal("CASH", "CASH", None, 1000, 200), "tender:CASH", True),
    "a card": (TenderTotal("CCRD", "CARD", "VISA", 1000, 200), "tender:CCRD:VISA", True),
    "a gift card is a balance": (TenderTotal("GCRD", "GIFT_CARD", None, 1000, 200), "gift_card", False),
    "so is store credit": (TenderTotal("STCR", "STORE_CREDIT", None, 1000, 200), "store_credit", False),
    "and a house account": (TenderTotal("HACC", "HOUSE_ACCOUNT", None, 1000, 200), "house_account", False),
}


@pytest.mark.parametrize(("tender", "role", "is_payment"), TENDERS.values(), ids=TENDERS)
def test_what_a_tender_took_is_a_debit_and_a_payment_unless_it_settles_a_balance(tender, role, is_payment):
    (amount,) = day_amounts(replace(DAY, tenders=(tender,)))

    assert (str(amount.role), amount.figure, amount.amount_minor) == (role, "tenders", 800)
    assert amount.is_payment is is_payment


def test_a_role_without_an_account_goes_to_suspense_and_is_named_as_a_gap():
    posting = build_posting([replace(DAY, tips_minor=7, comps_minor=7)], MAPPING)

    assert {(str(line.role), line.account_id) for line in posting.lines} == {("comp", "99"), ("tip", "4")}
    assert posting.gaps == (MappingGap(Role(RoleKind.COMP), DAY.location_id, 7),)


def test_days_are_combined_in_the_order_of_their_locations():
    king = replace(DAY, location_id="304268:1", tips_minor=7)

    posting = build_posting([king, replace(DAY, tips_minor=5)], MAPPING)

    assert (posting.business_date, posting.currency) == (DAY.business_date, "CAD")
    assert posting.location_ids == ("304267:1", "304268:1")
    assert [(line.location_id, line.amount_minor) for line in posting.lines] == [("304267:1", -5), ("304268:1", -7)]


def test_a_category_of_one_store_has_the_account_and_the_name_of_that_store():
    days = [replace(DAY, location_id=store, revenue={"c1": 7}) for store in ("304267:1", "304268:1")]
    mapping = replace(
        MAPPING,
        accounts={"revenue:c1": "1", "revenue:c1@304268:1": "2"},
        labels={"revenue:c1": "Food", "revenue:c1@304268:1": "Drinks", "304268:1": "King St"},
    )

    posting = build_posting(days, mapping)

    assert [(line.account_id, line.memo) for line in posting.lines] == [
        ("1", "Sales, Food"),
        ("2", "Sales, Drinks, King St"),
    ]
    assert {str(line.role) for line in posting.lines} == {"revenue:c1"}


def test_a_line_on_a_receivable_names_its_customer():
    mapping = replace(
        MAPPING, accounts={"house_account": "20", "tip": "4"}, account_types={"20": AccountType.ACCOUNTS_RECEIVABLE}
    )

    posting = build_posting([replace(DAY, house_account_paid_minor=7, tips_minor=7)], mapping)

    assert {line.account_id: line.customer_id for line in posting.lines} == {"20": OWN_CUSTOMER, "4": None}


@pytest.mark.parametrize("change", [{"business_date": date(2026, 11, 24)}, {"currency": "USD"}])
def test_days_that_no_one_may_combine_are_refused(change):
    with pytest.raises(ValueError, match="cannot combine"):
        build_posting([DAY, replace(DAY, location_id="304268:1", **change)], MAPPING)


def test_the_parts_of_a_figure_with_different_taxes_are_one_line_unless_forms_carry_codes():
    day = replace(DAY, revenue={"food": 1000}, tax_sets={"revenue:food": {"hst": 700, "": 300}})

    (line,) = build_posting([day], MAPPING).lines

    assert (line.amount_minor, line.tax_set) == (-1000, "")
    assert [(amount.tax_set, amount.amount_minor) for amount in day_amounts(day)] == [("hst", -700), ("", -300)]


@pytest.mark.parametrize(("role", "sign"), [("revenue:food", -1), ("refund:food", 1), ("service_charge:STAFF", -1)])
def test_taxed_and_untaxed_parts_that_cancel_out_are_both_told(role, sign):
    day = replace(DAY, tax_sets={role: {"hst": 700, "": -700}})

    assert [(str(each.role), each.tax_set, each.amount_minor) for each in day_amounts(day)] == [
        (role, "hst", sign * 700),
        (role, "", -sign * 700),
    ]
