"""`daybook replay`: read dead letters, send those again whose cause is settled, or drop them with a reason."""

import argparse
from datetime import timedelta
from typing import Any

from daybook.application.operating.replay_letters import LetterChoice, letter_of_id, replay_letters, waiting_letters
from daybook.application.ports.dead_letters import DeadLetter, LetterDeed
from daybook.bootstrap.systems import Systems
from daybook.cli.commands.days.history import as_document
from daybook.cli.output import Output
from daybook.domain.nouns import CAUSES, LETTER_QUEUES
from daybook.domain.words import noted

_COLUMNS = (
    noted("queue"),
    noted("message"),
    noted("merchant"),
    noted("date"),
    noted("location"),
    noted("cause"),
    noted("sent"),
    noted("code"),
    noted("problem"),
)


def list_letters(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show the letters that wait; any of them needs attention."""
    letters = waiting_letters(_choice(chosen), system)
    output.document({"dead_letters": [_as_document(letter) for letter in letters]})
    rows = [_row(letter, output) for letter in letters]
    output.table("dead letters: {count}", _COLUMNS, rows, count=len(letters))
    return bool(letters)


def show_letter(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show one letter whole, with what the sync log knows of its day."""
    letter = letter_of_id(chosen.message_id, system)
    record = system.sync_log.get(letter.request.day) if letter.request else None
    known = as_document(record) if record else None
    output.document({**_as_document(letter), "body": letter.body, "record": known})
    output.table("dead letter", _COLUMNS, [_row(letter, output)])
    output.text(letter.body)
    if record:
        output.line("last failure: {text}", text=record.message)
    elif letter.request:
        output.line("the sync log knows nothing of this day")
    return True


def redrive(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Send the chosen letters again; a letter that cannot be read stays and needs attention."""
    titles = (noted("would be queued again: {count}"), noted("queued again: {count}"))
    return _carried_out(LetterDeed.REDRIVE, titles, chosen, system, output)


def drop(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Delete the chosen letters, for a reason that the merchant can read."""
    titles = (noted("would be dropped: {count}"), noted("dropped: {count}"))
    return _carried_out(LetterDeed.DROP, titles, chosen, system, output)


def _carried_out(
    deed: LetterDeed, titles: tuple[str, str], chosen: argparse.Namespace, system: Systems, output: Output
) -> bool:
    reason = getattr(chosen, "reason", "")
    replayed = replay_letters(_choice(chosen), deed, system, reason=reason, dry_run=chosen.dry_run)
    output.document(
        {
            "dry_run": chosen.dry_run,
            "deed": deed.value,
            "letters": [_as_document(letter) for letter in replayed.done],
            "unreadable": [_as_document(letter) for letter in replayed.unreadable],
        }
    )
    title = titles[0] if chosen.dry_run else titles[1]
    output.table(title, _COLUMNS, [_row(letter, output) for letter in replayed.done], count=len(replayed.done))
    if replayed.unreadable:
        rows = [_row(letter, output) for letter in replayed.unreadable]
        output.table("cannot be read and stay: {count}", _COLUMNS, rows, count=len(rows))
    return bool(replayed.unreadable)


def _choice(chosen: argparse.Namespace) -> LetterChoice:
    hours = chosen.older_than
    return LetterChoice(
        ids=tuple(getattr(chosen, "ids", ())),
        queue=chosen.queue,
        merchant_id=chosen.merchant,
        location=chosen.location,
        business_date=chosen.date,
        code=chosen.code,
        older_than=None if hours is None else timedelta(hours=hours),
        everything=getattr(chosen, "all", False),
    )


def _row(letter: DeadLetter, output: Output) -> tuple[str, ...]:
    date = str(letter.business_date) if letter.business_date else ""
    cause = output.say(CAUSES[letter.request.cause]) if letter.request else ""
    where = (letter.merchant_id or "", date, letter.location or "")
    sent = f"{letter.sent_at:%Y-%m-%d %H:%M}"
    return (
        output.say(LETTER_QUEUES[letter.queue]),
        letter.message_id,
        *where,
        cause,
        sent,
        letter.code,
        letter.problem,
    )


def _as_document(letter: DeadLetter) -> dict[str, Any]:
    return {
        "queue": letter.queue.value,
        "message_id": letter.message_id,
        "sent_at": letter.sent_at.isoformat(),
        "merchant_id": letter.merchant_id,
        "business_date": str(letter.business_date) if letter.business_date else None,
        "location": letter.location,
        "cause": letter.request.cause.value if letter.request else None,
        "code": letter.code or None,
        "problem": letter.problem,
    }
