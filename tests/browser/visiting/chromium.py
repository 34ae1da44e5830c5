"""Where a browser comes from: `CHROMIUM`, the system's Chromium, or Playwright's own; in that order.

The headless shell is the same engine without a desktop around it, for half the work: it comes first.
"""

import os
import shutil

from playwright.sync_api import Browser, Error, Playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(RuntimeError):
    """No Chromium starts on this machine; the text says how to get one."""


def start_chromium(playwright: Playwright) -> Browser:
    """A headless browser that talks to nobody but the pages it is sent to.

    Raises:
        NoBrowserError: there is none.
    """
    path = os.environ.get("CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), None)
    try:
        return playwright.chromium.launch(executable_path=path, args=_QUIET)
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise NoBrowserError(
            f"no browser: {first}; install chromium, set CHROMIUM to one, or run `playwright install chromium`"
        ) from error


def browsers_are_required() -> bool:
    """In CI the pages are never left unseen."""
    return os.environ.get("CI", "").lower() in {"1", "true"}
