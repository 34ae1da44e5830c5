"""A day that Daybook is still at: its page shows the outcome by itself, and is left alone once there is one."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from browser.checking.in_memory_portal import ORIGIN, window
from browser.checking.page_checks import findings
from daybook.application.days.undo_days import undo_day
from daybook.domain.sync.location_day import LocationDay
from unit.portal.chart import CHART
from unit.portal.merchant import NEWEST, QUEEN, PortalWorld

pytestmark = pytest.mark.xdist_group("browser-alone")

DAY = f"/log/{NEWEST}/{QUEEN}"
PATIENCE_MS = 20_000


@pytest.fixture
def leaving():
    """A merchant's newest day, in the books and on its way out of them; no account's name is a word of ours."""
    world = PortalWorld(chart=[replace(each, name="Till") if each.name == "Cash on hand" else each for each in CHART])
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    visitor.send(visitor.open("/sync"), "/sync", first=str(NEWEST), last=str(NEWEST))
    world.work()
    undo_day(LocationDay("m_1", NEWEST, QUEEN), world.sync_log, world.queue, world.clock.now())
    return world


@pytest.mark.parametrize(("language", "out"), [("en", "Taken out"), ("fr", "Retirée")])
def test_a_day_that_leaves_the_books_shows_it_without_a_press(chromium, leaving, language, out):
    with window(chromium, leaving.visitor(language), 390) as page:
        page.goto(ORIGIN + DAY)
        expect(page.locator("[data-under-way]")).to_be_visible()
        assert findings(page, language) == []

        leaving.work()

        expect(page.locator("p.big-state")).to_contain_text(out, timeout=PATIENCE_MS)
        expect(page.locator("[data-under-way]")).to_have_count(0)


def test_a_page_on_which_nothing_has_changed_is_not_loaded_anew(chromium, leaving):
    """A person who reads it, or has opened its details, loses nothing."""
    with window(chromium, leaving.visitor(), 390) as page:
        page.goto(ORIGIN + DAY)
        page.evaluate("window.isThisVeryPage = true")
        with page.expect_request(ORIGIN + DAY, timeout=PATIENCE_MS):
            pass
        page.wait_for_timeout(500)

        assert page.evaluate("window.isThisVeryPage") is True
