"""The sync log: every day, filtered by date, store and state; as a page and as a CSV file."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.days.list_states import ended_days, sync_under_way
from daybook.adapters.web.days.under_way import under_way_in_the_log
from daybook.adapters.web.home.home_page import day_path
from daybook.adapters.web.http.requests import Answer, Download, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import kind_word, state_word
from daybook.adapters.web.words.tax_words import tax_set_words
from daybook.application.company.books_status import state_of, state_of_outcome
from daybook.application.company.moved_balances import entry_for_moved, moved_days
from daybook.application.mapping.tax_choices import gap_sets
from daybook.domain.catalogue.error_catalogue import entry_for_settled
from daybook.domain.money import to_decimal
from daybook.domain.proof.moved_balances import MovedBalance
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.words import is_french, noted

_DAYS_SHOWN = 35
_ROWS_SHOWN = 100
# A spreadsheet would run these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide signs begin one too


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the log is narrowed to."""

    first: date
    last: date
    location: str
    state: SyncState | None

    @property
    def query(self) -> str:
        """The filter as the address writes it."""
        chosen = {"first": self.first, "last": self.last, "location": self.location, "state": self.state or ""}
        return urlencode({name: str(value) for name, value in chosen.items() if value})


def log(visit: Visit) -> Answer:
    """The newest day first; a long range says how to see the rest."""
    chosen = filter_of(visit)
    records = list(records_of(visit, chosen))
    shown = records[:_ROWS_SHOWN]
    moved = moved_days(visit.connection, visit.systems, chosen.first, chosen.last)
    older = LogFilter(chosen.first - timedelta(days=_DAYS_SHOWN), chosen.first, chosen.location, chosen.state)
    values = {
        "filter": chosen,
        "rows": [_row(record, visit, moved.get(record.day, ())) for record in shown],
        "hidden": len(records) - len(shown),
        "locations": _locations(visit),
        "states": [
            {"value": state.value, "word": state_word(state_of_outcome(state), visit.speech)} for state in SyncState
        ],
        "csv_path": f"/log.csv?{chosen.query}",
        "older_path": f"/log?{older.query}",
        "filtered": bool(chosen.location or chosen.state),
        "under_way": sync_under_way(visit),
        "live": visit.connection.is_live,
        "ended": ended_days(records, visit, f"/log?{replace(chosen, state=None).query}"),
    }
    return View("log/list", visit.speech.say("Sync log"), values)


_HEADING = (
    noted("Date"),
    noted("Store"),
    noted("State"),
    noted("Document"),
    noted("Number"),
    noted("Amount"),
    noted("Revision"),
    noted("Attempts"),
    noted("Code"),
    noted("Message"),
)


def log_csv(visit: Visit) -> Answer:
    """The same rows for the merchant's own spreadsheet: words, separator and decimal sign in their language.

    A French Excel separates by semicolons, because its decimals have commas.
    """
    chosen, say = filter_of(visit), visit.speech.say
    separator, decimal_sign = (";", ",") if is_french(visit.speech.language) else (",", ".")
    text = io.StringIO()
    # A byte-order mark, or Excel reads the accents wrongly.
    text.write("\N{BYTE ORDER MARK}")
    # Every cell is quoted: a spreadsheet that was set up for the other separator takes none of them apart.
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow([say(word) for word in _HEADING])
    for record in records_of(visit, chosen):
        writer.writerow([_harmless(cell) for cell in _cells(record, visit, decimal_sign)])
    return Download(f"daybook-{chosen.first}-{chosen.last}.csv", "text/csv; charset=utf-8", text.getvalue())


def filter_of(visit: Visit) -> LogFilter:
    """The filter that the address names; the last five weeks where it names none, wrong words left out."""
    query = visit.request.query
    newest = max(place.calendar.last_closed(visit.systems.clock.now()) for place in visit.profile.active_locations)
    last = visit.request.day("last") or newest
    first = visit.request.day("first") or last - timedelta(days=_DAYS_SHOWN - 1)
    state = next((state for state in SyncState if state == query.get("state")), None)
    known = {place["value"] for place in _locations(visit)}
    location = query.get("location", "")
    return LogFilter(min(first, last), max(first, last), location if location in known else "", state)


def records_of(visit: Visit, chosen: LogFilter) -> Iterable[SyncRecord]:
    """The merchant's records within a filter, newest first."""
    return visit.systems.sync_log.history(
        visit.merchant_id,
        first=chosen.first,
        last=chosen.last,
        state=chosen.state,
        location=chosen.location or None,
    )


def _row(record: SyncRecord, visit: Visit, moved: tuple[MovedBalance, ...]) -> dict[str, Any]:
    document = record.document
    state = state_of(record, visit.systems.clock.now())
    currency = visit.connection.company.home_currency
    return {
        "date": visit.speech.day(record.day.business_date),
        "weekday": visit.speech.weekday(record.day.business_date),
        "location": visit.location_name(record.day.location),
        "state": state.value,
        "word": state_word(state, visit.speech),
        "number": document.doc_number if document else "",
        "amount": visit.speech.money(document.total_minor, currency) if document else "",
        "message": _message(record, visit) or _moved_title(moved, visit),
        "path": day_path(record),
    }


def _cells(record: SyncRecord, visit: Visit, decimal_sign: str) -> list[str]:
    document, said = record.document, entry_for_settled(record)
    return [
        record.day.business_date.isoformat(),
        visit.location_name(record.day.location),
        state_word(state_of(record, visit.systems.clock.now()), visit.speech),
        kind_word(document.kind, visit.speech) if document else "",
        document.doc_number if document else "",
        str(to_decimal(document.total_minor)).replace(".", decimal_sign) if document else "",
        str(record.revision),
        str(record.attempts),
        said.code if said else "",
        _message(record, visit),
    ]


def _message(record: SyncRecord, visit: Visit) -> str:
    """What is under way comes before what is to be done, and that before what the document lacks."""
    said = entry_for_settled(record)
    title = said.text(visit.speech.language).title if said else _gaps(record, visit) or _flag(record, visit)
    return under_way_in_the_log(record, visit.speech) or title


def _moved_title(moved: tuple[MovedBalance, ...], visit: Visit) -> str:
    """What the books no longer hold of a day, although its document is as it was."""
    return entry_for_moved(moved[0]).text(visit.speech.language).title if moved else ""


def _flag(record: SyncRecord, visit: Visit) -> str:
    """A day that was posted although its figures disagree, as the merchant chose, or asked for this day."""
    return visit.speech.say("Posted with a difference") if record.is_posted and record.details else ""


def _gaps(record: SyncRecord, visit: Visit) -> str:
    sets = gap_sets(record.gaps)
    if amounts := len(record.gaps) - len(sets):
        return visit.speech.count("{count} amount without an account", "{count} amounts without an account", amounts)
    if not sets:
        return ""
    taxes = tax_set_words(sets, visit.profile, visit.speech)
    return visit.speech.say("{taxes} has no tax code", taxes=taxes)


def _locations(visit: Visit) -> list[dict[str, str]]:
    places = [{"value": place.id, "word": place.name} for place in visit.profile.locations]
    return [*places, {"value": "all", "word": visit.location_name("all")}] if len(places) > 1 else places


def _harmless(cell: str) -> str:
    is_number = cell.lstrip("-").replace(",", ".", 1).replace(".", "", 1).isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell
