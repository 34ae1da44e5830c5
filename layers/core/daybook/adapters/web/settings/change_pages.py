"""What was changed: every deed on record for these books, newest first, with what it was before and is now."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from daybook.adapters.web.http.requests import Answer, View, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.deed_words import access_words, action_word, deed_word
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.access.audit import (
    ACCOUNT_FACT,
    ACCOUNTANT_FACT,
    CLASS_FACT,
    DAY_FACT,
    DEPARTMENT_FACT,
    FIRM_FACT,
    LIMIT_FACT,
    STORE_FACT,
    TAX_FACT,
    WHY_FACT,
)
from daybook.domain.audit import AuditRecord, Change
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.day.roles import role_from_text
from daybook.domain.errors import HoldReason
from daybook.domain.nouns import CONNECTIONS, DOCUMENT_KINDS, ROLES
from daybook.domain.words import noted

_A_PAGE = 50

_FACTS = {
    "company": noted("QuickBooks company"),
    "status": noted("Connection"),
    "document_kind": noted("Document"),
    "location_mode": noted("Stores"),
    "posting": noted("How days are posted"),
    "untied": noted("A day that differs from talech’s own report"),
    "closed_books": noted("A change in a period that is closed in QuickBooks"),
    "clear_tenders": noted("Tenders through clearing accounts"),
    LIMIT_FACT: noted("Limit for differences between orders and their lines, in per cent of the day’s sales"),
    "email": noted("E-mail address"),
    "waiting_email": noted("E-mail address that waits for confirmation"),
    "alerts": noted("Mails about days that wait"),
    "daily_summary": noted("Daily summary"),
    "suspense": ROLES["suspense"],
    WHY_FACT: noted("Why"),
}
_VALUES = {
    **DOCUMENT_KINDS,
    **CONNECTIONS,
    "separate": noted("Advanced: each store on its own"),
    "combined": noted("Simple: all stores together"),
    "hold": noted("Hold it"),
    "post_and_flag": noted("Post it and mark the difference"),
    "delta": noted("Post the difference in the first open period"),
    "yes": noted("Yes"),
    "no": noted("No"),
}


def changes(visit: Visit) -> Answer:
    """Fifty deeds, and the way to those before."""
    page = visit.systems.audit.page(visit.merchant_id, _A_PAGE, visit.request.query.get("older", ""))
    values: dict[str, Any] = {
        "deeds": [_deed(record, visit) for record in page.records],
        "older": page.older,
        "is_newest": "older" not in visit.request.query,
    }
    return View("changes", visit.speech.say("What was changed"), values)


def _deed(record: AuditRecord, visit: Visit) -> dict[str, Any]:
    return {
        "at": visit.speech.instant(record.at, visit.zone),
        "who": record.who,
        "what": deed_word(record, visit.speech),
        "about": " · ".join(_about(word, visit) for word in record.about.split()),
        "changes": _changes(record, visit),
    }


def _about(word: str, visit: Visit) -> str:
    """A day, a month, an action or a store by its name; anything else as it is."""
    day, month = day_of(word), day_of(f"{word}-01")
    if month is not None:
        return visit.speech.month(month)
    if day is not None:
        return visit.speech.day(day)
    return action_word(word, visit) or visit.location_name(word)


def _changes(record: AuditRecord, visit: Visit) -> list[dict[str, str]]:
    """The changes in words; stores that share a category say the same, which is said once."""
    said: list[dict[str, str]] = []
    for change in record.changes:
        words = _change(change, visit)
        said += [] if words in said else [words]
    return said


def _change(change: Change, visit: Visit) -> dict[str, str]:
    return {
        "fact": _fact(change.fact, visit),
        "before": _value(change.fact, change.before, visit),
        "after": _value(change.fact, change.after, visit),
    }


def _fact(name: str, visit: Visit) -> str:
    for start, word in _NAMED.items():
        if name.startswith(start):
            return word(name.removeprefix(start), visit)
    return visit.speech.say(_FACTS[name]) if name in _FACTS else name


def _of_a_store(what: str) -> Callable[[str, Visit], str]:
    """The word for a fact of one store, with the name of the store."""
    return lambda store, visit: visit.speech.say(
        "{what}: {subject}", what=visit.speech.say(what), subject=visit.location_name(store)
    )


def _day(name: str, visit: Visit) -> str:
    """The date and the store of a day that a person decided."""
    date_text, _, location = name.partition(" ")
    on = day_of(date_text)
    return f"{visit.speech.day(on) if on else date_text}, {visit.location_name(location)}"


# The beginning of a fact's name, and the words for the rest of it.
_NAMED: dict[str, Callable[[str, Visit], str]] = {
    ACCOUNT_FACT: lambda role, visit: role_word(role_from_text(role), visit.profile, visit.speech),
    STORE_FACT: lambda store, visit: visit.location_name(store),
    ACCOUNTANT_FACT: lambda address, visit: visit.speech.say("Access of {address}", address=address),
    FIRM_FACT: lambda firm, visit: visit.speech.say("Access of {address}", address=firm.partition(" ")[2]),
    DAY_FACT: _day,
    TAX_FACT: lambda _, visit: visit.speech.say("QuickBooks’ tax codes"),
    CLASS_FACT: _of_a_store(noted("Class in QuickBooks")),
    DEPARTMENT_FACT: _of_a_store(noted("Location in QuickBooks")),
}


def _value(fact: str, value: str, visit: Visit) -> str:
    if fact.startswith((ACCOUNTANT_FACT, FIRM_FACT)):
        return access_words(value, visit.speech)
    if fact.startswith(DAY_FACT):
        reason = next((each for each in HoldReason if each == value), None)
        return entry_for(reason).text(visit.speech.language).title if reason else _about(value, visit)
    if fact == LIMIT_FACT and value:
        return visit.speech.number(Decimal(value))
    if fact.startswith((CLASS_FACT, DEPARTMENT_FACT)):
        return _entry_name(value, visit) if value else visit.speech.say("None")
    return visit.speech.say(_VALUES[value]) if value in _VALUES else value


def _entry_name(entry_id: str, visit: Visit) -> str:
    """A class or location as the company's lists name it; its id where they have it no more."""
    lists = visit.systems.setups.lists(visit.merchant_id)
    entries = (*lists.classes, *lists.departments) if lists else ()
    return next((entry.name for entry in entries if entry.id == entry_id), entry_id)
