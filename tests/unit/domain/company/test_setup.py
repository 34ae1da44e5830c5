"""The answers of a merchant in the setup belong to one company, and each answer leaves the others as they are."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.company.connection import LocationMode
from daybook.domain.company.setup import CREATE_PROPOSED, ON_FIRST_USE, Setup, SetupStep, SyncRun, TendersSeen
from daybook.domain.posting.documents import DocumentKind

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANSWERS = {
    "realm_id": "9341453000000001",
    "location_mode": LocationMode.COMBINED,
    "document_kind": DocumentKind.SALES_RECEIPT,
    "one_revenue_account": True,
    "accounts": {"revenue": "79", "tip": CREATE_PROPOSED},
    "departments": {"304267:1": "31"},
    "classes": {"304267:1": "41"},
    "untaxed_code": "4",
    "tax_codes": {"t_hst": "7"},
    "answered": frozenset({SetupStep.STORES}),
    "finished_at": NOW,
    "last_run": SyncRun(date(2026, 11, 1), date(2026, 11, 23), NOW),
}


def test_answers_are_kept_for_the_company_that_they_were_given_for():
    assert Setup(**ANSWERS).for_company("9341453000000001") == Setup(**ANSWERS)


def test_another_company_is_asked_everything_anew():
    assert Setup(**ANSWERS).for_company("9341453000000002") == Setup(realm_id="9341453000000002")


@pytest.mark.parametrize(
    ("step", "answered"),
    [
        (SetupStep.REVENUE, {SetupStep.STORES, SetupStep.REVENUE}),
        (SetupStep.STORES, {SetupStep.STORES}),
    ],
)
def test_an_answered_page_joins_the_pages_that_were_answered(step, answered):
    assert Setup(**ANSWERS).with_answer(step) == Setup(**ANSWERS | {"answered": answered})


def test_chosen_accounts_replace_those_of_their_own_roles_only():
    chosen = Setup(**ANSWERS).with_accounts({"tip": "80", "discount": "81"})

    assert chosen == Setup(**ANSWERS | {"accounts": {"revenue": "79", "tip": "80", "discount": "81"}})


SEEN = TendersSeen(frozenset({"tender:CASH", "tender:CCRD:VISA"}), date(2026, 9, 1), 480)


@pytest.mark.parametrize(
    ("role", "is_seen"), [("tender:CCRD:VISA", True), ("tender:CCRD:AMEX", False), ("revenue:c1", True), ("tip", True)]
)
def test_of_the_orders_that_were_looked_at_only_ways_to_pay_are_asked(role, is_seen):
    assert Setup(tenders_seen=SEEN).is_seen(role) is is_seen
    assert Setup().is_seen(role)


@pytest.mark.parametrize(
    ("chosen", "waits"), [({}, True), ({"tender:CCRD:AMEX": ON_FIRST_USE}, True), ({"tender:CCRD:AMEX": "84"}, False)]
)
def test_a_way_to_pay_that_was_not_seen_waits_unless_the_merchant_chose_its_account(chosen, waits):
    setup = Setup(tenders_seen=SEEN, accounts={"tender:CCRD:VISA": ON_FIRST_USE, **chosen})

    assert setup.waits_for_first_use("tender:CCRD:AMEX") is waits
    assert not setup.waits_for_first_use("tender:CCRD:VISA")
