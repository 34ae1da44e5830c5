"""The home page: status in one sentence, what needs action, a calendar of days, the next sync of every store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from daybook.adapters.web.days.list_states import sync_under_way
from daybook.adapters.web.double_income.double_income_page import DOUBLE_INCOME_PATH
from daybook.adapters.web.home.calendar_view import calendar_view
from daybook.adapters.web.home.connection_view import connection_line, told_line
from daybook.adapters.web.home.noticed_actions import moved_balances, noticed
from daybook.adapters.web.http.requests import Answer, Redirect, View, segment
from daybook.adapters.web.http.visit import Visit, zone_of
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.adapters.web.words.story_words import lead_of_several, who_word
from daybook.adapters.web.words.tax_words import TAXES_PATH, tax_set_words
from daybook.application.company.books_status import BooksStatus, NextSync, Waiting, books_status
from daybook.application.double_income.look_for_doubles import found_by_itself
from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.application.mapping.taxes.tax_choices import gap_sets
from daybook.application.telling.told_day import told_day
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.company.connection import ConnectionStatus, LocationMode
from daybook.domain.day.roles import role_from_text
from daybook.domain.errors import HoldReason
from daybook.domain.nouns import DAY_FIGURES, DUE_TO_BANK
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.holds import RULES
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.words import noted

# The sentence of the newest day that has ended.
_NEWEST = {
    DayState.POSTED: noted("{day} is in your books."),
    DayState.GAPS: noted("{day} is in your books."),
    DayState.ACCEPTED: noted("{day} is in your books."),
    DayState.EMPTY: noted("{day} had no sales; your books are up to date."),
    DayState.COMING: noted("{day} is being posted right now."),
    DayState.UNDONE: noted("{day} was taken out of your books."),
    DayState.EDITED: noted("{day}: a person changed its document in QuickBooks."),
    DayState.REMOVED: noted("{day}: a person deleted its document in QuickBooks."),
    DayState.PARTLY: noted("A part of {day} is in your books."),
}
_READY = noted("Everything is ready; the next day that ends is posted by itself.")
_ROLES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Action:
    """Something that needs a person: what, the one button with where it leads, and who acts."""

    title: str
    text: str
    button: str
    path: str
    code: str = ""
    who: str = ""


def home(visit: Visit) -> Answer:
    """How the books stand; on to the setup while it is not finished."""
    if visit.connection.is_live and visit.setup.finished_at is None:
        return Redirect(CLIENTS_PATH if visit.session.guest else "/setup")
    status = books_status(visit.connection, visit.profile, visit.systems)
    actions = tuple(_actions(status, visit))
    values = {
        "sentence": _sentence(status, visit),
        "tone": "bad" if not visit.connection.is_live else ("attention" if actions else "good"),
        "connected": connection_line(status, visit),
        "told": told_line(visit),
        "figures": _figures(status, visit),
        "next": _next_sentence(status.next_syncs, visit) if visit.connection.is_live and takes_stores(visit) else "",
        "actions": actions,
        "calendar": calendar_view(
            status.calendar, status.booked(), visit.connection.company.home_currency, visit.speech
        ),
        "under_way": sync_under_way(visit, status.known),
        "nothing_yet": set(status.calendar.values()) == {DayState.BEFORE},
        "stores": _stores(status.next_syncs, visit) if takes_stores(visit) else [],
        "together": visit.connection.choice_on(status.newest).location_mode is LocationMode.COMBINED,
        "settle_minutes": int(visit.systems.settle_delay.total_seconds() // 60),
        "live": visit.connection.is_live,
    }
    return View("home", visit.speech.say("Your books"), values)


def _sentence(status: BooksStatus, visit: Visit) -> str:
    count = visit.speech.count
    if not visit.connection.is_live:
        return visit.speech.say("QuickBooks is not connected: no day is being posted.")
    if not takes_stores(visit):
        company = visit.connection.company.name
        return visit.speech.say("No store posts to {company} any more; its earlier days stay there.", company=company)
    if waiting := sum(len(group.records) for group in status.waiting):
        return count("{count} day waits for you.", "{count} days wait for you.", waiting)
    if missing := len(status.missing):
        return count("{count} day is not in your books yet.", "{count} days are not in your books yet.", missing)
    day = visit.speech.weekday_date(status.newest)
    message = _NEWEST.get(status.calendar[status.newest], _READY)
    return visit.speech.say(message, day=day[:1].upper() + day[1:])


def _figures(status: BooksStatus, visit: Visit) -> dict[str, Any] | None:
    """What the books hold of the newest day that has ended; None where they hold nothing of it."""
    found = status.booked().get(status.newest)
    if found is None:
        return None
    speech, currency = visit.speech, visit.connection.company.home_currency
    shown = {word: getattr(found, name) for name, word in DAY_FIGURES.items()}
    if found.due_to_bank_minor is not None:
        shown.pop(DAY_FIGURES["collected_minor"])
        shown[DUE_TO_BANK] = found.due_to_bank_minor
    rows = [{"word": speech.say(word), "amount": speech.money(minor, currency)} for word, minor in shown.items()]
    day = speech.weekday_date(status.newest)
    return {"day": day[:1].upper() + day[1:], "rows": rows}


def takes_stores(visit: Visit) -> bool:
    """Whether any store posts to the company one is looking at."""
    return bool(visit.profile.locations_on(date.max))


def _next_sentence(syncs: tuple[NextSync, ...], visit: Visit) -> str:
    soonest = min(syncs, key=lambda each: each.at)
    zone = zone_of(soonest.location)
    local = ZoneInfo(zone)
    days = (soonest.at.astimezone(local).date() - visit.systems.clock.now().astimezone(local).date()).days
    values = {"time": visit.speech.clock(soonest.at, zone), "zone": visit.speech.zone(zone)}
    if days == 0:
        return visit.speech.say("Next sync today at {time} ({zone}).", **values)
    if days == 1:
        return visit.speech.say("Next sync tomorrow at {time} ({zone}).", **values)
    day = visit.speech.weekday_date(soonest.at.astimezone(local).date())
    return visit.speech.say("Next sync on {day} at {time} ({zone}).", day=day, **values)


def _actions(status: BooksStatus, visit: Visit) -> Iterable[Action]:
    say = visit.speech.say
    if visit.connection.status is ConnectionStatus.NEEDS_RECONNECT:
        words = entry_for(HoldReason.NEEDS_RECONNECT).text(visit.speech.language, company=visit.connection.company.name)
        yield Action(words.title, words.happened, say("Reconnect QuickBooks"), "/connect")
    elif visit.connection.status is ConnectionStatus.DISCONNECTED:
        lead = say("You disconnected it. What was posted stays in QuickBooks.")
        yield Action(say("QuickBooks is disconnected"), lead, say("Connect QuickBooks again"), "/connect")
    for group in status.waiting:
        if group.reason is not HoldReason.NEEDS_RECONNECT or visit.connection.is_live:
            yield _waiting_action(group, visit)
    if status.missing and visit.connection.is_live:
        first, last = status.missing[0].business_date, status.missing[-1].business_date
        text = say("They have ended and are not in your books. Bring them in now.")
        title = visit.speech.count("{count} day is missing", "{count} days are missing", len(status.missing))
        yield Action(title, text, say("Sync the missing days"), f"/sync?first={first}&last={last}")
    yield from _gap_actions(status, visit)
    if found_by_itself(visit.merchant_id, visit.systems.clearing):
        text = say("Daybook looked by itself and found sales that QuickBooks may have twice. It changes nothing there.")
        yield Action(say("Income may stand twice"), text, say("Look at them"), DOUBLE_INCOME_PATH)
    for words, code, button, path in (*noticed(status, visit), *moved_balances(status, visit)):
        yield Action(words.title, f"{words.happened} {words.action}", button, path, code=code, who=words.who)


def _waiting_action(group: Waiting, visit: Visit) -> Action:
    now, first, alone = visit.systems.clock.now(), group.records[-1], len(group.records) == 1
    every = [told_day(record, now) for record in group.records]
    told, said = every[-1], every[-1].entry
    assert said is not None  # noqa: S101 - held and failed days have an entry
    days = visit.speech.count("{count} day", "{count} days", len(group.records))
    words = said.text(
        visit.speech.language,
        day=visit.speech.day(first.day.business_date) if alone else "",
        days="" if alone else days,
        location=visit.location_name(first.day.location) if alone else "",
        company=visit.connection.company.name,
    )
    counted = alone or "days" in said.title.values
    title = words.title if counted else visit.speech.say("{title} ({days})", title=words.title, days=days)
    lead = lead_of_several([each.story for each in every], visit.connection.company.home_currency, visit.speech)
    text = " ".join(filter(None, (lead, words.happened, words.action)))
    return Action(title, text, *_button(group, first, visit), code=said.code, who=who_word(told.who, visit.speech))


def _button(group: Waiting, first: SyncRecord, visit: Visit) -> tuple[str, str]:
    if len(group.records) == 1:
        return visit.speech.say("Look at the day"), day_path(first)
    releasable = group.reason is not None and RULES[group.reason].releasable
    word = visit.speech.say("Decide on these days") if releasable else visit.speech.say("Look at the days")
    return word, "/log?state=failed" if group.reason is None else f"/log?reason={group.reason}"


def _gap_actions(status: BooksStatus, visit: Visit) -> Iterable[Action]:
    """Amounts without an account, and sets of taxes without a code: each kind is chosen on a page of its own."""
    say, count = visit.speech.say, visit.speech.count
    if roles := [role for role in status.gap_roles if not role.startswith(TAX_CODE_GAP)]:
        words = [role_word(role_from_text(role), visit.profile, visit.speech) for role in roles]
        named = ", ".join(words[:_ROLES_NAMED]) + ("…" if len(words) > _ROLES_NAMED else "")
        title = count("{count} amount has no account yet", "{count} amounts have no account yet", len(roles))
        text = say("{roles}. They wait in the suspense account; your days are posted.", roles=named)
        yield Action(title, text, say("Choose the accounts"), "/mapping")
    if sets := gap_sets(status.gap_roles):
        title = count(
            "{count} combination of taxes has no tax code", "{count} combinations of taxes have no tax code", len(sets)
        )
        named = tax_set_words(sets, visit.profile, visit.speech)
        text = say("{taxes}. Your days are posted, with their taxes as lines.", taxes=named)
        yield Action(title, text, say("Choose the tax codes"), TAXES_PATH)


def day_path(record: SyncRecord) -> str:
    """The page of a location-day."""
    return f"/log/{record.day.business_date}/{segment(record.day.location)}"


def _stores(syncs: Iterable[NextSync], visit: Visit) -> list[dict[str, str]]:
    """When each store is posted; a chain's many stores mostly share their times, which are written once."""
    written: dict[tuple[object, ...], dict[str, str]] = {}
    stores = []
    for each in syncs:
        zone, settings = zone_of(each.location), each.location.calendar.history[-1]
        times = (zone, settings.report_end_time, each.since, each.until, each.at)
        if times not in written:
            written[times] = {
                "report_end_time": visit.speech.wall_clock(settings.report_end_time),
                "zone": visit.speech.zone(zone),
                "since": visit.speech.instant(each.since, zone),
                "until": visit.speech.instant(each.until, zone),
                "at": visit.speech.instant(each.at, zone),
            }
        stores.append({"name": each.location.name, **written[times]})
    return stores
