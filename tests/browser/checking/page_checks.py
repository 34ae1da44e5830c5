"""What holds for every page that a merchant can see, as the browser finds it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.checking.page_language import foreign

MAX_BYTES = 100 * 1024
_AXE = Axe()
_WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((entry) => entry.initiatorType !== "fetch")
    .map((entry) => ({ address: entry.name, bytes: entry.decodedBodySize }))"""
_UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter((field) => ![...field.labels].some((label) => label.textContent.trim()))
    .map((field) => field.outerHTML.slice(0, 200))"""
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
    found = (*_basics(page, language), *foreign(page, language), *_weight(page), *_axe(page))
    return [Finding(place, what) for what in found]


def _basics(page: Page, language: str) -> list[str]:
    wrong = []
    if page.locator("html").get_attribute("lang", timeout=1000) not in {language, f"{language}-CA", f"{language}-US"}:
        wrong.append(f"lang is {page.locator('html').get_attribute('lang')!r}")
    headings = page.locator("h1").all_inner_texts()
    if len(headings) != 1:
        wrong.append(f"the first headings are {headings}")
    elif headings[0] not in page.title():
        wrong.append(f"the title {page.title()!r} does not say {headings[0]!r}")
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
