"""`daybook undo` and `daybook redo`: take days out of the books, and bring them back."""

import argparse
import uuid
from collections.abc import Sequence

from daybook.application.undo_days import NothingToUndoError, redo_days, redoable, undo_day, undoable
from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.history import as_document
from daybook.cli.output import Output
from daybook.cli.problems import why_text
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.sync import SyncRecord

_COLUMNS = ("date", "location", "document", "total", "corrections")


def undo(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Undo every posted day of the range; a day that is locked stays, says why, and needs attention."""
    records = undoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, "days that would be taken out of the books: {count}", output)
    undone: list[SyncRecord] = []
    locked: list[tuple[SyncRecord, Exception]] = []
    for record in records:
        try:
            undo_day(record.day, f"operator:{uuid.uuid4().hex}", system.posting)
        except (NeedsAttentionError, NothingToUndoError) as stop:
            locked.append((record, stop))
        else:
            undone.append(record)
    kept = [{**as_document(record), "why": str(stop)} for record, stop in locked]
    output.document({"dry_run": False, "undone": [as_document(record) for record in undone], "kept": kept})
    gone = [_row(record, output) for record in undone]
    output.table("days taken out of the books: {count}", _COLUMNS, gone, count=len(undone))
    if locked:
        rows = [(*_row(record, output), why_text(stop, output.language)) for record, stop in locked]
        output.table("days that stay: {count}", (*_COLUMNS, "why"), rows, count=len(locked))
    return bool(locked)


def redo(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Queue every undone day of the range; nothing needs attention before they have been read again."""
    records = redoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, "days that would be posted again: {count}", output)
    redo_days(records, system.queue, system.clock.now())
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
