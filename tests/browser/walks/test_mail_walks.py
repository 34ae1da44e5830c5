"""Mails on their way to the merchant, and the link that ends one kind of them."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from browser.checking.words import WORDS
from browser.visiting.journey import bring_in, connect, set_up_as_recommended
from browser.visiting.mails import close_a_day, mail_for, owner_in_talech
from browser.visiting.recent_merchant import days_ago

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser")]

WINDOWS = pytest.mark.parametrize(("language", "width"), [("en", 390), ("fr", 1280)])


@WINDOWS
def test_a_held_day_and_a_closed_day_are_told_by_mail_and_the_summary_ends_from_its_own_link(
    language, width, visitor, system, company, inbox, today
):
    owner, words = visitor(language, width), WORDS[language]
    address = f"owner-{language}@harbor.example"
    held_day = days_ago(20, today)
    company.close_books(held_day)
    connect(owner, words, system, company)
    set_up_as_recommended(owner, words)
    subscribe(owner, words, system, address)
    confirm(owner, words, system, address)
    bring_in(owner, words, system, held_day, held_day)
    close_a_day(system, days_ago(3, today), datetime.now(UTC))

    held = mail_for(system, address, words.books_closed)
    summary = mail_for(system, address, words.summary_mail)
    owner.open(f"{inbox.url}/")
    owner.page.get_by_role("link", name=held.subject).first.click()
    expect(owner.page.locator("pre")).to_contain_text(words.books_closed)
    expect(owner.page.frame_locator("iframe").get_by_role("heading")).to_contain_text(words.books_closed)
    look_at_mail(owner, held, "mail-held")
    look_at_mail(owner, summary, "mail-summary")
    owner.open(re.search(r"http://\S+/mail/unsubscribe\S+", summary.text)[0])
    owner.stands_on(words.stop_question, "unsubscribe")
    owner.press(words.stop)
    owner.stands_on(words.stopped, "unsubscribed")
    owner.open(f"{system.public_url}/settings")

    expect(owner.field(words.every_day)).not_to_be_checked()
    assert owner.field(words.email).input_value() == address


def subscribe(owner, words, system, address):
    """Ask for the daily summary."""
    owner.open(f"{system.public_url}/settings")
    owner.type(words.email, address)
    owner.field(words.every_day).check()
    owner.page.locator("form[action='/settings/mails']").get_by_role("button").click()
    owner.reads(words.saved, words.waits.format(address=address))
    owner.look("settings-address-waits")


def confirm(owner, words, system, address):
    """Follow the link that came to the new address; the old one has read of it, and mails go there until then."""
    asked = mail_for(system, address, words.confirm_mail)
    told = mail_for(system, owner_in_talech(system), words.address_change_mail)
    for mail, name in ((asked, "mail-confirm-address"), (told, "mail-address-change")):
        look_at_mail(owner, mail, name)
    owner.open(re.search(r"http://\S+/mail/confirm\S+", asked.text)[0])
    owner.stands_on(words.confirm_question, "confirm-address")
    owner.reads(address)
    owner.press(words.confirm_address)
    owner.stands_on(words.address_confirmed, "address-confirmed")
    owner.open(f"{system.public_url}/settings")
    expect(owner.page.get_by_text(words.waits.format(address=address))).to_have_count(0)


def look_at_mail(owner, mail, name):
    """A mail as a page of its own: the inbox shows it in a frame in which nothing may run, a check neither."""
    owner.open("about:blank")  # no page's policy holds for it
    owner.page.set_content(mail.html)
    # A mail stands in the landmark of whatever shows it.
    owner.page.locator("body > div").evaluate("mail => mail.setAttribute('role', 'main')")
    owner.look(name)
