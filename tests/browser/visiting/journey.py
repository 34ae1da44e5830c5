"""The stretches of road that several stories share, from talech's settings to days in the books."""

import re
import time

from playwright.sync_api import expect

from browser.visiting.visitor import PATIENCE_MS

_PATIENCE_SECONDS = 90


def launch(owner, words, system):
    """From talech's settings to wherever Daybook takes the merchant."""
    owner.open(system.talech.settings_url)
    owner.press(words.connect_now)


def consent(owner, words, company):
    """On QuickBooks' page."""
    owner.tick(company.name)
    owner.press(words.allow)


def own(owner, words, company):
    """Daybook names the company once more: it is theirs."""
    owner.is_on(words.whose)
    owner.reads(company.name)
    owner.press_beginning(words.mine.format(company=company.name))


def connect(owner, words, system, company):
    """As far as the first page of the setup."""
    launch(owner, words, system)
    owner.is_on(words.connect_title)
    owner.press(words.connect_now)
    owner.is_on(words.consent_title)
    consent(owner, words, company)
    own(owner, words, company)
    owner.is_on(words.connected)


def set_up_as_recommended(owner, words):
    """From the first page of the setup to the first sync."""
    owner.press(words.recommended)
    owner.is_on(words.review)
    owner.press(words.confirm)
    owner.is_on(words.first_days)


def bring_in(owner, words, system, first, last):
    """Days of a range that is free of trouble are in the books."""
    owner.open(f"{system.public_url}/sync")
    owner.type(words.first_day, str(first))
    owner.type(words.last_day, str(last))
    owner.press(words.sync)
    expect(owner.page.get_by_role("heading", level=1)).to_have_text(
        re.compile(f"{words.in_the_books}|{words.finished}"), timeout=3 * PATIENCE_MS
    )


def reload_until(owner, condition):
    """The outcome shows in a moment; a person presses reload."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, owner.page.locator("main").inner_text()
        owner.page.wait_for_timeout(300)
        owner.page.reload()
