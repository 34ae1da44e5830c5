"""`daybook sync`: queue a business date or a range, and watch it arrive."""

import argparse
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from daybook.application.planning.request_sync import RangeRefusedError, request_sync
from daybook.bootstrap.systems import Systems
from daybook.cli.commands.days.history import as_document
from daybook.cli.output import Output
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncState

_LOOK_EVERY_SECONDS = 2.0
_LONGEST_WAIT = timedelta(hours=1)


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Queue the days; with `--wait` stay until each has an outcome."""
    first, last = _range(chosen)
    requests = request_sync(
        chosen.merchant,
        first,
        last,
        cause=SyncCause.RESYNC,
        now=system.clock.now(),
        connections=system.connections,
        sync_log=system.sync_log,
        queue=system.queue,
        location=chosen.location,
    )
    days = [request.day for request in requests]
    output.line("Location-days queued from {first} to {last}: {count}.", first=first, last=last, count=len(days))
    queued = [{"business_date": str(day.business_date), "location": day.location} for day in days]
    if not chosen.wait:
        output.document({"queued": len(days), "days": queued})
        command = f"daybook history --merchant {chosen.merchant} --from {first} --to {last}"
        output.line("Watch them: {command}", command=command)
        return False
    records = wait_for(days, requests[0].requested_at, system, output)
    output.document({"queued": len(days), "days": queued, "records": [as_document(record) for record in records]})
    return any(record.state in (SyncState.HELD, SyncState.FAILED) for record in records)


def _range(chosen: argparse.Namespace) -> tuple[date, date]:
    if chosen.date is not None and (chosen.first or chosen.last):
        raise RangeRefusedError("give either --date or --from and --to, not both")
    first, last = chosen.date or chosen.first, chosen.date or chosen.last
    if first is None or last is None:
        raise RangeRefusedError("say which days: --date YYYY-MM-DD, or --from and --to")
    return first, last


def wait_for(days: Sequence[LocationDay], asked_at: datetime, system: Systems, output: Output) -> list[SyncRecord]:
    """The records of days once each was settled after an instant, with a progress bar; after an hour as they are.

    A day that a worker was at when it was asked to leave the books, or to come back, is waited for until it has.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=output.as_json) as progress:
        bar = progress.add_task(output.say("location-days settled"), total=len(days))
        while True:
            records = [record for day in days if (record := system.sync_log.get(day)) is not None]
            settled = [record for record in records if _is_settled(record, asked_at)]
            progress.update(bar, completed=len(settled))
            if len(settled) == len(days):
                return records
            if system.clock.now() - asked_at > _LONGEST_WAIT:
                still_open = len(days) - len(settled)
                output.line("Days still open: {count}; they go on without this command.", count=still_open)
                return records
            time.sleep(_LOOK_EVERY_SECONDS)


def _is_settled(record: SyncRecord, asked_at: datetime) -> bool:
    return record.has_settled_since(asked_at) and record.open_directive is None
