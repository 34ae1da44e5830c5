"""A setup in a company that takes no item on a bank account: it says the way, and goes on once that was taken."""

import pytest

from daybook.domain.errors import HoldReason, NeedsAttentionError
from unit.portal.merchant import MERCHANT, NEWEST


@pytest.fixture
def strict(world, monkeypatch):
    """QuickBooks refuses items on bank accounts, as it does any account of the wrong type."""
    complete = world.ledger.complete_references

    def strictly(needs, known):
        banks = {account.id for account in world.ledger.accounts if account.type == "Bank"}
        if banks & needs.items.keys():
            raise NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "account type", fault_code=6430)
        return complete(needs, known)

    monkeypatch.setattr(world.ledger, "complete_references", strictly)
    return world


def answered(visitor):
    """The setup as recommended, but with sales receipts."""
    visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(visitor.open("/setup/document"), "/setup/document", document_kind="sales_receipt")
    return visitor.open("/setup/review")


def test_the_refusal_names_the_setting_and_with_it_the_setup_is_finished(strict, visitor):
    refused = visitor.send(answered(visitor), "/setup/review")
    assert refused.status == 422
    assert "turn on clearing accounts in the settings" in refused.words

    visitor.send(visitor.open("/settings"), "/settings/clearing", clear_tenders="yes")
    finished = visitor.send(visitor.open("/setup/review"), "/setup/review")

    assert finished.path == "/sync"
    mapping = strict.connections.mapping_on(MERCHANT, NEWEST)
    cash = next(each for each in strict.ledger.accounts if each.id == mapping.accounts["tender:CASH"])
    assert (cash.name, cash.type) == ("POS Clearing - Cash", "Other Current Asset")
    assert strict.setups.lists(MERCHANT).chart.by_id(cash.id) is not None
