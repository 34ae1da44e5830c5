"""A retailer whose returns have no receipt: what comes back names no order, and one store only takes back on a date."""

import json
from pathlib import Path

import pytest

from daybook_local.demo.merchant.posting_choice import PostingChoice
from e2e.conftest import system_of, told_by

pytestmark = pytest.mark.stack

NO_RECEIPTS = Path(__file__).parent / "merchants" / "no-receipts"


def given_back():
    """What came back, net of tax, in all stores: debits, in minor units."""
    refunds = [json.loads(text) for text in (NO_RECEIPTS / "refunds.jsonl").read_text("utf-8").splitlines()]
    return sum(refund["total_minor"] - sum(line["tax_minor"] for line in refund.get("lines", [])) for refund in refunds)


def test_returns_without_an_order_are_booked_on_their_own_date_with_their_taxes(tmp_path):
    """Six of seven returns name no order. QuickBooks' tax return ties to the tills, so their tax came back too."""
    with system_of(NO_RECEIPTS, tmp_path) as (system, dates):
        told = told_by(system, dates, choice=PostingChoice("invoice", "separate", taxes="quickbooks"))
        balance = {movement.name: movement.minor for movement in system.quickbooks.trial_balance()}
        papers = {kind: len(system.quickbooks.read_back(kind)) for kind in ("Invoice", "RefundReceipt")}

    assert told.problems == []
    figures = told.as_json()
    expected = {"documents": 6, "duplicates": 0, "unbalanced": 0, "difference_minor": 0, "held": 0, "failed": 0}
    assert figures | expected == figures
    assert figures["tax_return_difference_minor"] == 0
    assert papers == {"Invoice": 5, "RefundReceipt": 1}
    assert [minor for name, minor in balance.items() if "Refunds" in name] == [given_back()]
