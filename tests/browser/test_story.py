"""From talech's settings to books that fill themselves: the merchant's whole story, in a real browser."""

import time
from datetime import timedelta

import pytest

from browser.recent_merchant import days_ago
from browser.words import WORDS

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser")]

# Yesterday's business day may still be running somewhere, whatever the hour; the day before has ended everywhere.
NEWEST_ENDED = 2
FIRST_SYNC_DAYS = 5
STORES = 3
MOST_CLICKS = 12
ELSEWHERE = {
    "/mapping": "accounts",
    "/mapping/change?role=tip": "account-change",
    "/mapping/template": "mapping-template",
    "/accounts/pick?role=tip&back=mapping": "account-pick",
    "/settings": "settings",
    "/disconnect": "disconnect",
    "/reconnect": "intuit-reconnect",
    "/disconnected": "intuit-disconnected",
    "/no-such-page": "no-such-page",
}
# Each language once by day and once by night, so that axe sees every page in both colour schemes.
WINDOWS = [("en", 1280, "light"), ("en", 390, "dark"), ("fr", 1280, "dark"), ("fr", 390, "light")]


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_a_merchant_connects_posts_loses_the_connection_and_is_made_whole(
    language, width, scheme, system, company, visitor, today
):
    owner, words = visitor(language, width, scheme), WORDS[language]
    missed = days_ago(NEWEST_ENDED, today)
    first, last = missed - timedelta(days=FIRST_SYNC_DAYS), missed - timedelta(days=1)
    company.close_books(first)

    connect(owner, words, system, company)
    set_up(owner, words)
    first_sync(owner, words, first, last)
    release_a_held_day(owner, words)
    look_around(owner, system)
    lose_the_connection(owner, words, company, missed)
    come_back(owner, words, company, missed)


def connect(owner, words, system, company):
    owner.open(system.talech.settings_url)
    owner.stands_on("QuickBooks", "talech-settings")
    owner.press(words.connect_now)
    owner.stands_on(words.connect_title)
    owner.press(words.connect_now)
    owner.stands_on(words.consent_title, "quickbooks-consent")
    consent(owner, words, company)
    owner.stands_on(words.connected)
    owner.reads(company.name)


def consent(owner, words, company):
    owner.tick(company.name)
    owner.press(words.allow)


def set_up(owner, words):
    owner.follow(words.step_by_step)
    owner.stands_on(words.stores)
    owner.press(words.go_on)
    owner.stands_on(words.document)
    print(f"\nfirst preview after {owner.clicks} clicks and {owner.seconds:.1f} s")  # noqa: T201 -- the measurement
    assert owner.clicks <= MOST_CLICKS
    owner.press(words.go_on)
    owner.stands_on(words.revenue)
    owner.press(words.go_on)
    owner.stands_on(words.revenue_accounts)
    add_an_account(owner, words)
    owner.press(words.go_on)
    owner.stands_on(words.payments)
    owner.press(words.go_on)
    owner.stands_on(words.rest)
    owner.press(words.go_on)
    owner.stands_on(words.tracking)
    owner.press(words.go_on)
    owner.stands_on(words.review)
    owner.reads(words.own_day)
    print(f"whole preview after {owner.clicks} clicks and {owner.seconds:.1f} s")  # noqa: T201 -- the measurement
    owner.press(words.confirm)


def add_an_account(owner, words):
    owner.choose(words.classic_sales, words.add_account)
    owner.press(words.go_on)
    owner.stands_on(words.new_account)
    owner.type(words.account_name, "Pizza, classic")
    owner.press(words.create_account)
    owner.stands_on(words.revenue_accounts)


def first_sync(owner, words, first, last):
    owner.stands_on(words.first_days)
    owner.type(words.first_day, str(first))
    owner.type(words.last_day, str(last))
    owner.press(words.sync)
    owner.stands_on(words.under_way, "sync-under-way")
    due = FIRST_SYNC_DAYS * STORES
    counts = watch(owner, words, due)
    assert len(counts) >= 2, f"the progress never moved: {counts}"
    owner.stands_on(words.finished, "sync-finished")
    owner.reads(words.done_of.format(done=due, due=due), words.proof, words.held, words.posted)


def watch(owner, words, due):
    """What the page says while the days arrive; the tab is closed on the way, and another one opened."""
    tab, counts = owner.page, []
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        sentence = owner.page.locator("p.count").inner_text()
        if sentence not in counts:
            counts.append(sentence)
        if owner.page.get_by_role("heading", level=1).inner_text() != words.under_way:
            return counts
        if len(counts) == 2 and owner.page is tab:
            address = tab.url
            owner.page = owner.new_tab()
            tab.close()
            owner.open(address)
        owner.page.wait_for_timeout(200)
    raise AssertionError(f"not finished in 90 s: {counts} of {due}")


def release_a_held_day(owner, words):
    owner.follow(words.go_home)
    owner.stands_on(words.home, "home-with-held-days")
    owner.follow(words.view_log)
    owner.stands_on(words.log)
    owner.page.get_by_label(words.state, exact=True).select_option(label=words.held)
    owner.press(words.show)
    owner.stands_on(words.log, "log-of-held-days")
    day = owner.page.locator("main table").get_by_role("link").first
    day.click()
    owner.page.wait_for_url("**/log/*/*")
    owner.look("day-held")
    owner.reads(words.held, "DB-1201")
    owner.press(words.release)
    owner.reads(words.releasing)
    reload_until(owner, lambda: owner.page.get_by_text(words.tied).is_visible())
    owner.look("day-released")
    owner.reads(words.posted)


def look_around(owner, system):
    """The pages that the story does not pass."""
    for path, name in ELSEWHERE.items():
        owner.open(f"{system.public_url}{path}")
        owner.look(name)
    owner.open(f"{system.talech.url}/settings/business-info?lang={owner.language}")
    owner.look("talech-business-info")
    owner.open(f"{system.public_url}/")


def lose_the_connection(owner, words, company, missed):
    company.disconnect()
    owner.follow(words.sync)
    owner.stands_on(words.sync_again)
    owner.type(words.first_day, str(missed))
    owner.type(words.last_day, str(missed))
    owner.press(words.sync)
    owner.stands_on(words.finished, "sync-held")
    owner.reads(words.held)
    owner.follow(words.go_home)
    owner.stands_on(words.home, "home-not-connected")
    owner.reads(words.not_connected)


def come_back(owner, words, company, missed):
    owner.follow(words.reconnect)
    owner.stands_on(words.connect_title, "connect-again")
    owner.press(words.connect_now)
    owner.stands_on(words.consent_title)
    consent(owner, words, company)
    owner.stands_on(words.home, "home-reconnected")
    owner.follow(words.view_log)
    owner.stands_on(words.log)
    owner.type(words.since, str(missed))
    owner.type(words.until, str(missed))
    owner.press(words.show)
    rows = owner.page.locator("main tbody tr").filter(has_text=words.posted)
    reload_until(owner, lambda: rows.count() == STORES)


def reload_until(owner, condition):
    """The outcome shows in a moment; a person presses reload."""
    deadline = time.monotonic() + 40
    while not condition():
        assert time.monotonic() < deadline, owner.page.locator("main").inner_text()
        owner.page.wait_for_timeout(300)
        owner.page.reload()
