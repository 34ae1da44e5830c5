"""`daybook replay`: read dead letters, and queue those again whose cause is settled."""

import argparse
from typing import Any

from daybook.adapters.aws.queues.dead_letters import DeadLetter
from daybook.application.ports import Lane
from daybook.bootstrap.systems import Systems
from daybook.cli.commands.history import as_document
from daybook.cli.output import Output
from daybook.contracts.replay_request import ReplayRequest
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.nouns import CAUSES, LANES
from daybook.domain.words import noted

_COLUMNS = (
    noted("lane"),
    noted("message"),
    noted("merchant"),
    noted("date"),
    noted("location"),
    noted("cause"),
    noted("sent"),
    noted("problem"),
)


def list_letters(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show the letters that wait; any of them needs attention."""
    request = _request(chosen)
    letters = [
        (lane, letter)
        for lane in Lane
        for letter in system.dead_letters.waiting(lane)
        if letter.request is None or request.wants(letter.request.day)
    ]
    output.document({"dead_letters": [_as_document(lane, letter) for lane, letter in letters]})
    rows = [_row(lane, letter, output) for lane, letter in letters]
    output.table("dead letters: {count}", _COLUMNS, rows, count=len(letters))
    return bool(letters)


def show_letter(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show one letter whole, with what the sync log knows of its day."""
    for lane in Lane:
        for letter in system.dead_letters.waiting(lane):
            if letter.message_id == chosen.message_id:
                record = system.sync_log.get(letter.request.day) if letter.request else None
                known = as_document(record) if record else None
                output.document({**_as_document(lane, letter), "body": letter.body, "record": known})
                output.table("dead letter", _COLUMNS, [_row(lane, letter, output)])
                output.text(letter.body)
                if record:
                    output.line("last failure: {text}", text=record.message)
                else:
                    output.line("the sync log knows nothing of this day")
                return True
    why = noted("no dead letter {letter!r} waits; `daybook replay list` shows those that do")
    raise AskDifferentlyError(why, letter=chosen.message_id)


def redrive(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Queue the chosen letters again; a letter that cannot be read stays and needs attention."""
    request = _request(chosen)
    moved: list[tuple[Lane, DeadLetter]] = []
    unreadable: list[tuple[Lane, DeadLetter]] = []
    for lane in Lane:
        result = system.dead_letters.replay(
            lane,
            lambda letter: letter.request is not None and request.wants(letter.request.day),
            dry_run=chosen.dry_run,
        )
        moved += [(lane, letter) for letter in result.moved]
        unreadable += [(lane, letter) for letter in result.kept if letter.request is None]
    output.document(
        {
            "dry_run": chosen.dry_run,
            "redriven": [_as_document(lane, letter) for lane, letter in moved],
            "unreadable": [_as_document(lane, letter) for lane, letter in unreadable],
        }
    )
    title = noted("would be queued again: {count}") if chosen.dry_run else noted("queued again: {count}")
    output.table(title, _COLUMNS, [_row(lane, letter, output) for lane, letter in moved], count=len(moved))
    if unreadable:
        rows = [_row(lane, letter, output) for lane, letter in unreadable]
        output.table("cannot be read and stay: {count}", _COLUMNS, rows, count=len(unreadable))
    return bool(unreadable)


def _request(chosen: argparse.Namespace) -> ReplayRequest:
    return ReplayRequest(merchant_id=chosen.merchant, location=chosen.location, business_date=chosen.date)


def _row(lane: Lane, letter: DeadLetter, output: Output) -> tuple[str, ...]:
    day = letter.request.day if letter.request else None
    where = (day.merchant_id, str(day.business_date), day.location) if day else ("", "", "")
    cause = output.say(CAUSES[letter.request.cause]) if letter.request else ""
    sent = f"{letter.sent_at:%Y-%m-%d %H:%M}"
    return (output.say(LANES[lane]), letter.message_id, *where, cause, sent, letter.problem)


def _as_document(lane: Lane, letter: DeadLetter) -> dict[str, Any]:
    day = letter.request.day if letter.request else None
    return {
        "lane": lane.value,
        "message_id": letter.message_id,
        "sent_at": letter.sent_at.isoformat(),
        "merchant_id": day.merchant_id if day else None,
        "business_date": str(day.business_date) if day else None,
        "location": day.location if day else None,
        "cause": letter.request.cause.value if letter.request else None,
        "problem": letter.problem,
    }
