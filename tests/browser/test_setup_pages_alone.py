"""The setup on a phone for merchants of the samples, with a day on which each tender, card and category was used."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.merchant.profile import Category, Tax, Tender
from factories import order, payment
from fakes.quickbooks.ledger import COMPANY
from unit.portal.merchant import NEWEST, PortalWorld

pytestmark = pytest.mark.xdist_group("browser-alone")

SAMPLES = Path(__file__).parents[2] / "infra/local/daybook_local/samples"
MOST_PIXELS = 2500
HEIGHT = "() => document.documentElement.scrollHeight"
STEPS = ("document", "revenue", "revenue-accounts", "payments", "rest", "tracking", "review")


def sample_world(name):
    """The lists of a sample merchant, and a day in each store that uses all of them."""
    told = json.loads((SAMPLES / name / "merchant.json").read_text("utf-8"))
    country = told["merchant"]["country"]
    places = told["locations"]
    stores = tuple((each["id"], each["name"], time.fromisoformat(each["report_end_time"])) for each in places)
    world = PortalWorld(stores=stores, company=replace(COMPANY, country=country))
    world.profile = replace(
        world.profile,
        country=country,
        categories=tuple(Category(each["id"], each["location_id"], each["name"]) for each in told["categories"]),
        taxes=tuple(Tax(each["id"], each["name"], each["kind"], each["rate"]) for each in told["taxes"]),
        tenders=tuple(Tender(each["id"], each["kind"], each.get("label", each["id"])) for each in told["tenders"]),
        card_types=tuple(told["card_types"]),
    )
    world.connections.save_profile(world.profile)
    world.sales.stored_profile = world.profile
    world.sales.days = {(store, NEWEST): busy_day(store, told) for store, _, _ in stores}
    return world


def busy_day(store, told):
    at = datetime.combine(NEWEST, time(17), tzinfo=UTC)
    cards = [each["id"] for each in told["tenders"] if each["kind"] == "CARD"]
    paid = [payment(1000, tender, card, at=at) for tender in cards for card in told["card_types"]]
    paid += [payment(1000, each["id"], at=at) for each in told["tenders"] if each["kind"] in {"CASH", "CHECK", "OTHER"}]
    sold = [each["id"] for each in told["categories"] if each["location_id"] == store]
    total = 1000 * len(paid)
    lines = [(category, total // len(sold)) for category in sold]
    lines[0] = (sold[0], lines[0][1] + total - sum(minor for _, minor in lines))
    sale = order(closed_at=at, lines=lines, payments=paid)
    return DayActivity((sale,), control=ControlTotals({"grossRevenue": total}))


@pytest.fixture(scope="module", params=["restaurant-us", "cafe-ca"])
def world(request):
    return sample_world(request.param)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_of_the_setup_is_longer_than_three_screens(chromium, world, language):
    visitor = world.visitor(language)
    visitor.send(visitor.open("/setup"), "/setup/recommended")
    tall = {}

    with window(chromium, world.visitor(language), 390) as page:
        for path in ("/setup", *(f"/setup/{step}" for step in STEPS)):
            page.goto(f"{ORIGIN}{path}")
            tall[path] = page.evaluate(HEIGHT)

    assert {path: pixels for path, pixels in tall.items() if pixels > MOST_PIXELS} == {}
