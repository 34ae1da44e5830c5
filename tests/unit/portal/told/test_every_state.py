"""Every state of a day, on everything that says something of it, in both languages: no sentence belies the ledger."""

from functools import cache

import pytest

from daybook.adapters.web.words.speech import speech_for
from daybook.domain.nouns import DAY_FIGURES, STATES
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.words import say
from unit.portal.told.claims import CLAIMS, OF_STATES, REMOVED, truth_of
from unit.portal.told.day_stages import STAGES
from unit.portal.told.day_steps import record
from unit.portal.told.day_truth import due_to_bank
from unit.portal.told.surfaces import SURFACES, day_of_api, log, log_rows, month

LANGUAGES = ("en", "fr")
every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@cache
def _reached(stage):
    return stage()


@pytest.fixture
def world(stage):
    """Pages are only looked at, so tests share the day as its stage left it."""
    return _reached(stage)


def state_of(world):
    """The state that pages show: one without a record is before Daybook, or missing."""
    known = record(world)
    if known is not None:
        return story_of(known, world.clock.now()).state
    connected = world.connections.connection("m_1").connected_at.date()
    return DayState.BEFORE if connected > world.clock.now().date().replace(day=23) else DayState.MISSING


def test_every_state_has_a_stage():
    assert set(STAGES.values()) == set(DayState)


@every_stage
def test_the_state_is_the_one_that_the_ledger_and_talech_give(world, stage):
    assert state_of(world) is STAGES[stage]


@every_stage
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
@both_languages
def test_no_sentence_belies_the_ledger(world, surface, language):
    text, truth = surface(world, language), truth_of(world)

    for claim in CLAIMS:
        for amount in claim.said_in(text, language):
            assert claim.holds(truth), claim.message
            assert amount in claim.written(truth, language), claim.message
    if REMOVED.text(language).title in text:
        assert not truth.is_there


@every_stage
@both_languages
def test_the_word_for_the_state_is_true_in_the_file(world, language):
    for row in log_rows(world, language):
        holds = next((true for word, true in OF_STATES.items() if say(word, language) == row[2]), None)
        assert holds is None or holds(truth_of(world)), row[2]


@every_stage
def test_figures_are_those_of_the_ledger_wherever_they_are_said(world):
    if record(world) is None:
        return
    body, held = day_of_api(world), truth_of(world).books
    figures = body["figures"]

    assert figures is None or tuple(figures[name] for name in DAY_FIGURES) == held.all
    assert figures is None or figures["due_to_bank_minor"] == due_to_bank(world)
    (row,) = log_rows(world, "en")
    shown = row[6:10]
    assert shown == ["", "", "", ""] if figures is None else [round(float(cell) * 100) for cell in shown] == [*held.all]
    money = speech_for("en", "CA").money
    text = log(world, "en")
    assert all((money(minor, "CAD") in text) is (figures is not None) for minor in held.all) if held else True


@every_stage
def test_the_api_says_where_the_day_lies(world):
    if record(world) is None:
        return
    body, is_there = day_of_api(world), truth_of(world).is_there

    assert body["lies"] in ({Lies.IN_THE_BOOKS, Lies.UNREAD, Lies.PARTLY} if is_there else {Lies.OUTSIDE, Lies.UNREAD})
    assert not body["proof_current"] or is_there


@every_stage
def test_the_month_counts_what_lies_in_the_books(world, stage):
    """All other days of the store are posted, but where nothing was synced yet."""
    if stage.__name__ in {"before", "missing", "coming", "combined_untied"}:
        return
    story, text = story_of(record(world), world.clock.now()), month(world, "en")
    whole = 19 - (story.lies is not Lies.IN_THE_BOOKS)

    expected = (
        f"Your books hold {whole} of" if whole < 19 and story.state not in {DayState.EMPTY, DayState.UNDONE} else ""
    )
    assert expected in text


@every_stage
@both_languages
def test_what_waits_is_named_by_its_state_on_every_list(world, stage, language):
    state = STAGES[stage]
    if record(world) is None:
        return
    word = say(STATES[state], language)
    assert word in log(world, language)
