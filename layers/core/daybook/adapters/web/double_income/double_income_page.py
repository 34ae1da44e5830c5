"""The page about double income, its part on the sync page, and its three forms: look, answer, look by itself."""

from datetime import date
from typing import Any

from daybook.adapters.web.clearing.look_words import look_values
from daybook.adapters.web.double_income.double_income_words import dates_within, finding_values
from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.application.clearing.plan_looks import turn_looks
from daybook.application.double_income.look_for_doubles import is_other_income, look_for_doubles, newest_days
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.books_reading import BOOKS_UNREADABLE, MOST_READS, BooksUnreadableError
from daybook.domain.clearing.look_plan import LookKind

DOUBLE_INCOME_PATH = "/double-income"
_SYNC_PATH = "/sync"


def double_income(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """What the last look found; QuickBooks is not asked."""
    return View("double-income", visit.speech.say("Double income"), double_income_values(visit), problems=problems)


def look(visit: Visit) -> Answer:
    """Look in QuickBooks now; what stands in the way is said on the page, and the last look stays."""
    try:
        look_for_doubles(visit.connection, visit.profile, visit.systems, _asked(visit))
    except AskDifferentlyError as refused:
        return double_income(visit, (Problem("look", refused.said(visit.speech.language)),))
    except BooksUnreadableError:
        return double_income(visit, (Problem("look", visit.speech.say(BOOKS_UNREADABLE)),))
    return _back(visit)


def answer(visit: Visit) -> Answer:
    """A person says that what was found is other income."""
    try:
        is_other_income(visit.connection, visit.request.text("key"), visit.session.user, visit.systems)
    except AskDifferentlyError as refused:
        return double_income(visit, (Problem("answer", refused.said(visit.speech.language)),))
    return _back(visit)


def plan_looks(visit: Visit) -> Answer:
    """Look by itself each month, or no more."""
    systems, every = visit.systems, visit.request.text("every")
    try:
        turn_looks(visit.merchant_id, LookKind.DOUBLE_INCOME, every, systems.clearing, systems.clock)
    except AskDifferentlyError as refused:
        return double_income(visit, (Problem("every", refused.said(visit.speech.language)),))
    return Redirect(f"{DOUBLE_INCOME_PATH}?done=saved")


def double_income_values(visit: Visit) -> dict[str, Any]:
    """The last look in words, for this page and for the sync page."""
    speech, systems = visit.speech, visit.systems
    found = systems.clearing.double_income(visit.merchant_id)
    reads = systems.clearing.record(visit.merchant_id).reads_in(f"{systems.clock.now():%Y-%m}")
    is_before = found.is_before and visit.setup.last_run is None
    free = found.first_free_day() if is_before else None
    newest = newest_days(visit.profile, systems.clock.now())
    first, last = (
        visit.request.form.get(name) or visit.request.query.get(name) or str(day)
        for name, day in zip(("first", "last"), newest, strict=True)
    )
    is_over = free is not None and found.last is not None and free > found.last
    return {
        "looked_at": speech.instant(found.looked_at, visit.zone) if found.looked_at else "",
        "range": dates_within(found.first, found.last, speech) if found.first and found.last else "",
        "findings": [finding_values(each, visit, is_before=is_before) for each in found.findings],
        "start_path": f"{_SYNC_PATH}?first={free}&last={found.last}" if free and not is_over else "",
        "start_day": speech.day(free) if free else "",
        "is_over": is_over,
        "first": first,
        "last": last,
        "newest": str(newest[1]),
        "separate": len(found.separate),
        "looks": look_values(LookKind.DOUBLE_INCOME, visit),
        "reads": speech.number(reads),
        "most": speech.number(MOST_READS),
    }


def _asked(visit: Visit) -> tuple[date, date]:
    """The days of the form; the newest ones in the place of a date that is none."""
    first, last = newest_days(visit.profile, visit.systems.clock.now())
    return visit.request.day("first") or first, visit.request.day("last") or last


def _back(visit: Visit) -> Redirect:
    """To the sync page for a visitor from there, with the same days."""
    page = _SYNC_PATH if visit.request.text("back") == "sync" else DOUBLE_INCOME_PATH
    first, last = _asked(visit)
    return Redirect(f"{page}?done=saved&first={first}&last={last}")
