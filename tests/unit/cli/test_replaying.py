"""`daybook replay`: what waits among the dead letters, one of them whole, and those that are queued again."""

from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, day
from daybook.adapters.aws.queues.dead_letters import DeadLetter
from daybook.application.ports import Lane
from daybook.domain.errors import DayGivenUpError
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from fakes.clock import MORNING

SUNDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def letters(dead_letters):
    """One that can be read in each lane, and one that cannot."""
    for lane, on in ((Lane.DAILY, MONDAY), (Lane.BACKFILL, SUNDAY)):
        request = SyncRequest(day(on), SyncCause.SCHEDULE, MORNING)
        dead_letters.letters[lane].append(DeadLetter(f"letter-{on.day}", MORNING, "{}", request))
    dead_letters.letters[Lane.DAILY].append(DeadLetter("broken", MORNING, "gibberish", None, "invalid JSON"))
    return dead_letters


@pytest.mark.usefixtures("letters")
def test_replay_list_shows_what_waits_and_why_it_cannot_be_read(daybook):
    said = daybook("replay list")

    assert said.exit_code == 1
    assert "dead letters: 3" in said.out
    assert "invalid JSON" in said.out


def test_replay_list_of_nothing(daybook):
    said = daybook("replay list --json")

    assert (said.exit_code, said.document) == (0, {"dead_letters": []})


@pytest.mark.usefixtures("letters")
def test_replay_list_for_scripts_can_be_narrowed_and_always_names_what_cannot_be_read(daybook):
    found = daybook(f"replay list --date {SUNDAY} --json").document["dead_letters"]

    assert [letter["message_id"] for letter in found] == ["broken", "letter-22"]
    assert {frozenset(letter) for letter in found} == {
        frozenset({"lane", "message_id", "sent_at", "merchant_id", "business_date", "location", "cause", "problem"})
    }


@pytest.mark.usefixtures("letters")
def test_replay_show_tells_the_letter_whole_with_its_day(daybook, merchant):
    for ending in (ZeroDivisionError, ZeroDivisionError, DayGivenUpError):
        merchant.ledger.fail_next_preparation(ZeroDivisionError("a bug"))
        with pytest.raises(ending, match="a bug"):
            merchant.post()

    said, people = daybook("replay show letter-23 --json"), daybook("replay show letter-23")

    assert said.exit_code == 1
    assert (said.document["body"], said.document["record"]["state"]) == ("{}", "failed")
    assert "ZeroDivisionError: a bug" in people.out


def test_replay_show_of_an_unknown_letter_is_a_wrong_request(daybook):
    said = daybook("replay show nothing")

    assert said.exit_code == 2
    assert "daybook replay list" in said.err


def test_a_dry_redrive_moves_nothing(daybook, letters):
    said = daybook("replay redrive --dry-run --json")

    assert said.document["dry_run"] is True
    assert [letter["message_id"] for letter in said.document["redriven"]] == ["letter-23", "letter-22"]
    assert letters.moved == []


def test_replay_list_says_why_each_day_was_asked_for(daybook, dead_letters):
    request = SyncRequest(day(MONDAY), SyncCause.RECLASS, MORNING)
    dead_letters.letters[Lane.BACKFILL].append(DeadLetter("letter", MORNING, "{}", request, "KeyError: 'x'"))

    scripts, people = daybook("replay list --json"), daybook("replay list")

    (letter,) = scripts.document["dead_letters"]
    assert (letter["cause"], letter["problem"]) == ("reclass", "KeyError: 'x'")
    assert {"reclass", "KeyError:"} <= set(people.out.split())


def test_redrive_queues_what_was_chosen_and_names_what_cannot_be_read(daybook, letters):
    said = daybook(f"replay redrive --merchant {MERCHANT} --date {MONDAY} --json")

    assert said.exit_code == 1
    assert [letter.message_id for letter in letters.moved] == ["letter-23"]
    assert [letter["message_id"] for letter in said.document["unreadable"]] == ["broken"]
