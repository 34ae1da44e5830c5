"""What a merchant does with days that are in the books: map a gap, move an account, undo, bring back, download."""

import csv
import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from browser.checking.words import ENGLISH, WORDS
from browser.visiting.journey import bring_in, launch, reload_until
from browser.visiting.recent_merchant import days_ago
from browser.visiting.visitor import PATIENCE_MS

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-setup")]

WINDOWS = pytest.mark.parametrize(("language", "width"), [("en", 390), ("fr", 1280)])
STORES = 3


@pytest.fixture(scope="module")
def newest(today):
    """The newest day that has ended everywhere, whatever the hour."""
    return days_ago(2, today)


@pytest.fixture(scope="module")
def posted(connected, system, newest):
    """A company with two days of three stores in its books."""
    owner, company = connected
    bring_in(owner, ENGLISH, system, newest - timedelta(days=1), newest)
    return company


@pytest.fixture
def arrived(posted, system, visitor):
    """Opens a window of the merchant whose days are posted, on their home page."""
    assert posted.documents()

    def arrive(language, width):
        owner = visitor(language, width)
        launch(owner, WORDS[language], system)
        owner.is_on(WORDS[language].home)
        return owner

    return arrive


@WINDOWS
def test_an_amount_without_an_account_is_mapped_from_home_and_its_days_are_put_right(
    language, width, arrived, system, newest, talech_changes
):
    owner, words = arrived(language, width), WORDS[language]
    day, card = newest - timedelta(days={"en": 2, "fr": 3}[language]), {"en": "UNIONPAY", "fr": "TROY"}[language]
    location = system.sample.location_ids[0]
    talech_changes.make("unknown_card_type", location=location, date=str(day), card_type=card)
    bring_in(owner, words, system, day, day)

    owner.follow(words.go_home)
    owner.stands_on(words.home, "home-with-a-gap")
    owner.reads(words.gap, card.title())
    owner.follow(words.choose_accounts)
    owner.stands_on(words.accounts, "accounts-with-a-gap")
    owner.press(words.put_right)
    owner.is_on(words.accounts)
    owner.reads(words.being_put_right, words.every_account)
    owner.open(f"{system.public_url}/log/{day}/{location}")
    with_gaps, tied = owner.page.get_by_text(words.with_gaps), owner.page.get_by_text(words.tied)
    reload_until(owner, lambda: tied.is_visible() and not with_gaps.is_visible())

    owner.reads(words.posted, words.tied, card.title())


@WINDOWS
def test_a_day_is_taken_out_of_the_books_and_brought_back(language, width, arrived, system, posted, newest):
    owner, words = arrived(language, width), WORDS[language]
    location = system.sample.location_ids[1]
    address = f"{system.public_url}/log/{newest}/{location}"
    before = posted.documents()
    owner.open(address)

    owner.page.get_by_text(words.take_out, exact=True).click()
    owner.press(words.yes_take_out)
    expect(owner.page.get_by_text(words.was_taken_out)).to_be_visible(timeout=3 * PATIENCE_MS)
    owner.look("day-taken-out")
    expect(owner.page.locator("p.big-state")).to_contain_text(words.taken_out)
    without = posted.documents()
    owner.press(words.bring_back)
    reload_until(owner, lambda: owner.page.get_by_text(words.tied).is_visible())

    expect(owner.page.locator("p.big-state")).to_contain_text(words.posted)
    assert len(without) == len(before) - 1
    assert len(posted.documents()) == len(before)


@WINDOWS
def test_the_log_is_a_file_that_a_spreadsheet_reads(language, width, arrived, system, newest):
    owner, words = arrived(language, width), WORDS[language]
    first = newest - timedelta(days=1)
    owner.open(f"{system.public_url}/log?first={first}&last={newest}")
    shown = owner.page.locator("main table.log tbody tr:not(.sum)").count()

    with owner.page.expect_download() as started:
        owner.page.get_by_role("link", name=words.download, exact=True).click()
    text = started.value.path().read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=words.separator)

    assert words.separator.join(header) == words.columns
    assert len(rows) == shown == 2 * STORES
    assert {row[0] for row in rows} == {str(first), str(newest)}
    assert [row for row in rows if not re.fullmatch(rf"-?\d+{re.escape(words.decimal_sign)}\d\d", row[5])] == []
    assert {row[2] for row in rows} == {words.posted}
    assert started.value.suggested_filename == f"daybook-{first}-{newest}.csv"


@WINDOWS
def test_another_account_for_an_amount_shows_its_effect_and_moves_the_days_in_the_books(
    language, width, arrived, system, newest
):
    owner, words = arrived(language, width), WORDS[language]
    owner.open(f"{system.public_url}/mapping")
    owner.page.get_by_role("link", name=f"{words.change} {words.tips}").first.click()
    owner.is_on(words.change_account)
    options = owner.field(words.account).locator("option:not([selected])").all_inner_texts()
    account = options[{"en": 0, "fr": 1}[language]]

    owner.choose(words.account, account)
    owner.press(words.show_effect)
    owner.stands_on(words.change_account, "account-change-effect")
    owner.reads(words.difference)
    owner.press(words.save_and_redo)
    owner.is_on(words.accounts)
    owner.reads(words.being_put_right)
    owner.open(f"{system.public_url}/log/{newest}/{system.sample.location_ids[0]}")
    tips = owner.page.locator("main table").first.get_by_role("row").filter(has_text=words.tips)
    reload_until(owner, lambda: account in tips.first.inner_text() and owner.page.get_by_text(words.tied).is_visible())

    owner.reads(words.tied)
