"""What holds for every page that a merchant can see, as the browser finds it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

MAX_BYTES = 100 * 1024
_AXE = Axe()
_WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((entry) => entry.initiatorType !== "fetch")
    .map((entry) => ({ address: entry.name, bytes: entry.decodedBodySize }))"""
_UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter((field) => !field.labels?.length).map((field) => field.outerHTML)"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one page."""

    page: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}: {self.what}"


def findings(page: Page, language: str) -> list[Finding]:
    """Everything that breaks a rule on the page that is open."""
    place = f"{urlsplit(page.url).path} [{language}, {page.viewport_size['width'] if page.viewport_size else '?'}]"
    return [Finding(place, what) for what in (*_basics(page, language), *_weight(page), *_axe(page))]


def _basics(page: Page, language: str) -> list[str]:
    wrong = []
    if page.locator("html").get_attribute("lang", timeout=1000) not in {language, f"{language}-CA", f"{language}-US"}:
        wrong.append(f"lang is {page.locator('html').get_attribute('lang')!r}")
    if len(page.title()) < 5:
        wrong.append(f"the title is {page.title()!r}")
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} first headings")
    wrong += [f"no label: {field}" for field in page.evaluate(_UNLABELLED)]
    if (wider := page.evaluate(_WIDER)) > 0:
        wrong.append(f"{wider} px wider than the window")
    return wrong


def _weight(page: Page) -> list[str]:
    loaded = page.evaluate(_WEIGHT)
    weight = sum(each["bytes"] for each in loaded)
    own = urlsplit(page.url).netloc
    strangers = [each["address"] for each in loaded if urlsplit(each["address"]).netloc != own]
    wrong = [f"loads {address}" for address in strangers]
    return [*wrong, f"weighs {weight} bytes"] if weight > MAX_BYTES else wrong


def _axe(page: Page) -> list[str]:
    found = _AXE.run(page).response["violations"]
    return [f"axe {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
