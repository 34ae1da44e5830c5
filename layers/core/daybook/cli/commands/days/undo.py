"""`daybook undo` and `daybook redo`: take days out of the books, and bring them back."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime

from daybook.application.days.day_actions import act_on_day, redo_many
from daybook.application.days.undo_days import NothingToUndoError, redoable, undoable
from daybook.bootstrap.systems import Systems
from daybook.cli.commands.days.history import as_document
from daybook.cli.commands.days.sync import wait_for
from daybook.cli.output import Output
from daybook.domain.catalogue.error_catalogue import entry_for_settled, entry_for_withdrawn
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState
from daybook.domain.words import noted

_COLUMNS = (noted("date"), noted("location"), noted("document"), noted("total"), noted("corrections"))


def undo(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Ask that every posted day of the range leaves the books; with `--wait` stay until each has, or says why not."""
    records = undoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, noted("days that would be taken out of the books: {count}"), output)
    asked_at = system.clock.now()
    asked: list[SyncRecord] = []
    for record in records:
        try:
            act_on_day(record, DayAction.UNDO, system)
        except NothingToUndoError:  # another undo was there since the list was made
            continue
        asked.append(record)
    if not chosen.wait or not asked:
        output.document({"dry_run": False, "queued": [as_document(record) for record in asked]})
        title = noted("days on their way out of the books: {count}")
        output.table(title, _COLUMNS, [_row(record, output) for record in asked], count=len(asked))
        if asked:
            output.line("Watch them: {command}", command=f"daybook history --merchant {chosen.merchant}")
        return False
    return _undone({record.day: record for record in asked}, asked_at, system, output)


def _undone(asked: Mapping[LocationDay, SyncRecord], asked_at: datetime, system: Systems, output: Output) -> bool:
    """Tell which days are gone and which stay, with the reason; whether any stays."""
    settled = wait_for(list(asked), asked_at, system, output)
    gone = [record.day for record in settled if record.state is SyncState.UNDONE]
    kept = [record for record in settled if record.state is not SyncState.UNDONE]
    output.document(
        {
            "dry_run": False,
            "undone": [as_document(asked[day]) for day in gone],
            "kept": [{**as_document(record), "why": record.message} for record in kept],
        }
    )
    rows = [_row(asked[day], output) for day in gone]
    output.table("days taken out of the books: {count}", _COLUMNS, rows, count=len(gone))
    if kept:
        why = [(*_row(record, output), _why(record, output)) for record in kept]
        output.table("days that stay: {count}", (*_COLUMNS, noted("why")), why, count=len(kept))
    return bool(kept)


def _why(record: SyncRecord, output: Output) -> str:
    """In the reader's language; what QuickBooks said word for word is in the JSON, and behind `history --details`."""
    entry = entry_for_withdrawn(record) or entry_for_settled(record)
    if record.open_directive is not None or entry is None:
        return output.say("not done yet; it goes on without this command")
    text = entry.text(output.language, day=str(record.day.business_date))
    return f"{entry.code} {text.title}. {text.action}"


def redo(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Queue every undone day of the range; nothing needs attention before they have been read again."""
    records = redoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, noted("days that would be brought back: {count}"), output)
    redo_many(chosen.merchant, records, system)
    output.document({"dry_run": False, "queued": [as_document(record) for record in records]})
    output.line("days queued again: {count}", count=len(records))
    output.line("Watch them: {command}", command=f"daybook history --merchant {chosen.merchant}")
    return False


def _show(records: Sequence[SyncRecord], title: str, output: Output) -> bool:
    output.document({"dry_run": True, "days": [as_document(record) for record in records]})
    output.table(title, _COLUMNS, [_row(record, output) for record in records], count=len(records))
    return False


def _row(record: SyncRecord, output: Output) -> tuple[str, ...]:
    document = record.document
    return (
        str(record.day.business_date),
        record.day.location,
        document.doc_number if document else "",
        output.amount(document.total_minor) if document else "",
        " ".join(delta.doc_number for delta in record.deltas),
    )
