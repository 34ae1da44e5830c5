"""What a merchant changes after the setup: how days are posted, and in talech when they end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from browser.checking.words import WORDS
from browser.visiting.company import connection_of
from browser.visiting.journey import launch

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-setup")]

WINDOWS = pytest.mark.parametrize(("language", "width"), [("en", 390), ("fr", 1280)])


@pytest.fixture
def arrived(connected, system, visitor):
    """Opens a window of the merchant who is set up."""
    assert connected[1].control.realm == connection_of(system).company.realm_id

    def arrive(language, width):
        owner = visitor(language, width)
        launch(owner, WORDS[language], system)
        owner.is_on(WORDS[language].home)
        return owner

    return arrive


@WINDOWS
def test_another_document_kind_and_mode_hold_from_a_date_on(language, width, arrived, system):
    owner, words = arrived(language, width), WORDS[language]
    owner.open(f"{system.public_url}/settings")
    start = owner.field(words.from_day)
    on = date.fromisoformat(start.get_attribute("min")) + timedelta(days={"en": 3, "fr": 5}[language])
    posting = owner.page.locator("form[action='/settings/posting']")

    owner.choose(words.kind, words.invoice)
    owner.choose(words.mode, words.simple)
    # The browser itself would not let an earlier date through; one without a calendar does.
    start.evaluate("field => { field.removeAttribute('min'); }")
    start.fill("2026-01-05")
    posting.get_by_role("button", name=words.save).click()
    owner.reads(words.look_first)
    expect(owner.page.get_by_role("alert")).to_be_focused()
    owner.look("settings-wrong-date")
    kept = [owner.field(label).locator("option:checked").inner_text() for label in (words.kind, words.mode)]
    owner.type(words.from_day, str(on))
    posting.get_by_role("button", name=words.save).click()
    owner.reads(words.saved)
    owner.look("settings-with-a-change")

    assert kept == [words.invoice, words.simple]
    changes = owner.page.locator("form[action='/settings/posting'] + ul li").all_inner_texts()
    assert any(words.invoice in each and words.simple_short in each for each in changes)
    choice = connection_of(system).choice_on(on)
    assert (choice.document_kind, choice.location_mode, choice.effective_from) == ("invoice", "combined", on)


@WINDOWS
def test_report_end_time_in_talech_moves_the_next_sync(language, width, arrived, system, talech_changes):
    owner, words = arrived(language, width), WORDS[language]
    # A day that has just ended is the next to be posted for five minutes: New York's at 9:00 UTC, Phoenix's at 7:00.
    place = 2 if datetime.now(UTC).hour in {8, 9} else 0
    before = next_syncs(owner, words)

    owner.open(f"{system.talech.url}/settings/business-info?lang={language}")
    form = owner.page.locator("form.shop").nth(place)
    form.get_by_label(words.report_end_time).fill("25:00")
    form.get_by_role("button").click()
    owner.reads(words.bad_time)
    owner.look("talech-business-info-wrong-time")
    form.get_by_label(words.report_end_time).fill("05:40")
    form.get_by_role("button").click()
    owner.reads("05:40")
    owner.look("talech-business-info-saved")
    # talech tells the new time once the day has begun for which it was set.
    talech_changes.let_days_pass(2)
    launch(owner, words, system)
    owner.is_on(words.home)
    after = next_syncs(owner, words)

    assert list(after) == list(before)
    assert {store for store in after if after[store] != before[store]} == {system.sample.locations[place].name}
    assert after[system.sample.locations[place].name].endswith(words.sync_time)


def next_syncs(owner, words):
    """By store, when its next sync is."""
    cards = owner.page.locator("section[aria-labelledby=when] li.card")
    return {
        card.get_by_role("heading").inner_text(): card.locator("dd").last.inner_text()
        for card in cards.all()
        if words.next_sync in card.inner_text()
    }


@WINDOWS
def test_a_merchant_signs_out_and_the_way_back_begins_in_talech(language, width, arrived, system):
    owner, words = arrived(language, width), WORDS[language]

    owner.press(words.sign_out)
    owner.is_on(words.signed_out)
    owner.look("signed-out")
    owner.page.goto(f"{system.public_url}/settings")

    owner.is_on(words.session_ended)
