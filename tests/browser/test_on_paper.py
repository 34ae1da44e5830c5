"""What a page is on paper: figures, and nothing to press."""

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from unit.portal.told.day_stages import untied
from unit.portal.told.day_steps import PAGE, posted

pytestmark = pytest.mark.xdist_group("browser-alone")

PRESSED = "button, .button, input:not([type=hidden]), select, nav, .menu, .skip"
FIGURES = "th, td"


@pytest.mark.parametrize("path", ["/month?month=2026-11", PAGE, "/log"])
@pytest.mark.parametrize("stage", [posted, untied], ids=lambda stage: stage.__name__)
def test_a_printed_page_has_its_figures_and_nothing_to_press(chromium, stage, path):
    with window(chromium, stage().visitor("en"), 1280) as page:
        page.goto(f"{ORIGIN}{path}")
        on_screen = page.locator(FIGURES).locator("visible=true").count()
        page.emulate_media(media="print")

        assert page.locator(PRESSED).locator("visible=true").all_inner_texts() == []
        assert page.locator(FIGURES).locator("visible=true").count() == on_screen > 0
