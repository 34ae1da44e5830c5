"""`daybook undo` and `daybook redo`: take days out of the books, and bring them back."""

import argparse
import uuid
from collections.abc import Sequence

from daybook.application.undo_days import NothingToUndoError, redo_days, redoable, undo_day, undoable
from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.history import as_document
from daybook.cli.output import Output
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.money import to_decimal
from daybook.domain.sync import SyncRecord

_COLUMNS = ("date", "location", "document", "total", "corrections")


def undo(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Undo every posted day of the range; a day that is locked stays, says why, and needs attention."""
    records = undoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, "would be taken out of the books", output)
    undone: list[SyncRecord] = []
    locked: list[tuple[SyncRecord, str]] = []
    for record in records:
        try:
            undo_day(record.day, f"operator:{uuid.uuid4().hex}", system.posting)
        except (NeedsAttentionError, NothingToUndoError) as stop:
            locked.append((record, str(stop)))
        else:
            undone.append(record)
    kept = [{**as_document(record), "why": why} for record, why in locked]
    output.document({"dry_run": False, "undone": [as_document(record) for record in undone], "kept": kept})
    output.table(f"{len(undone)} days taken out of the books", _COLUMNS, [_row(record) for record in undone])
    if locked:
        rows = [(*_row(record), why) for record, why in locked]
        output.table(f"{len(locked)} days stay", (*_COLUMNS, "why"), rows)
    return bool(locked)


def redo(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Queue every undone day of the range; nothing needs attention before they have been read again."""
    records = redoable(system.sync_log, chosen.merchant, chosen.first, chosen.last, chosen.location)
    if chosen.dry_run:
        return _show(records, "would be posted again", output)
    redo_days(records, system.queue, system.clock.now())
    output.document({"dry_run": False, "queued": [as_document(record) for record in records]})
    output.line(f"{len(records)} days queued again. Watch them: daybook history --merchant {chosen.merchant}")
    return False


def _show(records: Sequence[SyncRecord], what: str, output: Output) -> bool:
    output.document({"dry_run": True, "days": [as_document(record) for record in records]})
    output.table(f"{len(records)} days {what}", _COLUMNS, [_row(record) for record in records])
    return False


def _row(record: SyncRecord) -> tuple[str, ...]:
    document = record.document
    return (
        str(record.day.business_date),
        record.day.location,
        document.doc_number if document else "",
        f"{to_decimal(document.total_minor):,}" if document else "",
        " ".join(delta.doc_number for delta in record.deltas),
    )
