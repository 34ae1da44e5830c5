"""An accountant comes in by mail, through a scanner that opened the link first, and is removed in the middle."""

import re
from datetime import timedelta

import pytest

from browser.checking.words import ENGLISH, WORDS
from browser.visiting.accountants import FIRM, NAME, accept, ask_for_link, invite, link_in, scanned, use
from browser.visiting.journey import bring_in, launch, reload_until
from browser.visiting.recent_merchant import days_ago

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-setup")]

WINDOWS = [("en", 390), ("en", 1280), ("fr", 390), ("fr", 1280)]


@pytest.fixture(scope="module")
def held(connected, system, today):
    """A day for each window, whose period is closed in QuickBooks: it waits for a decision."""
    owner, company = connected
    last = days_ago(20, today)
    company.close_books(last)
    bring_in(owner, ENGLISH, system, last - timedelta(days=len(WINDOWS) - 1), last)
    return {window: last - timedelta(days=back) for back, window in enumerate(WINDOWS)}


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_an_accountant_signs_in_by_mail_decides_a_held_day_and_is_removed_in_the_middle_of_it(
    language, width, held, system, visitor
):
    owner, reader, words = visitor(language, width), visitor(language, width), WORDS[language]
    address, business = f"lea-{language}-{width}@nord.example", "Harbor Slice"
    day = f"{system.public_url}/log/{held[language, width]}/{system.sample.location_ids[0]}"
    launch(owner, words, system)

    invite(owner, words, system, address)
    accept(
        reader,
        words,
        scanned(reader, link_in(system, address, words.invites.format(business=business), "invitation")),
        business,
    )
    reader.stands_on(words.home, "home-of-an-accountant")
    decide(reader, words, day)
    reader.press(words.sign_out)
    link = scanned(reader, ask_for_link(reader, words, system, address))
    use(reader, words, link)
    reader.is_on(words.home)
    reader.open(link)
    reader.stands_on(words.link_gone, "link-used")
    reader.open(f"{system.public_url}/log")
    reader.is_on(words.log)
    remove(owner, words, system)

    reader.follow(words.month)
    reader.stands_on(words.no_access, "access-ended")
    reader.page.go_back()
    reader.is_on(words.no_access)
    owner.open(f"{system.public_url}/changes")
    owner.reads(f"{NAME}, {FIRM} <{address}>")


def decide(reader, words, day):
    """The day is posted as the accountant decides."""
    reader.open(day)
    reader.reads(words.held, "DB-1201")
    reader.look("day-held-for-an-accountant")
    reader.page.get_by_role("button", name=re.compile(f"^{re.escape(words.release)}")).click()
    reader.reads(words.releasing)
    reload_until(reader, lambda: reader.page.get_by_text(words.tied).is_visible())


def remove(owner, words, system):
    """One click of the merchant, who sees the name, the firm and the last visit."""
    owner.open(f"{system.public_url}/settings/accountants")
    owner.reads(f"{NAME}, {FIRM}")
    owner.look("accountants")
    owner.press(words.remove.format(name=NAME))
    owner.reads(words.access_ended)
