"""`daybook history`: what became of every location-day."""

import argparse
from typing import Any

from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.output import Output
from daybook.domain.money import to_decimal
from daybook.domain.sync import SyncRecord, SyncState


def run(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Show the records, newest first; attention is needed where a day is held or failed."""
    records = list(
        system.sync_log.history(
            chosen.merchant,
            first=chosen.first,
            last=chosen.last,
            state=SyncState(chosen.state) if chosen.state else None,
            location=chosen.location,
        )
    )
    output.document({"records": [as_document(record) for record in records]})
    rows = [_row(record) for record in records]
    output.table(f"{chosen.merchant}: {len(records)} location-days", _COLUMNS, rows)
    return any(record.state in (SyncState.HELD, SyncState.FAILED) for record in records)


_COLUMNS = ("date", "location", "state", "document", "total", "tries", "what to know")


def _row(record: SyncRecord) -> tuple[str, ...]:
    document = record.document
    return (
        str(record.day.business_date),
        record.day.location,
        record.state.value,
        document.doc_number if document else "",
        f"{to_decimal(document.total_minor):,}" if document else "",
        str(record.attempts),
        " ".join(part for part in (_because(record), *record.details) if part),
    )


def _because(record: SyncRecord) -> str:
    gaps = f"not mapped: {', '.join(record.gaps)}" if record.gaps else ""
    return f"[{record.reason}] {record.message}" if record.reason else record.message or gaps


def as_document(record: SyncRecord) -> dict[str, Any]:
    """The record as JSON values."""
    document = record.document
    return {
        "business_date": str(record.day.business_date),
        "location": record.day.location,
        "state": record.state.value,
        "revision": record.revision,
        "attempts": record.attempts,
        "document": document
        and {
            "kind": document.kind.value,
            "id": document.id,
            "doc_number": document.doc_number,
            "total_minor": document.total_minor,
            "intuit_tid": document.intuit_tid,
        },
        "gaps": list(record.gaps),
        "reason": record.reason.value if record.reason else None,
        "message": record.message,
        "details": list(record.details),
        "due_at": record.due_at.isoformat(),
        "updated_at": record.updated_at.isoformat(),
    }
