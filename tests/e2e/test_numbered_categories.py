"""Two stores with a talech account each, both of which number their categories from 1: Coffee here is Wine there.

The books tie in total even where the two are one category, so this asks for more: the company keeps an account for each
name on the menus, and what it holds in the end is what was sold under that name, also when both stores are posted as
one.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from daybook_local.demo.merchant.posting_choice import PostingChoice
from e2e.conftest import system_of, told_by

pytestmark = pytest.mark.stack

NUMBERED = Path(__file__).parent / "merchants" / "numbered-categories"
MENU = json.loads((NUMBERED / "merchant.json").read_text("utf-8"))["categories"]
NAMES = {(f"revenue:{each['id']}", each["location_id"]): each["name"] for each in MENU}


def test_each_stores_category_is_in_its_own_account_though_the_stores_are_posted_as_one(tmp_path):
    with system_of(NUMBERED, tmp_path) as (system, dates):
        for name in {*NAMES.values()}:
            system.quickbooks.create_account(name, "Income")
        told = told_by(system, dates, choice=PostingChoice("sales_receipt", "combined"))
        truth = system.talech.truth(dates.first, dates.last, system.sample.location_ids)
        balance = {movement.name: movement.minor for movement in system.quickbooks.trial_balance()}

    assert told.problems == []
    figures = told.as_json()
    expected = {"documents": 3, "duplicates": 0, "unbalanced": 0, "difference_minor": 0, "held": 0, "failed": 0}
    assert figures | expected == figures
    sold = Counter()
    for row in truth:
        if row.role.startswith("revenue:"):
            sold[NAMES[row.role, row.store]] += row.minor
    assert {name: balance.get(name) for name in sold} == sold
    assert sold.keys() == {"Coffee", "Bakery", "Gifts", "Wine"}
