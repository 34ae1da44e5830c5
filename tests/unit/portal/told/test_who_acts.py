"""Every state of a day: who acts and the one thing to do are the same on everything that tells of the day."""

import re

import pytest

from daybook.adapters.web.words.story_words import step_word
from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import actor_words
from daybook.domain.sync.day_state import NextStep
from daybook.domain.words import say
from unit.portal.told import day_stages as stages
from unit.portal.told.claims import plain
from unit.portal.told.day_stages import STAGES
from unit.portal.told.day_steps import record
from unit.portal.told.surfaces import command, day_of_api, day_page, held_mail, home, log, log_rows
from unit.portal.told.test_every_state import _reached

# Who has to act by ledger, talech and what the merchant did, and what is left to do; for the others no person has to.
EXPECTED = {
    stages.silent_quickbooks: (Actor.MERCHANT, NextStep.SYNC),
    stages.with_a_gap: (Actor.MERCHANT, NextStep.ACCOUNTS),
    stages.changed_in_closed_books: (Actor.ACCOUNTANT, NextStep.RELEASE),
    stages.new_in_closed_books: (Actor.ACCOUNTANT, NextStep.RELEASE),
    stages.edit_noticed: (Actor.ACCOUNTANT, NextStep.KEEP),
    stages.edited_and_changed: (Actor.ACCOUNTANT, NextStep.KEEP),
    stages.kept_edit_and_another_change: (Actor.ACCOUNTANT, NextStep.KEEP),
    stages.record_lost_and_document_removed: (Actor.ACCOUNTANT, NextStep.KEEP),
    stages.untied: (Actor.MERCHANT, NextStep.RELEASE),
    stages.removal_noticed: (Actor.ACCOUNTANT, NextStep.UNDO),
    stages.half_an_invoice: (Actor.MERCHANT, NextStep.ACCOUNTS),
    stages.failed: (Actor.OPERATOR, NextStep.NOTHING),
    stages.failed_with_a_document: (Actor.OPERATOR, NextStep.NOTHING),
}
WITHOUT_A_RECORD = (stages.before, stages.missing)
on_record = pytest.mark.parametrize(
    "stage", [stage for stage in STAGES if stage not in WITHOUT_A_RECORD], ids=lambda stage: stage.__name__
)
both_languages = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def world(stage):
    return _reached(stage)


@pytest.mark.parametrize("stage", WITHOUT_A_RECORD, ids=lambda stage: stage.__name__)
def test_a_day_without_a_record_names_no_person(world):
    assert record(world) is None
    assert named_in(home(world, "en"), "en") == set()


@on_record
def test_the_api_says_who_acts_and_the_one_thing_to_do(world, stage):
    day = day_of_api(world)

    assert (day["who_acts"], day["next_step"]) == EXPECTED.get(stage, (Actor.NOBODY, NextStep.NOTHING))


@on_record
@both_languages
def test_the_file_of_the_log_says_the_same(world, stage, language):
    who, step = EXPECTED.get(stage, (Actor.NOBODY, NextStep.NOTHING))
    (row,) = log_rows(world, language)

    named = "" if who is Actor.NOBODY else _actor(who, language)
    assert row[-2:] == [named, step_word(step, lambda message: say(message, language))]


@on_record
@both_languages
@pytest.mark.parametrize("surface", [home, log, day_page, command, held_mail], ids=lambda each: each.__name__)
def test_what_a_reader_reads_names_nobody_else(world, stage, surface, language):
    who, _ = EXPECTED.get(stage, (Actor.NOBODY, NextStep.NOTHING))
    named = named_in(surface(world, language), language)

    assert named <= {who}
    if who is not Actor.NOBODY and surface in {log, day_page}:
        assert named == {who}


def named_in(text, language):
    """The actors that a text names: the longest name that fits, since one name begins with another."""
    before = plain(say("Who acts: {who}", language, who=""))
    actors = sorted(Actor, key=lambda who: len(_actor(who, language)), reverse=True)
    names = "|".join(re.escape(plain(_actor(who, language))) for who in actors)
    found = re.findall(rf"{re.escape(before)} ({names})", plain(text))
    return {who for who in Actor if plain(_actor(who, language)) in found}


def _actor(who, language):
    return actor_words(who, language)
