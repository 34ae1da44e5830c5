"""A menu with more accounts than the QuickBooks plan keeps: said before anything is created, on every way in."""

from dataclasses import replace

import pytest

from daybook.domain.chart.accounts import Account
from unit.portal.calls import Caller
from unit.portal.merchant import COMPANY, MERCHANT, PortalWorld

FULL = [Account(str(n), f"Old account {n}", "Expense", "OtherBusinessExpenses") for n in range(100, 349)]


@pytest.fixture
def full():
    """A company on Plus that has 249 accounts, none of them for sales."""
    return PortalWorld(chart=FULL, company=replace(COMPANY, plan="QuickBooks Online Plus"))


def test_the_review_says_how_many_accounts_are_too_many_and_confirming_creates_none(full):
    visitor = full.visitor()

    page = visitor.open("/setup/review")
    refused = visitor.send(page, "/setup/review")

    assert "Your QuickBooks plan keeps 250 accounts. 249 are in use and" in page.words
    assert "Let all sales go to one account" in refused.words
    assert refused.status == 422
    assert len(full.ledger.accounts) == 249


def test_the_api_refuses_in_words(full):
    status, problem, _ = Caller(full).send("POST", "/setup/confirmation")

    assert status == 422
    assert "QuickBooks keeps 250 accounts in this plan; 249 are in use" in str(problem)
    assert len(full.ledger.accounts) == 249


def test_a_single_account_beyond_the_limit_is_explained_at_its_field():
    world = PortalWorld(
        chart=[*FULL, Account("500", "The last", "Expense", "OtherBusinessExpenses")],
        company=replace(COMPANY, plan="QuickBooks Online Plus"),
    )
    visitor = world.visitor("fr")

    refused = visitor.send(visitor.open("/accounts/new?role=tip&back=rest"), "/accounts/new", name="Pourboires")

    assert "250 comptes" in refused.words
    assert refused.status == 422


def test_on_advanced_nothing_is_counted():
    world = PortalWorld(chart=FULL, company=replace(COMPANY, plan="QuickBooks Online Advanced"))

    assert "250" not in world.visitor().open("/setup/review").words
    assert world.connections.connection(MERCHANT).company.plan.endswith("Advanced")
