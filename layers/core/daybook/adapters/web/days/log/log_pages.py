"""The sync log: every day, filtered by date, store and state; as a page and as a file for spreadsheets."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from daybook.adapters.web.days.list_states import ended_days, sync_under_way
from daybook.adapters.web.days.log.decisions import decisions, told_of_decisions
from daybook.adapters.web.days.log.filter import (
    DAYS_SHOWN,
    MOST_ON_A_PAGE,
    LogFilter,
    filter_of,
    locations_of,
    most_days_in_a_file,
    records_of,
)
from daybook.adapters.web.days.log.found import found_days, page_of
from daybook.adapters.web.days.log.sums import months, weeks
from daybook.adapters.web.days.story_view import figures_in
from daybook.adapters.web.days.under_way import under_way_in_the_log
from daybook.adapters.web.home.home_page import day_path
from daybook.adapters.web.http.requests import Answer, View
from daybook.adapters.web.http.tables import FORMATS, Cell, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import kind_word, state_word
from daybook.adapters.web.words.story_words import step_word, who_word
from daybook.adapters.web.words.tax_words import tax_set_words
from daybook.application.company.moved_balances import entry_for_moved, moved_days
from daybook.application.mapping.taxes.tax_choices import gap_sets
from daybook.application.telling.told_day import ToldDay, told_day
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.nouns import DAY_FIGURES
from daybook.domain.proof.moved_balances import MovedBalance
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.words import noted


def log(visit: Visit) -> Answer:
    """The newest day first, by weeks; a long range goes on on the next page."""
    chosen = filter_of(visit)
    found = found_days(visit, chosen)
    page = page_of(found.days, chosen.page)
    shown = found.known.records(page.days, visit.systems.sync_log)
    moved = moved_days(visit.connection, visit.systems, chosen.first, chosen.last)
    asked = decisions(shown, chosen, visit)
    questions = asked["questions"] if asked else {}
    rows = ((record, _row(record, visit, moved.get(record.day, ()), questions.get(record.day))) for record in shown)
    older = replace(chosen, first=chosen.first - timedelta(days=DAYS_SHOWN), last=chosen.first, page=None)
    every = replace(chosen, state=None, outcome=None, page=None)
    in_a_file = replace(filter_of(visit, most_days_in_a_file(visit)), page=None)
    values = {
        "filter": chosen,
        "figure_words": [visit.speech.say(word) for word in DAY_FIGURES.values()],
        "weeks": weeks(found.sums, rows, visit),
        "months": months(found.sums, visit),
        "asked": asked,
        "newer_path": _page_path(chosen, None if page.newer == found.newest else page.newer) if page.newer else "",
        "next_path": _page_path(chosen, page.older) if page.older else "",
        "locations": locations_of(visit),
        "reasons": _reasons(visit, chosen),
        "states": [
            {"value": state.value, "word": state_word(state, visit.speech)}
            for state in DayState
            if state is not DayState.BEFORE
        ],
        "csv_path": f"/log.csv?{in_a_file.query}",
        "xlsx_path": f"/log.xlsx?{in_a_file.query}",
        "cut": _cut(visit) if chosen.is_cut else "",
        "rest": _rest(in_a_file, visit) if in_a_file.is_cut else None,
        "older_path": f"/log?{older.query}",
        "filtered": bool(chosen.location or chosen.state or chosen.outcome or chosen.reason),
        "under_way": sync_under_way(visit, found.known),
        "live": visit.connection.is_live,
        "ended": ended_days(found.sums.values(), visit, f"/log?{every.query}"),
    }
    return View("log/list", visit.speech.say("Sync log"), values, notice=told_of_decisions(visit))


def _page_path(chosen: LogFilter, begins: date | None) -> str:
    return f"/log?{replace(chosen, page=begins).query}"


def _rest(in_a_file: LogFilter, visit: Visit) -> dict[str, str]:
    """Where the files end, and the address that goes on with the days that they do not have."""
    words = visit.speech.say("The files begin on {day}.", day=visit.speech.day(in_a_file.first))
    return {"words": words, "path": f"/log?{in_a_file.rest.query}"}


def _cut(visit: Visit) -> str:
    return visit.speech.say(
        "This page shows at most {days} days, a file at most {days_of_a_file}. Go on to earlier days below.",
        days=MOST_ON_A_PAGE,
        days_of_a_file=most_days_in_a_file(visit),
    )


def _reasons(visit: Visit, chosen: LogFilter) -> list[dict[str, str]]:
    """The reasons that days of the range wait for, to narrow the log to one of them."""
    records = records_of(visit, replace(chosen, state=None, outcome=SyncState.HELD, reason=None))
    found = dict.fromkeys(record.reason for record in records if record.reason is not None)
    known = dict.fromkeys((*found, *((chosen.reason,) if chosen.reason else ())))
    return [{"value": reason.value, "word": entry_for(reason).text(visit.speech.language).title} for reason in known]


_HEADING = (
    noted("Date"),
    noted("Store"),
    noted("State"),
    noted("Document"),
    noted("Number"),
    noted("Document total"),
    *DAY_FIGURES.values(),
    noted("What waits"),
    noted("Difference accepted"),
    noted("Revision"),
    noted("Attempts"),
    noted("Code"),
    noted("Message"),
    noted("Who acts"),
    noted("What to do"),
)


def log_file(visit: Visit, form: str) -> Answer:
    """The same rows for the merchant's own spreadsheet: words, separator and decimal sign in their language.

    A file has whole dates, the newest of the range, and names where the days before them are.
    """
    chosen, speech = filter_of(visit, most_days_in_a_file(visit)), visit.speech
    rows = tuple(_cells(record, visit) for record in records_of(visit, chosen))
    table = Table(f"daybook-{chosen.first}-{chosen.last}", tuple(map(speech.say, _HEADING)), rows)
    rest = f"/log.{form}?{chosen.rest.query}" if chosen.is_cut else ""
    return replace(FORMATS[form](table, speech.language), rest=rest)


def _row(
    record: SyncRecord, visit: Visit, moved: tuple[MovedBalance, ...], question: str | None = None
) -> dict[str, Any]:
    document, told = record.document, told_day(record, visit.systems.clock.now())
    story, state = told.story, told.story.state
    currency = visit.connection.company.home_currency
    return {
        "date": visit.speech.day(record.day.business_date),
        "weekday": visit.speech.weekday(record.day.business_date),
        "location": visit.location_name(record.day.location),
        "state": state.value,
        "word": state_word(state, visit.speech),
        "number": document.doc_number if document else "",
        "figures": [visit.speech.money(minor, currency) for minor in figures_in(story)],
        "message": _message(record, told, visit) or _moved_title(moved, visit),
        "who": who_word(told.who, visit.speech),
        "path": day_path(record),
        "field": f"day.{record.day.business_date}/{record.day.location}",
        "question": question,
        "waits": _waits(story, currency, visit),
    }


def _waits(story: DayStory, currency: str, visit: Visit) -> str:
    """The amount that waits: of a new day its net sales, of a posted one what would move."""
    if story.waiting is None:
        return ""
    is_new = story.lies is Lies.OUTSIDE
    minor = story.waiting.figures.net_sales_minor if is_new else story.waiting.moved_minor
    return "" if minor is None else visit.speech.money(minor, currency)


def _cells(record: SyncRecord, visit: Visit) -> tuple[Cell, ...]:
    document, told = record.document, told_day(record, visit.systems.clock.now())
    said, story = told.entry, told.story
    waits = story.waiting.moved_minor if story.waiting else None
    figures: list[int | None] = [*figures_in(story)] or [None] * len(DAY_FIGURES)
    return (
        record.day.business_date,
        visit.location_name(record.day.location),
        state_word(story.state, visit.speech),
        kind_word(document.kind, visit.speech) if document else "",
        document.doc_number if document else "",
        Money(document.total_minor if document else None),
        *map(Money, (*figures, waits, story.accepted_minor)),
        record.revision,
        record.attempts,
        said.code if said else "",
        _message(record, told, visit),
        who_word(told.who, visit.speech),
        step_word(told.step, visit.speech.say),
    )


def _message(record: SyncRecord, told: ToldDay, visit: Visit) -> str:
    """What is under way comes before what is to be done, and that before what the document lacks."""
    said = told.entry
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
