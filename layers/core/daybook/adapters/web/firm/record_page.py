"""The firm's own record: who invited, let in, changed and removed whom, at which client; as a page and as a file."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Download, Redirect, Request, View
from daybook.adapters.web.http.tables import FORMATS, Table
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import FIRM_PATH
from daybook.adapters.web.words.deed_words import access_words, deed_word
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session
from daybook.application.firm.my_firm import my_managed_firm
from daybook.application.firm.whole_firm import NAME_FACT
from daybook.domain.audit import CLIENT_FACT, PERSON_FACT, AuditRecord, Change

RECORD_PATH = f"{FIRM_PATH}/record"
_A_PAGE, _AT_ONCE = 50, 500
_MOST_ROWS = 5000
_UTC = "UTC"


def record(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """The newest deeds, of one person or one client if asked."""
    if not session.guest:
        return Redirect("/")
    speech, mine = speech_for(session.language), my_managed_firm(session, systems)
    found = [each for each in _records(mine.firm.id, systems) if _is_within(each, request)]
    person, client = (request.query.get(name, "") for name in ("person", "client"))
    asked = urlencode({name: value for name, value in (("person", person), ("client", client)) if value})
    values: dict[str, Any] = {
        "deeds": [_deed(each, speech) for each in found[:_A_PAGE]],
        "more": len(found) > _A_PAGE,
        "person": person,
        "client": client,
        "files": {form: f"{RECORD_PATH}.{form}?{asked}".rstrip("?") for form in FORMATS},
    }
    return View("firm/record", speech.say("What was done in {firm}", firm=mine.firm.name), values)


def record_file(request: Request, session: Session, systems: PortalSystems, form: str) -> Download | Redirect:
    """The same as a file, one line a change."""
    if not session.guest:
        return Redirect("/")
    speech, mine = speech_for(session.language), my_managed_firm(session, systems)
    say = speech.say
    heading = (say("When"), say("Who"), say("What"), say("Person"), say("Client"), say("Before"), say("After"))
    found = (each for each in _records(mine.firm.id, systems) if _is_within(each, request))
    rows = tuple(row for each in found for row in _rows(each, speech))
    return FORMATS[form](Table("daybook-firm", heading, rows), session.language)


def _records(firm_id: str, systems: PortalSystems) -> Iterator[AuditRecord]:
    """Every record of the firm, the newest first, up to the most that a file holds."""
    older, count = "", 0
    while count < _MOST_ROWS:
        page = systems.firm_records.page(firm_id, _AT_ONCE, older)
        yield from page.records
        count, older = count + len(page.records), page.older
        if not older:
            return


def _is_within(each: AuditRecord, request: Request) -> bool:
    person, client = request.query.get("person", "").strip().lower(), request.query.get("client", "").strip()
    is_theirs = not person or person == each.about or each.who.endswith(f"<{person}>")
    return is_theirs and (not client or f"{CLIENT_FACT}{client}" in {change.fact for change in each.changes})


def _deed(each: AuditRecord, speech: Speech) -> dict[str, Any]:
    return {
        "at": f"{speech.instant(each.at, _UTC)} {_UTC}",
        "who": each.who or speech.say("The merchant"),
        "what": deed_word(each, speech),
        "about": each.about,
        "changes": [{"fact": _fact(change, speech), **_both(change, speech)} for change in each.changes],
    }


def _rows(each: AuditRecord, speech: Speech) -> Iterator[tuple[str, ...]]:
    who, what = each.who or speech.say("The merchant"), deed_word(each, speech)
    for change in each.changes or (Change("", "", ""),):
        person, both = each.about or _person(change), _both(change, speech)
        yield each.at.isoformat(), who, what, person, _client(change), both["before"], both["after"]


def _fact(change: Change, speech: Speech) -> str:
    """The client, the person, or what else the change is about."""
    if change.fact == NAME_FACT:
        return speech.say("Name of your firm")
    return _client(change) or _person(change) or speech.say("Role")


def _both(change: Change, speech: Speech) -> dict[str, str]:
    if change.fact == NAME_FACT:
        return {"before": change.before, "after": change.after}
    return {"before": access_words(change.before, speech), "after": access_words(change.after, speech)}


def _person(change: Change) -> str:
    return change.fact.removeprefix(PERSON_FACT) if change.fact.startswith(PERSON_FACT) else ""


def _client(change: Change) -> str:
    return change.fact.removeprefix(CLIENT_FACT) if change.fact.startswith(CLIENT_FACT) else ""
