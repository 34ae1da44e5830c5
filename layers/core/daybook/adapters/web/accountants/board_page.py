"""The board: every client of an accountant, the most urgent first, each with why it stands there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.words.board_words import TIER_SHAPES, TIER_WORDS, cause_sentence, place_of
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session
from daybook.application.board.board_figures import BoardFigures, BoardFilter, BoardSum, figures_of, looked_after_by
from daybook.application.board.client_board import ClientRow, board_of
from daybook.application.board.decide_for_clients import open_reasons
from daybook.application.firm.my_firm import sees_firm
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.standing import Tier
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.nouns import ACCOUNTANT_ROLES, CONNECTIONS

_CAUSES_NAMED = 2


def clients(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Every client within the filter; a merchant has none."""
    if not session.guest:
        return Redirect("/")
    speech = speech_for(session.language)
    rows = board_of(session, systems)
    wanted, figures = _filter(request), figures_of(rows)
    shown = [row for row in rows if wanted is not None and wanted.shows(row)]
    folded = [row for row in shown if row.standing.tier is Tier.WELL and not request.query.get("show")]
    values = {
        "address": session.guest,
        "rows": [_row(row, speech) for row in shown if row not in folded],
        "well": [_row(row, speech) for row in folded],
        "count": len(rows),
        "sentence": _sentence(figures, speech),
        "tone": _tone(rows),
        "figures": _figures(figures, speech),
        "tiers": _tiers(rows, request, speech),
        "people": sorted({name for row in rows for name in looked_after_by(row)}),
        "may_have_firm": sees_firm(session, systems),
        "person": request.query.get("person", ""),
        "near": request.query.get("near") == "yes",
        "show": request.query.get("show", ""),
        "may_map": len(rows) > 1 and any(row.client.role is AccountantRole.MAP for row in rows),
        "has_deadlines": any(row.note.deadline for row in rows),
        "decisions": [
            {
                "path": f"{CLIENTS_PATH}/decisions?reason={reason}",
                "word": entry_for(reason).text(session.language).title,
                "count": speech.count("{count} day", "{count} days", count),
            }
            for reason, count in open_reasons(rows).items()
        ],
    }
    return View("accountant/clients", speech.say("Your clients"), values)


def _filter(request: Request) -> BoardFilter | None:
    """The filter that the address asks for; None where it names a tier that is none, which no client has."""
    asked = request.query
    tiers = {tier.name.lower(): tier for tier in Tier}
    tier = asked.get("show", "")
    if tier and tier not in tiers:
        return None
    return BoardFilter(tiers.get(tier), asked.get("person", ""), asked.get("near") == "yes")


def _sentence(figures: BoardFigures, speech: Speech) -> str:
    if not figures.asking:
        return speech.say("No client needs you.")
    said = speech.count("{count} client needs you.", "{count} clients need you.", figures.asking)
    if not figures.stopped:
        return said
    more = speech.count(
        "At {count} of them nothing is posted.", "At {count} of them nothing is posted.", figures.stopped
    )
    return f"{said} {more}"


def _tone(rows: Sequence[ClientRow]) -> str:
    tier = max((row.standing.tier for row in rows), default=Tier.WELL)
    if tier is Tier.STOPPED:
        return "bad"
    return "attention" if tier >= Tier.DECISION else "good"


def _figures(figures: BoardFigures, speech: Speech) -> list[dict[str, str]]:
    """The sums of the board: not connected, waiting, without an account, and the month."""
    in_order, ended = figures.month
    return [
        _sum(speech.say("Not connected"), figures.not_connected, speech),
        _sum(speech.say("What waits"), figures.waiting, speech),
        _sum(speech.say("Without an account"), figures.without_account, speech),
        {
            "word": speech.say("This month"),
            "figure": speech.say("{done} of {due} days", done=in_order, due=ended),
            "more": speech.say("in order, over all clients"),
        },
    ]


def _sum(word: str, found: BoardSum, speech: Speech) -> dict[str, str]:
    """The amount in each currency, and the clients and days behind it."""
    figure = " + ".join(speech.money(minor, currency) for currency, minor in found.amounts.items())
    counted = speech.count("{count} client", "{count} clients", found.clients)
    more = f"{counted}, {speech.count('{count} day', '{count} days', found.days)}" if figure else ""
    return {"word": word, "figure": figure or counted, "more": more}


def _tiers(rows: Sequence[ClientRow], request: Request, speech: Speech) -> list[dict[str, Any]]:
    """The filter by tier, with how many clients stand in each."""
    others = {name: value for name in ("person", "near") if (value := request.query.get(name))}
    chosen = request.query.get("show", "")
    counts = Counter(row.standing.tier for row in rows)
    found = [("", speech.say("All"), len(rows))]
    found += [(tier.name.lower(), speech.say(TIER_WORDS[tier]), counts[tier]) for tier in TIER_WORDS if counts[tier]]
    return [
        {
            "path": f"{CLIENTS_PATH}?{urlencode(({'show': name} if name else {}) | others)}".rstrip("?"),
            "word": word,
            "count": count,
            "is_chosen": name == chosen,
        }
        for name, word, count in found
    ]


def _row(row: ClientRow, speech: Speech) -> dict[str, Any]:
    tier, currency = row.standing.tier, row.currency
    urgent = row.standing.waits[0] if row.standing.waits else None
    closed = row.connection.company.book_close_date if row.connection else None
    done, due = row.days_of_month
    causes = row.standing.waits
    return {
        "id": row.client.books_id,
        "business": row.client.business,
        "company": row.client.company,
        "reference": row.note.reference,
        "role": speech.say(ACCOUNTANT_ROLES[row.client.role]),
        "looks_only": row.client.role is AccountantRole.LOOK,
        "shape": TIER_SHAPES[tier],
        "word": speech.say(TIER_WORDS[tier]),
        "causes": [cause_sentence(each, currency, speech) for each in causes[:_CAUSES_NAMED]],
        "more_causes": len(causes) - _CAUSES_NAMED,
        "oldest": speech.day(row.standing.oldest) if row.standing.oldest else "",
        "newest": speech.day(row.newest_in_books) if row.newest_in_books else "",
        "month": f"{done} / {due}" if due else "",
        "connection": speech.say(CONNECTIONS[row.connection.status]) if row.connection else "",
        "closed": speech.day(closed) if closed else "",
        "deadline": speech.day(row.note.deadline) if row.note.deadline else "",
        "person": ", ".join(looked_after_by(row)),
        "is_ready": row.client.is_ready,
        "to": place_of(urgent) if urgent else "/",
        "note_path": f"{CLIENTS_PATH}/note?{urlencode({'books': row.client.books_id})}",
    }
