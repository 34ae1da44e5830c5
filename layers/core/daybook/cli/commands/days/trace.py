"""`daybook trace`: the whole story of a merchant's date, from the records and, where they can be read, the logs."""

import argparse
from datetime import datetime

from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.log_lines import LogLine
from daybook.application.operating.trace_day import Event, trace_day
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.errors import RetriableError
from daybook.domain.nouns import STATES
from daybook.domain.words import noted

_EVENTS = (noted("when"), noted("location"), noted("what"))
_LINES = (noted("when"), noted("function"), noted("line"))
# What a line says of itself besides its message, in this order.
_SAID = ("location_id", "lane", "cause", "change", "state", "reason", "error_code", "tries", "message_id", "request_id")


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show both; nothing on record needs attention."""
    events = trace_day(chosen.merchant, chosen.date, system)
    lines, why_not = ((), "") if chosen.no_logs else _lines(chosen, system)
    output.document(
        {
            "merchant_id": chosen.merchant,
            "business_date": str(chosen.date),
            "events": [
                {"at": _text(each.at) or None, "location": each.location, "what": each.message.format(**each.values)}
                for each in events
            ],
            "lines": [{"at": line.at.isoformat(), **line.fields} for line in lines],
            "lines_missing": why_not or None,
        }
    )
    rows = [(_text(each.at), each.location, _said(each, output)) for each in events]
    output.table("{merchant}, {day}: on record", _EVENTS, rows, merchant=chosen.merchant, day=str(chosen.date))
    if why_not:
        output.line("the logs cannot be read: {why}", why=why_not)
    elif lines:
        output.table("log lines: {count}", _LINES, [_line(line) for line in lines], count=len(lines))
    return not events


def _lines(chosen: argparse.Namespace, system: Systems) -> tuple[tuple[LogLine, ...], str]:
    try:
        return system.log_lines.about(chosen.merchant, chosen.date), ""
    except (BotoCoreError, ClientError, RetriableError) as error:
        return (), str(error)


def _said(event: Event, output: Output) -> str:
    """The event in the reader's language; a state has the word of the pages."""
    state = {"state": output.say(STATES[str(event.values["state"])])} if "state" in event.values else {}
    return output.say(event.message, **{**event.values, **state}).strip()


def _line(line: LogLine) -> tuple[str, str, str]:
    said = " ".join(f"{key}={line.fields[key]}" for key in _SAID if line.fields.get(key) not in (None, ""))
    return (_text(line.at), str(line.fields.get("function", "")), f"{line.fields.get('message', '')} {said}".strip())


def _text(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""
