"""The states of a day that tell most, as a browser shows them: home, log, the day itself, its month."""

import os
from itertools import product
from pathlib import Path

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from browser.visiting.album import Album
from unit.portal.told import day_stages
from unit.portal.told.day_stages import STAGES
from unit.portal.told.day_steps import PAGE, posted

pytestmark = pytest.mark.xdist_group("browser-alone")

TELLING = (
    posted,
    day_stages.with_a_gap,
    day_stages.untied,
    day_stages.changed_in_closed_books,
    day_stages.corrected_after_the_close,
    day_stages.edited_and_changed,
    day_stages.edit_kept,
    day_stages.removal_noticed,
    day_stages.half_an_invoice,
    day_stages.silent_quickbooks,
)
TOLD_EVERYWHERE = (day_stages.changed_in_closed_books, day_stages.edit_kept, day_stages.half_an_invoice)
WINDOWS = tuple(product(("en", "fr"), (390, 1280), ("light", "dark")))
# An account of the merchant's that happens to be called as Daybook would name its own in English.
OF_THE_BOOKS = "speaks another language: 'Cash on hand'"
PICTURES = os.environ.get("DAYBOOK_SCREENSHOTS")


def windows(stage):
    """Both languages, widths and schemes for each state; all eight together where pictures are taken."""
    if PICTURES:
        return [(language, width, scheme) for language, width, scheme in WINDOWS if scheme == "light"]
    first = TELLING.index(stage) % 2
    return [("en", (390, 1280)[first], ("light", "dark")[first]), ("fr", (1280, 390)[first], ("dark", "light")[first])]


def places(stage):
    """The day's own page, and for some states, or for pictures, wherever else the day is told."""
    elsewhere = (("home", "/"), ("log", "/log"), ("month", "/month"))
    return (*(elsewhere if PICTURES or stage in TOLD_EVERYWHERE else ()), ("day", PAGE))


@pytest.mark.parametrize("stage", TELLING, ids=lambda stage: stage.__name__)
def test_a_state_is_shown_without_fault_wherever_the_day_is_told(chromium, stage):
    world, wrong = stage(), []

    for language, width, scheme in windows(stage):
        folder = Path(PICTURES, "states", f"{language}-{width}") if PICTURES else None
        album = Album(language, folder)
        with window(chromium, world.visitor(language), width, scheme) as page:
            for name, path in places(stage):
                page.goto(f"{ORIGIN}{path}")
                wrong += album.look(page, f"{stage.__name__}-{name}")

    assert [str(finding) for finding in wrong if finding.what != OF_THE_BOOKS] == []


def test_the_states_are_ten_of_those_that_every_page_is_held_against():
    assert len(TELLING) == len(set(TELLING)) == 10
    assert set(TELLING) <= set(STAGES)


def test_on_a_telephone_equal_figures_are_one_line_and_others_stand_side_by_side(chromium):
    world = day_stages.changed_in_closed_books()

    with window(chromium, world.visitor("fr"), 390) as page:
        page.goto(f"{ORIGIN}{PAGE}")
        equal = page.locator("tr.equal", has=page.locator("th", has_text="Ventes brutes"))
        other = page.locator("section tr", has=page.locator("th", has_text="Pourboires"))

        assert equal.bounding_box()["height"] < 60
        assert equal.locator("td:not(.folded)").all_inner_texts() == ["697,40\N{NO-BREAK SPACE}$", "Oui"]
        assert other.bounding_box()["height"] > 80
        assert other.locator("td:not(.folded)").all_inner_texts() == [
            f"{amount}\N{NO-BREAK SPACE}$" for amount in ("31,50", "35,40", "3,90")
        ]
