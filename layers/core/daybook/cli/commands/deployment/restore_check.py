"""`daybook restore-check`: which days a restored sync log is wrong about, and their repair from what the books hold."""

import argparse
import os
from typing import Any

from daybook.application.operating.restore_check import CheckedDay, RepairedDay, Standing, repair_day, restore_check
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.nouns import STATES
from daybook.domain.proof.outdated_records import Doubt
from daybook.domain.sync.day_story import story_of
from daybook.domain.words import noted

_DOUBTS = {
    Doubt.LOST: noted("a proof and no record"),
    Doubt.UNKNOWN: noted("ended, and nothing on record"),
    Doubt.OLDER: noted("the record is older than the proof"),
    Doubt.OTHER_DOCUMENTS: noted("the proof names other documents"),
    Doubt.UNPROVED: noted("documents without a proof"),
    Doubt.OPEN_CALL: noted("an open call"),
}
_STANDINGS = {
    Standing.AS_LEFT: noted("as Daybook left it: {what}"),
    Standing.TOUCHED: noted("changed since: {what}"),
    Standing.FOUND: noted("found by its number: {what}"),
    Standing.ABSENT: noted("no document has its number"),
}
_COLUMNS = (noted("date"), noted("location"), noted("why"), noted("in QuickBooks"), noted("what became of it"))
_PERSON = noted("delete all but one, then call this again")


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show the days; with `--repair` bring each to an outcome in this process. Attention where one is left."""
    checked = restore_check(chosen.merchant, chosen.first, chosen.last, system.posting)
    repairs = not chosen.dry_run
    owner = f"operator:{os.getpid()}"
    days = [repair_day(day, owner, system.posting) if repairs else RepairedDay(day) for day in checked]
    output.document(
        {
            "merchant_id": chosen.merchant,
            "from": str(chosen.first),
            "to": str(chosen.last),
            "repaired": repairs,
            "days": [_as_document(day) for day in days],
        }
    )
    if not days:
        output.line("{merchant}: every record from {first} to {last} agrees with its proof", **_values(chosen))
        return False
    rows = [_row(day, output, repairs=repairs) for day in days]
    output.table("{merchant}, days to verify: {count}", _COLUMNS, rows, merchant=chosen.merchant, count=len(days))
    left = sum(day.needs_attention for day in days)
    if left and not repairs:
        output.line("Nothing was changed. Repair the records: add --repair. Days: {count}", count=left)
    return bool(left)


def _values(chosen: argparse.Namespace) -> dict[str, object]:
    return {"merchant": chosen.merchant, "first": chosen.first, "last": chosen.last}


def _row(day: RepairedDay, output: Output, *, repairs: bool) -> tuple[str, ...]:
    checked = day.checked
    return (
        str(checked.day.business_date),
        checked.day.location,
        "\n".join(output.say(_DOUBTS[doubt]) for doubt in checked.doubts),
        output.say(_STANDINGS[checked.standing], what=", ".join(checked.told)),
        _became(day, output) if repairs or checked.is_right else "",
    )


def _became(day: RepairedDay, output: Output) -> str:
    checked: CheckedDay = day.checked
    if day.record is not None:
        state = output.say(STATES[story_of(day.record).state])
        return f"{state} ({day.record.reason.value})" if day.record.reason else state
    if checked.is_right:
        return output.say("the record is right")
    return output.say(_PERSON) if checked.is_for_a_person else output.say("waits: {why}", why=day.waits)


def _as_document(day: RepairedDay) -> dict[str, Any]:
    checked, record = day.checked, day.record
    return {
        "business_date": str(checked.day.business_date),
        "location": checked.day.location,
        "doubts": [doubt.value for doubt in checked.doubts],
        "in_quickbooks": checked.standing.value,
        "told": list(checked.told),
        "needs_attention": day.needs_attention,
        "state": record.state.value if record else None,
        "reason": record.reason.value if record and record.reason else None,
        "waits": day.waits or None,
    }
