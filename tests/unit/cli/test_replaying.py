"""`daybook replay`: what waits among the dead letters, one of them whole, and what is done with them."""

import threading
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.application.ports.dead_letters import DeadLetter, LetterQueue
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.audit import Deed
from daybook.domain.errors import DayGivenUpError
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from fakes.clock import MORNING

SUNDAY = MONDAY - timedelta(days=1)


def letter(queue=LetterQueue.DAILY, on=MONDAY, *, cause=SyncCause.SCHEDULE, message_id=None, **told):
    request = SyncRequest(day(on), cause, MORNING)
    body = SyncMessage.of(request).text()
    about = {"merchant_id": MERCHANT, "business_date": on, "location": QUEEN, "request": request}
    return DeadLetter(queue, message_id or f"letter-{on.day}", MORNING, body, body, **about | told)


@pytest.fixture
def letters(dead_letters):
    """One of a close, one of history, one of a closing that was not planned, and one that cannot be read."""
    dead_letters.letters += [
        letter(problem="ZeroDivisionError: a bug", code="DB-1902"),
        letter(LetterQueue.BACKFILL, SUNDAY, problem="WorkersDiedError"),
        DeadLetter(LetterQueue.CLOSINGS, "closing", MORNING, "{}", "{}", "no zone", merchant_id="m_2"),
        DeadLetter(LetterQueue.DAILY, "broken", MORNING, "gibberish", None, "invalid JSON"),
    ]
    return dead_letters


def ids(said, key):
    return [each["message_id"] for each in said.document[key]]


@pytest.mark.usefixtures("letters")
def test_list_shows_the_letters_of_every_queue_and_why_they_wait(daybook):
    said = daybook("replay list")

    assert said.exit_code == 1
    assert "dead letters: 4" in said.out
    assert {"invalid", "closings", "DB-1902", "WorkersDiedError"} <= set(said.out.split())


def test_all_queues_are_asked_at_once(daybook, dead_letters, monkeypatch):
    """SQS takes a second to say that a queue is empty."""
    all_are_asked, asked = threading.Barrier(len(LetterQueue), timeout=30), dead_letters.waiting
    monkeypatch.setattr(dead_letters, "waiting", lambda queue: (all_are_asked.wait(), asked(queue))[1])

    assert daybook("replay list").exit_code == 0


@pytest.mark.usefixtures("letters")
def test_only_the_queue_of_a_letter_is_worked_off(daybook, dead_letters, monkeypatch):
    worked, work_off = [], dead_letters.work_off
    monkeypatch.setattr(dead_letters, "work_off", lambda queue, *how: (worked.append(queue), work_off(queue, *how))[1])

    daybook(f"replay redrive letter-{SUNDAY.day}")

    assert worked == [LetterQueue.BACKFILL]


def test_list_of_nothing(daybook):
    said = daybook("replay list --json")

    assert (said.exit_code, said.document) == (0, {"dead_letters": []})


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("", ["letter-23", "broken", "letter-22", "closing"]),
        (f"--date {SUNDAY}", ["letter-22"]),
        (f"--merchant {MERCHANT}", ["letter-23", "letter-22"]),
        ("--code DB-1902", ["letter-23"]),
        ("--queue closings", ["closing"]),
        (f"--location {QUEEN} --queue backfill", ["letter-22"]),
        ("--older-than 1", []),
    ],
)
@pytest.mark.usefixtures("letters")
def test_list_for_scripts_is_narrowed_by_each_choice(daybook, chosen, found):
    assert ids(daybook(f"replay list {chosen} --json"), "dead_letters") == found


@pytest.mark.usefixtures("letters")
def test_a_letter_is_chosen_by_its_age(daybook, merchant):
    merchant.clock.advance(hours=3)

    assert len(ids(daybook("replay list --older-than 2.5 --json"), "dead_letters")) == 4


@pytest.mark.usefixtures("letters")
def test_show_tells_the_letter_whole_with_its_day(daybook, merchant):
    for ending in (ZeroDivisionError, ZeroDivisionError, DayGivenUpError):
        merchant.ledger.fail_next_preparation(ZeroDivisionError("a bug"))
        with pytest.raises(ending, match="a bug"):
            merchant.post()

    said, people = daybook("replay show letter-23 --json"), daybook("replay show letter-23")

    assert said.exit_code == 1
    assert said.document["record"]["state"] == "failed"
    assert said.document["body"] in people.out
    assert "ZeroDivisionError: a bug" in people.out


@pytest.mark.parametrize("command", ["show nothing", "redrive nothing", "drop nothing --reason x", "run nothing"])
def test_a_letter_that_does_not_wait_is_a_wrong_request(daybook, command):
    said = daybook(f"replay {command}")

    assert said.exit_code == 2
    assert "daybook replay list" in said.err


@pytest.mark.parametrize("command", ["redrive", "redrive --dry-run", "drop --reason tidy"])
def test_nothing_chosen_is_never_everything(daybook, letters, command):
    said = daybook(f"replay {command}")

    assert said.exit_code == 2
    assert "name a letter" in said.err
    assert (len(letters.letters), letters.moved) == (4, [])


def test_a_drop_without_a_reason_is_refused(daybook, letters):
    assert daybook("replay drop letter-23").exit_code == 2
    said = daybook(["replay", "drop", "letter-23", "--reason", " "])

    assert (said.exit_code, len(letters.letters)) == (2, 4)
    assert "say why" in said.err


@pytest.mark.parametrize("command", ["redrive --all", "drop --all --reason tidy"])
def test_a_dry_run_moves_nothing(daybook, letters, command):
    said = daybook(f"replay {command} --dry-run --json")

    assert said.document["dry_run"] is True
    assert "letter-23" in ids(said, "letters")
    assert (len(letters.letters), letters.moved, letters.dropped) == (4, [], [])


def test_redrive_of_one_letter_leaves_every_other(daybook, letters):
    said = daybook("replay redrive letter-22 --json")

    assert said.exit_code == 0
    assert [each.message_id for each in letters.moved] == ["letter-22"]
    assert len(letters.letters) == 3


def test_redrive_of_all_names_what_cannot_be_read_and_leaves_it(daybook, letters):
    said = daybook("replay redrive --all --json")

    assert said.exit_code == 1
    assert ids(said, "unreadable") == ["broken"]
    assert ids(said, "letters") == ["letter-23", "letter-22", "closing"]
    assert [each.message_id for each in letters.letters] == ["broken"]


def test_drop_takes_also_what_cannot_be_read(daybook, letters):
    said = daybook(["replay", "drop", "broken", "--reason", "no message of ours"])

    assert said.exit_code == 0
    assert [each.message_id for each in letters.dropped] == ["broken"]


@pytest.mark.usefixtures("letters")
def test_what_was_done_is_in_the_merchants_own_record(daybook, merchant):
    daybook(["replay", "drop", "letter-23", "--reason", "posted by hand"])
    daybook(f"replay redrive --merchant {MERCHANT}")
    daybook("replay redrive closing")

    records = merchant.audit.page(MERCHANT, 10).records
    assert [(each.deed, each.who) for each in records] == [
        (Deed.LETTER_REDRIVEN, "Daybook"),
        (Deed.LETTER_DROPPED, "Daybook"),
    ]
    assert records[1].about == f"posted by hand, {MONDAY} {QUEEN}"
    assert merchant.audit.page("m_2", 10).records == ()


def test_run_carries_a_letter_out_here_and_deletes_it(daybook, letters, merchant):
    said = daybook("replay run letter-23")

    assert said.exit_code == 0
    assert merchant.sync_log.get(day()).state is SyncState.POSTED
    assert [each.message_id for each in letters.dropped] == ["letter-23"]
    assert "Posted" in said.out


def test_run_says_that_a_day_was_posted_with_gaps(daybook, letters, merchant):
    merchant.trade(MONDAY, tender="CCRD")

    said = daybook("replay run letter-23")

    assert (said.exit_code, len(letters.dropped)) == (0, 1)
    assert "Posted with gaps" in said.out


def test_run_shows_a_bug_with_its_traceback_and_the_letter_stays(daybook, letters, merchant):
    merchant.ledger.fail_next_preparation(ZeroDivisionError("a bug"))

    with pytest.raises(ZeroDivisionError, match="a bug"):
        daybook("replay run letter-23")

    assert (len(letters.letters), letters.dropped) == (4, [])


def test_run_takes_a_message_from_a_file(daybook, merchant, tmp_path):
    file = tmp_path / "message.json"
    file.write_text(letter().body, "utf-8")

    assert daybook(["replay", "run", str(file), "--json"]).document["state"] == "posted"
    assert len(merchant.ledger.entries) == 1


@pytest.mark.usefixtures("letters")
def test_run_of_a_letter_that_cannot_be_read_says_why(daybook):
    said = daybook("replay run broken")

    assert said.exit_code == 2
    assert "invalid JSON" in said.err


def test_on_a_narrow_terminal_an_id_stays_whole_and_what_is_empty_takes_no_line(daybook, dead_letters, monkeypatch):
    """`daybook replay show` wants the id that the list shows."""
    an_id = "d786a376-5a85-460c-9813-d8a62d34d50b"
    dead_letters.letters.append(DeadLetter(LetterQueue.DAILY, an_id, MORNING, "gibberish", None, "invalid JSON"))
    monkeypatch.setenv("COLUMNS", "80")

    said = daybook("replay list")

    assert f"message   {an_id}\n" in said.out
    assert "invalid JSON" in said.out
    assert "merchant" not in said.out
