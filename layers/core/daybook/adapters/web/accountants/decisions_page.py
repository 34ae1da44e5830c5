"""Held days of several clients, decided in one press: the list, the confirmation, and what came of each day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from daybook.adapters.web.http.requests import Problem, Redirect, Request, View, day_of
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.application.access.clients import books_of
from daybook.application.access.sessions import Session
from daybook.application.board.client_board import board_of
from daybook.application.board.decide_for_clients import (
    MOST_AT_ONCE,
    TOGETHER,
    Decided,
    Decision,
    OpenDay,
    clients_to_explain,
    decide_for_clients,
    decision_of,
    open_days,
)
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.words import noted

DECISIONS_PATH, DECIDED_PATH = f"{CLIENTS_PATH}/decisions", f"{CLIENTS_PATH}/decided"
_FIELD, _MOST_SIGNS_OF_A_REASON = "day.", 200
_WORDS = {
    Decided.CHANGED: noted("Changed meanwhile, so left out"),
    Decided.NOT_ALLOWED: noted("Left out: these books cannot be decided from here now"),
}


def decisions(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Every held day of one reason, over all clients, with what waits of each."""
    reason = _reason(request)
    if not session.guest or reason is None:
        return Redirect(CLIENTS_PATH)
    speech, days = speech_for(session.language), open_days(reason, board_of(session, systems))
    words = entry_for(reason).text(session.language)
    values = {
        "reason": reason.value,
        "happened": words.happened,
        "days": [_day(each, speech) for each in days],
        "is_cut": len(days) == MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
    }
    return View("accountant/decisions", words.title, values)


def decide(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Show what the ticked days come to, and release them once that is confirmed."""
    reason, shown = _reason(request), _shown(request)
    if not session.guest or reason is None or not shown:
        return Redirect(f"{DECISIONS_PATH}?reason={reason}" if reason else CLIENTS_PATH)
    why = request.text("why")[:_MOST_SIGNS_OF_A_REASON]
    chosen = [
        each for each in open_days(reason, board_of(session, systems)) if shown.get(each.record.day) == each.question
    ]
    to_explain = clients_to_explain(chosen)
    if request.text("confirmed") and (why or not to_explain):
        key = decide_for_clients(shown, reason, why, session, systems)
        return Redirect(f"{DECIDED_PATH}?of={key}")
    speech = speech_for(session.language)
    lacks = bool(request.text("confirmed"))
    problems = (Problem("why", speech.say("Say why, in a few words.")),) if lacks else ()
    values = {
        "reason": reason.value,
        "fields": _fields(chosen),
        "sums": _sums(chosen, speech),
        "clients": len({each.row.client.books_id for each in chosen}),
        "count": len(chosen),
        "largest": _day(max(chosen, key=lambda each: each.amount_minor), speech) if chosen else None,
        "left": sorted(
            _name(day, systems, speech)
            for day in shown.keys() - {each.record.day for each in chosen}
            if day.merchant_id in books_of(session, systems)
        ),
        "to_explain": [row.client.business for row in to_explain],
        "why": why,
        "most_signs": _MOST_SIGNS_OF_A_REASON,
    }
    title = speech.say("Please confirm")
    return View("accountant/confirm-decisions", title, values, UNPROCESSABLE if problems else 200, problems)


def decided(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """One line for each day: on its way, in the books, or left out and why."""
    decision = decision_of(request.query.get("of", ""), session, systems) if session.guest else None
    if decision is None:
        return Redirect(CLIENTS_PATH)
    speech, known = speech_for(session.language), books_of(session, systems)
    lines = [
        {"day": _name(day, systems, speech), **_what_came(day, decision, systems, speech)}
        for day in decision.days
        if day.merchant_id in known
    ]
    coming = sum(line["state"] == DayState.COMING for line in lines)
    on_its_way = speech.count("{count} day is on its way.", "{count} days are on their way.", coming)
    values = {"lines": lines, "coming": on_its_way if coming else ""}
    return View("accountant/decided", speech.say("What you decided"), values)


def _fields(chosen: Sequence[OpenDay]) -> dict[str, str]:
    """The fields of a form that names days by the figures that were shown."""
    return {_field(each.record.day): each.question for each in chosen}


def _field(day: LocationDay) -> str:
    return f"{_FIELD}{day.merchant_id}/{day.business_date}/{day.location}"


def _shown(request: Request) -> Mapping[LocationDay, str]:
    """The ticked days, each with the hash of the figures that the page showed."""
    found = {}
    for name, question in request.form.items():
        books_id, _, rest = name.removeprefix(_FIELD).partition("/")
        date_text, _, location = rest.partition("/")
        on = day_of(date_text)
        if name.startswith(_FIELD) and on is not None and location:
            found[LocationDay(BooksId(books_id), on, location)] = question
    return dict(list(found.items())[:MOST_AT_ONCE])


def _reason(request: Request) -> HoldReason | None:
    asked = request.text("reason") or request.query.get("reason", "")
    return next((reason for reason in TOGETHER if reason == asked), None)


def _day(each: OpenDay, speech: Speech) -> dict[str, Any]:
    day, currency = each.record.day, each.row.currency
    story = story_of(each.record)
    talech = story.waiting.figures.net_sales_minor if story.waiting else None
    books = story.booked.net_sales_minor if story.booked else None
    return {
        "field": _field(day),
        "question": each.question,
        "business": each.row.client.business,
        "date": speech.day(day.business_date),
        "store": _store(day, each.row.profile, speech) if each.row.profile else "",
        "talech": speech.money(talech, currency) if talech is not None else "",
        "books": speech.money(books, currency) if books is not None else "",
        "amount": speech.money(each.amount_minor, currency),
    }


def _sums(chosen: Sequence[OpenDay], speech: Speech) -> str:
    sums: Counter[str] = Counter()
    for each in chosen:
        sums[each.row.currency] += each.amount_minor
    return " + ".join(speech.money(minor, currency) for currency, minor in sorted(sums.items()))


def _what_came(day: LocationDay, decision: Decision, systems: PortalSystems, speech: Speech) -> dict[str, str]:
    """The state of a day since the press, and its word."""
    came, record = decision.days[day], systems.sync_log.get(day)
    if came is not Decided.RELEASED or record is None:
        return {"state": DayState.HELD.value, "word": speech.say(_WORDS.get(came, _WORDS[Decided.CHANGED]))}
    story = story_of(record, systems.clock.now())
    is_settled = record.settled_at is not None and record.settled_at > decision.at
    state = story.state if is_settled else DayState.COMING
    return {"state": state.value, "word": state_word(state, speech)}


def _name(day: LocationDay, systems: PortalSystems, speech: Speech) -> str:
    """Client, date and store of a day of books that the accountant may open."""
    profile, on = systems.connections.profile(day.merchant_id), speech.day(day.business_date)
    if profile is None:
        return on
    return f"{profile.name}, {on}, {_store(day, profile, speech)}"


def _store(day: LocationDay, profile: MerchantProfile, speech: Speech) -> str:
    if day.location == ALL_LOCATIONS:
        return speech.say("All stores")
    return next((location.name for location in profile.locations if location.id == day.location), day.location)
