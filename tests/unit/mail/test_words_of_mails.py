"""Mails read like the pages: whole sentences in both languages, amounts and dates as the reader writes them."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from daybook.adapters.mail.writer import BilingualWriter
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.errors import HoldReason
from daybook.domain.nouns import STATES
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.telling.mail import AddressAsked, AddressChange, DaysHeld, DaySummary, Reader
from daybook.domain.words import say
from unit.aws import builders, day_builders

NBSP = "\N{NO-BREAK SPACE}"
D = date(2026, 11, 23)
READER = Reader("owner@example.com", "en", "CA", "Harbour Coffee", "Harbour Coffee <Books> & Co")
IN_FRENCH = replace(READER, language="fr")
WRITER = BilingualWriter()
POSTED = SyncRecord(day_builders.day(D), SyncState.POSTED, builders.NOW, builders.NOW, document=day_builders.document())
SUMMARY = DaySummary(
    D, (("Queen St", POSTED),), {"grossRevenue": 123_456, "tip": 0}, "CAD", "https://daybook.example/u?a=1&b=2"
)
both_languages = pytest.mark.parametrize("reader", [READER, IN_FRENCH], ids=["en", "fr"])


@pytest.mark.parametrize("reason", HoldReason)
@both_languages
def test_every_reason_has_a_mail_that_says_what_happened_and_the_one_thing_to_do(reason, reader):
    mail = WRITER.days_held(DaysHeld(reason, None, (D,)), reader)
    said = entry_for(reason).text(reader.language, day="", company=reader.company)

    text = " ".join(mail.text.split())
    assert " ".join(said.action.split()) in text
    assert said.title in mail.subject
    assert entry_for(reason).code in text
    assert not re.search(r"[{}\[\]|]", mail.subject + mail.text)


def test_a_french_mail_is_french_to_the_dates():
    mail = WRITER.days_held(DaysHeld(HoldReason.NEEDS_RECONNECT, None, (D, date(2026, 11, 24))), IN_FRENCH)

    assert mail.subject == f"Daybook{NBSP}: QuickBooks est déconnecté"
    assert "Journées en attente (2): 23 nov. 2026; 24 nov. 2026" in mail.text.replace(f"{NBSP}:", ":")


def test_many_days_are_a_range():
    days = tuple(date(2026, 11, day) for day in range(1, 24))

    mail = WRITER.days_held(DaysHeld(HoldReason.NOT_TIED, None, days), IN_FRENCH)

    assert "Du 1er nov. 2026 au 23 nov. 2026" in mail.text


def test_a_fault_with_words_of_its_own_is_told_in_them():
    mail = WRITER.days_held(DaysHeld(HoldReason.NEEDS_RECONNECT, 120, ()), READER)

    assert "DB-1002" in mail.text


@pytest.mark.parametrize(
    ("language", "country", "amount", "subject"),
    [
        ("en", "US", "CA$1,234.56", "Monday, November 23: your sales are in your books"),
        ("en", "CA", "$1,234.56", "Monday, November 23: your sales are in your books"),
        ("fr", "CA", f"1{NBSP}234,56{NBSP}$", f"Lundi 23 novembre{NBSP}: vos ventes sont dans vos livres"),
    ],
)
def test_a_summary_writes_amounts_and_dates_as_its_reader_does(language, country, amount, subject):
    mail = WRITER.day_summary(SUMMARY, replace(READER, language=language, country=country))

    assert amount in mail.text.replace("\N{NARROW NO-BREAK SPACE}", NBSP)
    assert mail.subject == subject


def test_figures_that_are_zero_are_left_out():
    assert "Tips" not in WRITER.day_summary(SUMMARY, READER).text


@pytest.mark.parametrize("state", [state for state in SyncState if state is not SyncState.DUE])
@both_languages
def test_every_state_that_a_summary_can_meet_has_words(state, reader):
    record = replace(POSTED, state=state, reason=HoldReason.NOT_TIED if state is SyncState.HELD else None)

    mail = WRITER.day_summary(replace(SUMMARY, records=(("", record),)), reader)

    assert say("All stores", reader.language) in mail.text
    assert say(STATES[story_of(record).state], reader.language) in mail.text


def test_combined_stores_are_named_together():
    mail = WRITER.day_summary(replace(SUMMARY, records=(("", POSTED),)), IN_FRENCH)

    assert "Tous les magasins" in mail.text


class Reading(HTMLParser):
    """Every link, and every address that a mail program would load by itself."""

    def __init__(self, page):
        super().__init__()
        self.links, self.loaded, self.language = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.language = found.get("lang", self.language)
        if tag == "a":
            self.links.append(found["href"])
        self.loaded += [found[name] for name in ("src", "background") if name in found]
        if tag in {"link", "script", "img", "iframe"}:
            self.loaded.append(tag)


@both_languages
def test_the_html_loads_nothing_and_links_only_to_the_end_of_the_summary(reader):
    alert = Reading(WRITER.days_held(DaysHeld(HoldReason.NOT_TIED, None, (D,)), reader).html)
    summary = Reading(WRITER.day_summary(SUMMARY, reader).html)

    assert (alert.links, alert.loaded) == ([], [])
    assert (summary.links, summary.loaded) == ([SUMMARY.unsubscribe_url], [])
    assert summary.language == reader.language


def test_names_of_shops_and_companies_are_text_in_html():
    page = WRITER.day_summary(SUMMARY, READER).html

    assert "Harbour Coffee &lt;Books&gt; &amp; Co" in page


@both_languages
def test_plain_text_keeps_lines_that_every_mail_program_shows_whole(reader):
    lines = WRITER.day_summary(SUMMARY, reader).text.splitlines()

    assert max(len(line) for line in lines if not line.startswith("https://")) <= 76


ASKED = AddressAsked("https://daybook.example/mail/confirm?merchant=m_1&token=" + "ab-" * 15)
SHOWS_WHO = {"en": "“What was changed” shows who asked", "fr": "montre qui l’a demandé"}
CHANGES = [
    AddressChange("", "", waits=False),
    AddressChange("b@x.ca", "maria@x.ca", waits=True),
    AddressChange("b@x.ca", "", waits=False),
]


@both_languages
def test_the_link_that_confirms_an_address_is_whole_in_text_and_html(reader):
    mail = WRITER.address_asked(ASKED, reader)

    assert ASKED.confirm_url in mail.text.split()
    assert Reading(mail.html).links == [ASKED.confirm_url]
    assert (mail.to, mail.unsubscribe_url) == (reader.email, "")


@pytest.mark.parametrize("change", CHANGES)
@both_languages
def test_the_address_before_reads_what_was_asked_by_whom_and_what_to_do(change, reader):
    mail = WRITER.address_change(change, reader)

    text = " ".join(mail.text.split())
    assert Reading(mail.html).links == []
    assert (change.address in text, change.by in text) == (True, True)
    assert SHOWS_WHO[reader.language] in text
    assert not re.search(r"[{}\[\]|]", mail.subject + mail.text)


def test_what_ends_what_waits_and_what_has_changed_have_words_of_their_own():
    assert len({WRITER.address_change(change, READER).subject for change in CHANGES}) == len(CHANGES)
