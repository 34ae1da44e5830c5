"""Clearing of a month with every trap, from home by links and buttons alone: read, understood, decided, kept."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from browser.visiting.album import Album
from daybook.adapters.web.words.speech import Speech
from unit.portal.clearing.trapped_month import UNEXPLAINED, trapped_month

pytestmark = pytest.mark.xdist_group("browser-alone")

WINDOWS = [("en", 390, "dark"), ("en", 1280, "light"), ("fr", 390, "light"), ("fr", 1280, "dark")]
PICTURES = os.environ.get("DAYBOOK_SCREENSHOTS")
TO_INCOME, CHARGED_BACK = "9007", "9010"
# What a payout pays: a weekend; Remembrance Day; a day that gave back more than it took; a weekend of American Express.
RUNS = {"9009": (6, 9), CHARGED_BACK: (10, 11), "9014": (18, 19), "9027": (13, 16)}


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_a_month_with_every_trap_is_read_and_what_a_person_chose_is_kept(chromium, language, width, scheme):
    world = trapped_month()
    album = Album(language, Path(PICTURES, "clearing", f"{language}-{width}") if PICTURES else None)
    speech = Speech(language, "CA")
    say = speech.say

    with window(chromium, world.visitor(language), width, scheme) as page:

        def press(words):
            page.get_by_role("button", name=say(words), exact=True).first.click()

        def line(document):
            return page.locator("main section tr").filter(has_text=re.compile(rf"\b{document}\b"))

        page.goto(ORIGIN)
        page.get_by_role("navigation").get_by_role("link", name=say("Clearing"), exact=True).click()
        wrong = album.look(page, "clearing-off")
        press("Turn it on")
        press("Read QuickBooks now")
        wrong += album.look(page, "clearing-read")

        suggested = page.locator("main section li").all_inner_texts()
        assert [len([each for each in suggested if number in each]) for number in (TO_INCOME, CHARGED_BACK)] == [1, 1]
        assert [each for each in suggested if UNEXPLAINED in each]
        assert page.locator("main section h2").count() == 3

        for each in page.locator("details summary").all():
            each.click()
        wrong += album.look(page, "clearing-day-by-day")
        assert say("Please look") in line(UNEXPLAINED).inner_text()
        assert say("Sure") in line(TO_INCOME).inner_text()
        for document, days in RUNS.items():
            first, last = (speech.day(date(2026, 11, day)) for day in days)
            assert f"{first} – {last}" in line(document).inner_text()

        charged_back = page.get_by_role("form", name=re.compile(CHARGED_BACK))
        charged_back.get_by_role("button").click()
        press("Read QuickBooks now")
        page.locator("details summary").last.click()
        assert say("Chosen by a person") in line(CHARGED_BACK).inner_text()
        wrong += album.look(page, "clearing-chosen")

        press("Read each week")
        assert page.get_by_role("button", name=say("Read only when I ask")).is_visible()
        wrong += album.look(page, "clearing-by-itself")
        page.get_by_role("link", name=say("Double income"), exact=True).click()
        wrong += album.look(page, "double-income-by-itself")
        assert page.get_by_role("button", name=say("Look each month")).is_visible()

    assert [str(finding) for finding in wrong] == []
