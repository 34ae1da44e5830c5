"""Every page of the portal in states that are hard to bring about, on a telephone: nothing is wrong or cut off."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from browser.checking.page_checks import findings
from daybook.adapters.web.http.requests import MAX_FILE_BYTES
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.company.connection import ConnectionStatus
from fakes.quickbooks.ledger import COMPANY
from unit.portal.chain import DATES as CHAIN_DATES
from unit.portal.chain import RANGE as CHAIN_RANGE
from unit.portal.chain import as_chain
from unit.portal.chart import CHART
from unit.portal.merchant import KING, LAVAL, NEWEST, QUEEN, PortalWorld, sales_of_day
from unit.portal.tax_codes import CODES, posted_as_invoices
from unit.portal.told.day_steps import posted

pytestmark = pytest.mark.xdist_group("browser-alone")

DAY = f"/log/{NEWEST}/{QUEEN}"
SETUP = ("/setup", "/setup/document", "/setup/taxes", "/setup/rest", "/setup/review")
BOOKS = (
    "/",
    "/log",
    "/month",
    DAY,
    "/sync",
    "/sync/progress",
    "/mapping",
    "/mapping/taxes",
    "/mapping/template",
    "/mapping/tracking",
    "/mapping/change?role=tip",
    "/clearing",
    "/double-income",
    "/unusual",
    "/settings",
    "/settings/accountants",
    "/changes",
    "/companies",
    "/disconnect",
)
# Amounts of shops with a busy day, in the currency whose French form is the longest: "11 764,92 $ US".
BUSY = 40
# The page, and every box that would have to be scrolled to be read; what is only for screen readers has no size.
CUT_OFF = """() => [document.documentElement]
    .concat(...document.querySelectorAll(".paper, .card, .option, td:not(.folded), dd"))
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.tagName}.${box.className}: ${box.scrollWidth} in ${box.clientWidth}`)"""


def dear():
    """A merchant who is forty times as busy as others, with books in US dollars; none of their accounts is our word."""
    world = PortalWorld(chart=[replace(a, name="Till") if a.name == "Cash on hand" else a for a in CHART])
    company = replace(COMPANY, home_currency="USD")
    world.ledger.stored_company, world.ledger.codes = company, CODES
    world.connections.save_connection(replace(world.connection, company=company))
    places = tuple(replace(place, currency="USD") for place in world.profile.locations)
    world.connections.save_profile(replace(world.profile, locations=places))
    world.sales.stored_profile = world.connections.profile("m_1")
    world.sales.days = {(store, on): sales_of_day(store, on, times=BUSY) for store, on in world.sales.days}
    return world


def in_setup():
    world = dear()
    visitor = world.visitor()
    visitor.send(visitor.open("/setup/document"), "/setup/document", document_kind="invoice")
    return world


def with_gaps():
    """Three stores: a held day, an unknown card, a tax without a code."""
    world = dear()
    visitor = world.visitor()
    posted_as_invoices(world, visitor)
    world.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, untied=True, times=BUSY)
    world.sales.days[LAVAL, NEWEST] = sales_of_day(LAVAL, NEWEST, unknown_card=True, times=BUSY)
    visitor.send(visitor.open("/sync"), "/sync", first="2026-11-10", last=str(NEWEST))
    world.work()
    return world


def on_the_way():
    """Some of the days of the first sync are there."""
    world = dear()
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    visitor.send(visitor.open("/sync"), "/sync")
    world.work(40)
    return world


def all_in_one():
    """Simple mode, done; balances of the month are typed, and one of them is below zero."""
    world = dear()
    visitor = world.visitor()
    visitor.send(visitor.open("/setup/stores"), "/setup/stores", location_mode="combined")
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    typed = {"amount.tips": "-1,999,999.99", "amount.payroll": "12,345.67", "amount.cash": "1,234,567.89"}
    visitor.send(visitor.open("/month"), "/month/balances", **typed)
    return world


def not_connected():
    world = on_the_way()
    lost = replace(world.connections.connection("m_1"), status=ConnectionStatus.NEEDS_RECONNECT)
    world.connections.save_connection(lost)
    return world


def with_changes():
    """A change to a posted day waits in closed books."""
    world = all_in_one()
    closed = replace(world.connections.connection("m_1").company, book_close_date=NEWEST)
    world.ledger.close_books(NEWEST)
    world.connections.save_connection(world.connections.connection("m_1").with_company(closed))
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, times=BUSY, tip=3540 * BUSY)
    visitor = world.visitor()
    visitor.send(visitor.open(f"/log/{NEWEST}/all"), f"/log/{NEWEST}/all/retry")
    world.work()
    return world


def with_doubles():
    """Nothing is posted, and QuickBooks has sales of a week, of a catering customer and in long words already."""
    world = dear()
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    for n in range(7):
        on = NEWEST - timedelta(days=20 - n)
        sold = sum(
            world.sales.day_totals(place, [on])[on].fields["netRevenue"] for place in world.profile.active_locations
        )
        amounts = {"1": -sold, "8": sold}
        entry = BooksDocument("Sales Receipt", str(900 + n), on, amounts, memo="Ventes du comptoir, saisies le soir")
        world.movements.documents.append(entry)
        other = BooksDocument("Invoice", str(950 + n), on, {"1": -2 * sold - n}, party="Traiteur")
        world.movements.documents.append(other)
    visitor.send(visitor.open("/double-income"), "/double-income/look")
    return world


def chain():
    """Forty stores: the log has a page before this one and one after it."""
    return as_chain(on_the_way())


STATES = {
    "chain": (chain, ("/", f"/log?{CHAIN_RANGE}&page={CHAIN_DATES[2]}")),
    "doubles": (with_doubles, ("/sync", "/double-income")),
    "change": (with_changes, ("/", "/log", f"/log/{NEWEST}/all")),
    "setup": (in_setup, SETUP),
    "gaps": (with_gaps, BOOKS),
    "on-the-way": (on_the_way, ("/", "/log", "/sync/progress")),
    "all-in-one": (all_in_one, ("/", "/log", f"/log/{NEWEST}/all", "/month", "/sync/progress")),
    "not-connected": (not_connected, ("/", "/log")),
}


@pytest.fixture(scope="module", params=STATES)
def state(request):
    made, paths = STATES[request.param]
    return made(), paths


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("fr", "light")])
def test_nothing_is_wrong_with_a_page_in_any_of_its_states(chromium, state, language, scheme):
    world, paths = state
    wrong = []

    with window(chromium, world.visitor(language), 390, scheme) as page:
        for path in paths:
            page.goto(f"{ORIGIN}{path}")
            wrong += findings(page, language)

    assert [str(finding) for finding in wrong] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_the_smallest_telephone_no_page_scrolls_sideways_and_no_amount_in_its_box(chromium, state, language):
    world, paths = state
    cut = {}

    with window(chromium, world.visitor(language), 320) as page:
        for path in paths:
            page.goto(f"{ORIGIN}{path}")
            cut[path] = page.evaluate(CUT_OFF)

    assert {path: found for path, found in cut.items() if found} == {}


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_on_a_wide_screen_nothing_is_wrong_and_no_amount_is_cut_off(chromium, state, language, scheme):
    world, paths = state
    wrong, cut = [], {}

    with window(chromium, world.visitor(language), 1440, scheme) as page:
        for path in paths:
            page.goto(f"{ORIGIN}{path}")
            wrong += findings(page, language)
            cut[path] = page.evaluate(CUT_OFF)

    assert [str(finding) for finding in wrong] == []
    assert {path: found for path, found in cut.items() if found} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_whole_row_of_the_log_leads_to_its_day(chromium, width):
    """A press on its last cell, where no word is a link."""
    with window(chromium, posted().visitor("en"), width) as page:
        page.goto(f"{ORIGIN}/log")
        row = page.locator("main table.log tbody tr").filter(has=page.locator("a.row")).first
        leads_to = row.locator("a.row").get_attribute("href")
        row.locator("td").last.click(force=True)
        page.wait_for_load_state("load")

        assert page.url == f"{ORIGIN}{leads_to}"


@pytest.mark.parametrize(("language", "says"), [("en", "larger than 200 KB"), ("fr", "dépasse 200 Ko")])
def test_a_file_beyond_the_limit_is_said_at_its_field_and_not_sent(chromium, tmp_path, language, says):
    world = on_the_way()
    heavy, light = tmp_path / "heavy.json", tmp_path / "light.json"
    heavy.write_text(" " * (1024 * 1024 + 1), encoding="utf-8")
    light.write_text(json.dumps({"schema_version": 1, "title": "", "rows": []}), encoding="utf-8")
    posts = []

    with window(chromium, world.visitor(language), 390) as page:
        page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
        page.goto(f"{ORIGIN}/mapping/template")
        field = page.locator("input[type=file]")
        field.set_input_files(heavy)
        error = page.locator(".error")
        said, described = error.inner_text(), field.get_attribute("aria-describedby")
        page.locator("main form button").first.click()
        held_back, focused = list(posts), page.evaluate("document.activeElement.type")
        found = findings(page, language)
        field.set_input_files(light)
        left = error.count()
        page.locator("main form button").first.click()
        page.wait_for_load_state("load")

    assert says in said
    assert (described, focused) == ("f-template-error", "file")
    assert held_back == []
    assert [str(each) for each in found] == []
    assert left == 0
    assert len(posts) == 1
    assert heavy.stat().st_size > MAX_FILE_BYTES
