"""Names from talech and QuickBooks that are attacks: no page of the portal turns one into a tag."""

import html
import re
from dataclasses import replace
from datetime import time

import pytest

from daybook.adapters.web.routes import PAGES
from daybook.domain.chart.accounts import Account
from fakes.quickbooks.ledger import COMPANY
from unit.portal.chart import CHART
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, PortalWorld

ATTACK = "<img src=x onerror=alert(1)>"
STORES = ((QUEEN, f"Queen {ATTACK}", time(4)), (KING, f"King {ATTACK}", time(22)))
TAG = re.compile(r"<img\b", re.IGNORECASE)
READS = [route.path for route in PAGES if route.method == "GET"]
HOSTILE = {  # pages on which at least one of the names stands
    "/",
    "/setup",
    "/log",
    "/settings",
    "/companies",
    "/disconnect",
    "/mapping",
    "/sync",
    "/changes",
    "/log/<business_date>/<location>",
}


def hostile_world(*, finished):
    chart = (*CHART, Account("66", f"Sales {ATTACK}", "Income", "SalesOfProductIncome"))
    world = PortalWorld(stores=STORES, chart=chart, company=replace(COMPANY, name=f"Books {ATTACK}"))
    taxes = tuple(replace(tax, name=f"{tax.name} {ATTACK}") for tax in world.profile.taxes)
    categories = tuple(replace(each, name=f"{each.name} {ATTACK}") for each in world.profile.categories)
    world.profile = replace(world.profile, name=f"Shop {ATTACK}", taxes=taxes, categories=categories)
    world.connections.save_profile(world.profile)
    world.sales.stored_profile = world.profile
    if finished:
        visitor = world.visitor()
        visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
        visitor.send(visitor.open("/sync"), "/sync")
        world.work()
        visitor.send(visitor.open("/settings"), "/settings/policies", untied="post_and_flag")
        (*_, record) = world.audit.records[MERCHANT]
        world.audit.record(MERCHANT, replace(record, who=ATTACK, about=ATTACK))
    return world


@pytest.fixture(scope="module")
def worlds():
    return {"before": hostile_world(finished=False), "after": hostile_world(finished=True)}


def address(path):
    return path.replace("<business_date>", str(NEWEST)).replace("<location>", QUEEN)


@pytest.mark.parametrize("stage", ["before", "after"])
@pytest.mark.parametrize("path", READS)
def test_no_name_becomes_a_tag(worlds, path, stage):
    page = worlds[stage].visitor()._answer("GET", address(path), {})

    if page.headers.get("Content-Type", "").startswith("text/html"):
        assert TAG.search(page.body) is None


@pytest.mark.parametrize("path", sorted(HOSTILE))
def test_the_names_do_stand_on_the_pages(worlds, path):
    """Else the test above would look for them in vain."""
    stage = "before" if path == "/setup" else "after"

    page = worlds[stage].visitor().open(address(path))

    assert html.escape(ATTACK) in page.body


def test_no_name_becomes_a_tag_behind_a_shared_link():
    world = hostile_world(finished=False)
    visitor = world.visitor()
    review = visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/share")
    link = review.words.partition("/shared/")[2].split()[0]

    shown = type(visitor)(world).open(f"/shared/{link}")

    assert html.escape(ATTACK) in shown.body
    assert TAG.search(shown.body) is None
