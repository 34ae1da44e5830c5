"""What every store of setups promises: answers, lists and the sample day come back whole, each merchant's own."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.adapters.aws.tables.setups import DynamoSetupStore
from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.company.connection import LocationMode
from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import CREATE_PROPOSED, Setup, SetupStep, SyncRun
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from fakes.setup_store import FakeSetupStore

AT = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
ANSWERS = Setup(
    realm_id="9341453000000001",
    location_mode=LocationMode.COMBINED,
    document_kind=DocumentKind.INVOICE,
    one_revenue_account=True,
    accounts={"revenue": "79", "tip": CREATE_PROPOSED},
    departments={"304267:1": "d1"},
    classes={"304267:1": "c1"},
    untaxed_code="3",
    tax_codes={"gst+qst": "9"},
    answered=frozenset({SetupStep.STORES, SetupStep.REST, SetupStep.TAXES}),
    finished_at=AT,
    last_run=SyncRun(date(2026, 10, 25), date(2026, 11, 23), AT, "304267:1"),
)
CHART = (
    Account("1", "Ventes", "Income", "SalesOfProductIncome"),
    Account("2", "Vieux", "Bank", "", active=False),
    Account("3", "Café", "Income", "SalesOfProductIncome", full_name="Salle:Café", number="4010", currency="CAD"),
)
LISTS = CompanyLists(
    ChartOfAccounts(CHART),
    (ListEntry("c1", "Salle"),),
    (ListEntry("d1", "Laval"),),
    AT,
    "9341453000000001",
    (TaxCodeCandidate("9", "GST/QST", (TaxRateRef("15", "GST", "5"), TaxRateRef("16", "QST", "9.975"))),),
)


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeSetupStore()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")
    return DynamoSetupStore(aws.dynamodb, table("ConnectionTable"))


def test_a_merchant_who_never_answered_has_an_empty_setup(store):
    assert (store.setup("m_1"), store.lists("m_1"), store.sample("m_1")) == (Setup(), None, ())


def test_answers_come_back_whole_and_to_their_merchant_alone(store):
    store.save_setup("m_1", ANSWERS)

    assert (store.setup("m_1"), store.setup("m_2")) == (ANSWERS, Setup())


def test_the_last_answer_counts(store):
    store.save_setup("m_1", ANSWERS)

    store.save_setup("m_1", replace(ANSWERS, document_kind=DocumentKind.SALES_RECEIPT))

    assert store.setup("m_1").document_kind is DocumentKind.SALES_RECEIPT


def test_lists_come_back_whole(store):
    store.save_lists("m_1", LISTS)

    assert (store.lists("m_1"), store.lists("m_2")) == (LISTS, None)


@pytest.mark.parametrize("codes", [None, (), (TaxCodeCandidate("4", "Out of scope", (), active=False),)])
def test_tax_codes_that_nobody_asked_for_are_not_the_same_as_none(store, codes):
    store.save_lists("m_1", replace(LISTS, tax_codes=codes))

    assert store.lists("m_1").tax_codes == codes


def test_the_sample_day_comes_back_whole(store):
    tender = TenderTotal("CCRD", "CARD", "VISA", 11300, 0)
    days = (SalesDay("304267:1", date(2026, 11, 23), "CAD", gross_minor=10000, taxes={"t": 1300}, tenders=(tender,)),)

    store.save_sample("m_1", days)

    assert store.sample("m_1") == days


def test_a_chart_of_four_thousand_accounts_fits_one_row(store):
    accounts = tuple(
        Account(str(n), f"Account number {n} of a large company", "Income", "SalesOfProductIncome") for n in range(4000)
    )

    store.save_lists("m_1", replace(LISTS, chart=ChartOfAccounts(accounts)))

    assert len(store.lists("m_1").chart.accounts) == 4000
