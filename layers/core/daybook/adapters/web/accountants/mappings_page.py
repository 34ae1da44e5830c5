"""Accounts of one client carried over to others: choose, look at what it means at each, and use it."""

from typing import Any

from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.access.clients import clients_of
from daybook.application.access.sessions import Session
from daybook.application.board.map_for_clients import CarriedOver, Preview, carry_over, previews, sources_of, targets_of
from daybook.domain.day.roles import role_from_text
from daybook.domain.proposals.template import unresolved_text
from daybook.domain.words import noted

MAPPINGS_PATH, USE_PATH = f"{CLIENTS_PATH}/accounts", f"{CLIENTS_PATH}/accounts/use"
_FIELD, _MOST_CLIENTS = "to.", 50
_WORDS = {
    CarriedOver.USED: noted("Used for days to come"),
    CarriedOver.CHANGED: noted("Changed meanwhile, so left as it was"),
    CarriedOver.NOT_ALLOWED: noted("Left as it was: you may not change these accounts"),
    CarriedOver.NOT_CONNECTED: noted("Left as it was: the client is not connected, or has no accounts yet"),
    CarriedOver.NOT_ANSWERED: noted("Left as it was: QuickBooks did not answer. Try again in a moment"),
}


def choose(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Choose the client whose accounts are carried over, then the clients that get them."""
    if not session.guest:
        return Redirect("/")
    speech, sources = speech_for(session.language), sources_of(session, systems)
    source = next((each for each in sources if each.books_id == request.query.get("from")), None)
    values = {
        "sources": [{"value": each.books_id, "word": each.business} for each in sources],
        "source": source.books_id if source else "",
        "targets": [
            {"field": f"{_FIELD}{each.books_id}", "word": each.business, "company": each.company}
            for each in (targets_of(source.books_id, session, systems) if source else ())
        ],
        "most": _MOST_CLIENTS,
    }
    return View("accountant/accounts", speech.say("Carry accounts over to other clients"), values)


def read(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """What the accounts mean at each chosen client; with `confirmed`, use them where nothing has changed since."""
    source, shown = request.text("from"), _shown(request)
    if not session.guest or not source or not shown:
        return Redirect(MAPPINGS_PATH)
    speech = speech_for(session.language)
    if request.text("confirmed"):
        results = carry_over(source, shown, session, systems)
        values: dict[str, Any] = {"lines": _lines(results, session, systems, speech)}
        return View("accountant/accounts-used", speech.say("Accounts carried over"), values)
    found, failed = previews(source, list(shown), session, systems)
    values = {
        "source": source,
        "clients": [_preview(each, speech) for each in found],
        "failed": _lines(failed, session, systems, speech),
    }
    return View("accountant/accounts-preview", speech.say("What the accounts mean at each client"), values)


def _shown(request: Request) -> dict[str, str]:
    """The chosen clients, each with the mark that the page showed; empty before there was one."""
    chosen = {name.removeprefix(_FIELD): mark for name, mark in request.form.items() if name.startswith(_FIELD)}
    return dict(list(chosen.items())[:_MOST_CLIENTS])


def _preview(each: Preview, speech: Speech) -> dict[str, Any]:
    imported = each.imported
    return {
        "field": f"{_FIELD}{each.client.books_id}",
        "mark": each.mark,
        "business": each.client.business,
        "mapped": speech.count(
            "{count} line of the template fits.", "{count} lines of the template fit.", len(imported.mapping.accounts)
        ),
        "unresolved": [unresolved_text(row, speech.language) for row in imported.unresolved],
        "not_mapped": [role_word(role_from_text(role), each.profile, speech) for role in imported.not_mapped],
    }


def _lines(results: Any, session: Session, systems: PortalSystems, speech: Speech) -> list[dict[str, str]]:
    """One line for each client by name; of books without a grant the line says so and names nothing."""
    names = {each.books_id: each.business for each in clients_of(session, systems)}
    return [
        {
            "business": names.get(books_id, speech.say("A client without access")),
            "word": speech.say(_WORDS[came]),
            "state": "posted" if came is CarriedOver.USED else "held",
        }
        for books_id, came in results.items()
    ]
