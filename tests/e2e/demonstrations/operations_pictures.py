"""Pictures of the operator's pages at moments of a story: both languages, a desktop and a telephone.

They are made where `DAYBOOK_SCREENSHOTS` names a folder (`make screenshots`), and nothing is opened elsewhere.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browser.visiting.chromium import start_chromium
from daybook_local.watching.operations import Operations
from daybook_local.watching.server import OperationsPages

WIDTHS, LANGUAGES, HEIGHT = (1280, 390), ("en", "fr"), 900


@contextlib.contextmanager
def operations_pictures() -> Iterator[Callable[[Operations, str], None]]:
    """What photographs a moment, or does nothing."""
    folder = os.environ.get("DAYBOOK_SCREENSHOTS")
    if folder is None:
        yield lambda _operations, _moment: None
        return
    with sync_playwright() as playwright, contextlib.closing(start_chromium(playwright)) as browser:
        taken: list[str] = []

        def photograph(operations: Operations, moment: str) -> None:
            taken.append(re.sub(r"\W+", "-", moment.lower()))
            with OperationsPages(operations, 0) as pages:
                _taken(browser, pages.url, Path(folder), f"{len(taken)}-{taken[-1]}")

        yield photograph


def _taken(browser: Browser, url: str, folder: Path, name: str) -> None:
    for language in LANGUAGES:
        for width in WIDTHS:
            with contextlib.closing(browser.new_page(viewport={"width": width, "height": HEIGHT})) as page:
                page.goto(f"{url}/?lang={language}")
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{name}: {wide} pixels in a window of {width}"
                kind = folder / f"operations-{language}-{width}"
                kind.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=kind / f"{name}.png", full_page=True)
