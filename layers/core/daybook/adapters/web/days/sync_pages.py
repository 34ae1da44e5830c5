"""Bring a range of days into the books, and watch it happen: with the page open, closed, or without a script."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from daybook.adapters.web.double_income.double_income_page import double_income_values
from daybook.adapters.web.http.requests import Answer, Facts, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.application.planning.request_sync import MAX_DAYS, RangeRefusedError, oldest_day
from daybook.application.planning.sync_progress import Progress, progress_of, start_sync
from daybook.domain.company.setup import SyncRun
from daybook.domain.sync.day_story import state_of_outcome
from daybook.domain.sync.location_day import POSTED_STATES, SyncCause, SyncState
from daybook.domain.words import noted

PROGRESS_PATH = "/sync/progress"
_FIRST_SYNC_DAYS = 30
_A_MINUTE = 60


def sync(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Choose a range of at most thirty days; everything up to yesterday is proposed for the first sync."""
    newest = _newest(visit)
    first_time = visit.setup.last_run is None
    proposed = newest - timedelta(days=_FIRST_SYNC_DAYS - 1) if first_time else newest
    values = {
        "first": visit.request.form.get("first") or visit.request.query.get("first") or str(proposed),
        "last": visit.request.form.get("last") or visit.request.query.get("last") or str(newest),
        "newest": str(newest),
        "newest_words": visit.speech.day(newest),
        "most_days": MAX_DAYS,
        "first_time": first_time,
        "doubles": double_income_values(visit) if first_time else None,
        "running": bool(visit.setup.last_run) and not _progress(visit).finished,
    }
    title = visit.speech.say("Bring in your first days") if first_time else visit.speech.say("Sync a range of days")
    return View("sync/choose", title, values, UNPROCESSABLE if problems else 200, problems)


def request(visit: Visit) -> Answer:
    """Queue the range; sent twice it is queued once."""
    first, last = visit.request.day("first"), visit.request.day("last")
    problems = tuple(_range_problems(visit, first, last))
    if problems or first is None or last is None:
        return sync(visit, problems)
    cause = SyncCause.FIRST_SYNC if visit.setup.last_run is None else SyncCause.RESYNC
    try:
        start_sync(visit.merchant_id, first, last, visit.systems, cause=cause)
    except RangeRefusedError:
        newest = visit.speech.day(_newest(visit))
        message = visit.speech.say("None of these days has ended yet. The newest that has is {day}.", day=newest)
        return sync(visit, (Problem("last", message),))
    return Redirect(PROGRESS_PATH)


def progress(visit: Visit) -> Answer:
    """Days done of days due, and at the end how they ended and what proves it."""
    if visit.setup.last_run is None:
        return Redirect("/sync")
    found = _progress(visit)
    values = _progress_values(found, visit)
    return View("sync/progress", visit.speech.say(_title(found)), values)


def progress_facts(visit: Visit) -> Answer:
    """The same figures for the script."""
    if visit.setup.last_run is None:
        return Facts({"finished": True, "done": 0, "due": 0, "locations": []})
    values = _progress_values(_progress(visit), visit)
    return Facts({key: values[key] for key in ("finished", "done", "due", "sentence", "changed", "locations")})


def _title(found: Progress) -> str:
    if not found.finished:
        return noted("Sync under way")
    in_order = all(state in POSTED_STATES | {SyncState.EMPTY} for state in found.states)
    return noted("Your days are in the books") if in_order else noted("The sync is finished")


def _range_problems(visit: Visit, first: date | None, last: date | None) -> list[Problem]:
    say = visit.speech.say
    if first is None or last is None:
        fields = [name for name, day in (("first", first), ("last", last)) if day is None]
        return [Problem(name, say("Enter a date, for example 2026-11-24.")) for name in fields]
    if last < first:
        return [Problem("last", say("The range ends before it starts. Swap the dates."))]
    oldest = oldest_day(visit.systems.clock.now())
    if first < oldest:
        return [Problem("first", say("The oldest day that can be synced is {day}.", day=visit.speech.day(oldest)))]
    days = (last - first).days + 1
    if days > MAX_DAYS:
        text = say("These are {days} days; at most {most} can be synced at once.", days=days, most=MAX_DAYS)
        return [Problem("last", text)]
    return []


def _progress(visit: Visit) -> Progress:
    run = visit.setup.last_run
    return progress_of(visit.merchant_id, run, visit.systems) if run else _nothing(visit)


def _nothing(visit: Visit) -> Progress:
    now = visit.systems.clock.now()
    return Progress(SyncRun(now.date(), now.date(), now), (), {}, now)


def _progress_values(found: Progress, visit: Visit) -> dict[str, Any]:
    speech, run = visit.speech, found.run
    currency = visit.connection.company.home_currency
    proof = found.proof
    return {
        "finished": found.finished,
        "done": found.done,
        "due": found.due,
        "sentence": speech.say("{done} of {due} days done", done=found.done, due=found.due),
        "range": speech.say("{first} to {last}", first=speech.day(run.first), last=speech.day(run.last)),
        "changed": _changed(found, visit),
        "locations": [
            {"name": visit.location_name(place.location), "done": place.done, "due": place.due}
            for place in found.locations
        ],
        "states": [
            {
                "state": state_of_outcome(ended).value,
                "word": state_word(state_of_outcome(ended), speech),
                "count": count,
            }
            for ended, count in found.states.items()
        ],
        "waiting": list(_waiting(found, visit)) if found.finished else [],
        "proof": {
            "tied": speech.number(proof.tied),
            "lacking": proof.lacking,
            "differing": proof.differing,
            "gross": speech.money(proof.gross_minor, currency),
            "collected": speech.money(proof.collected_minor, currency),
        }
        if proof is not None and (proof.tied or proof.differing)
        else None,
        "log_path": f"/log?first={run.first}&last={run.last}",
    }


def _changed(found: Progress, visit: Visit) -> str:
    """When the last day was done, and how long the rest takes."""
    speech = visit.speech
    said = speech.say("Last change: {when}", when=speech.instant(found.changed_at, visit.zone))
    left = found.time_left(visit.systems.clock.now())
    if left is None:
        return said
    minutes = ceil(left.total_seconds() / _A_MINUTE)
    return f"{said} · {speech.count('About {count} minute left', 'About {count} minutes left', minutes)}"


def _waiting(found: Progress, visit: Visit) -> Iterator[dict[str, str]]:
    """What of the range waits for a person: how many days, and the button that leads to the decision."""
    say, count, run = visit.speech.say, visit.speech.count, found.run
    held, gaps, failed = (
        found.states.get(state, 0) for state in (SyncState.HELD, SyncState.POSTED_WITH_GAPS, SyncState.FAILED)
    )
    days = f"/log?first={run.first}&last={run.last}&outcome="
    if held:
        text = count("{count} day waits for you", "{count} days wait for you", held)
        yield {"text": text, "button": say("Look at the days"), "path": f"{days}{SyncState.HELD}"}
    if gaps:
        text = count(
            "{count} day holds an amount without an account", "{count} days hold an amount without an account", gaps
        )
        yield {"text": text, "button": say("Choose the accounts"), "path": "/mapping"}
    if failed:
        text = count("{count} day failed", "{count} days failed", failed)
        yield {"text": text, "button": say("Look at the days"), "path": f"{days}{SyncState.FAILED}"}


def _newest(visit: Visit) -> date:
    now = visit.systems.clock.now()
    return max(place.calendar.last_closed(now) for place in visit.profile.active_locations)
