"""The board: every client of an accountant, the most urgent first, each with why it stands there."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.words.board_words import TIER_SHAPES, TIER_WORDS, cause_sentence, place_of
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session
from daybook.application.board.client_board import ClientRow, board_of
from daybook.application.board.decide_for_clients import open_reasons
from daybook.application.firm.my_firm import sees_firm
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.standing import WAITING, Cause, Tier
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.nouns import ACCOUNTANT_ROLES, CONNECTIONS

_NEAR = timedelta(days=10)
_CAUSES_NAMED = 2


def clients(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Every client within the filter; a merchant has none."""
    if not session.guest:
        return Redirect("/")
    speech = speech_for(session.language)
    rows = board_of(session, systems)
    shown = [row for row in rows if _is_within(row, request)]
    folded = [row for row in shown if row.standing.tier is Tier.WELL and not request.query.get("show")]
    values = {
        "address": session.guest,
        "rows": [_row(row, speech) for row in shown if row not in folded],
        "well": [_row(row, speech) for row in folded],
        "count": len(rows),
        "sentence": _sentence(rows, speech),
        "tone": _tone(rows),
        "figures": _figures(rows, speech),
        "tiers": _tiers(rows, request, speech),
        "people": sorted({name for row in rows for name in _looked_after_by(row)}),
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


def _is_within(row: ClientRow, request: Request) -> bool:
    asked = request.query
    if asked.get("show") and asked["show"] != row.standing.tier.name.lower():
        return False
    if asked.get("person") and asked["person"] not in _looked_after_by(row):
        return False
    return asked.get("near") != "yes" or _is_near(row)


def _looked_after_by(row: ClientRow) -> tuple[str, ...]:
    """Who the accountant notes that looks after the client; without a note, whom their firm let in."""
    return (row.note.looked_after_by,) if row.note.looked_after_by else row.client.people


def _is_near(row: ClientRow) -> bool:
    return row.note.deadline is not None and row.today is not None and row.note.deadline <= row.today + _NEAR


def _sentence(rows: Sequence[ClientRow], speech: Speech) -> str:
    asking = sum(row.standing.tier >= Tier.DECISION for row in rows)
    stopped = sum(row.standing.tier is Tier.STOPPED for row in rows)
    if not asking:
        return speech.say("No client needs you.")
    said = speech.count("{count} client needs you.", "{count} clients need you.", asking)
    if not stopped:
        return said
    more = speech.count("At {count} of them nothing is posted.", "At {count} of them nothing is posted.", stopped)
    return f"{said} {more}"


def _tone(rows: Sequence[ClientRow]) -> str:
    tier = max((row.standing.tier for row in rows), default=Tier.WELL)
    if tier is Tier.STOPPED:
        return "bad"
    return "attention" if tier >= Tier.DECISION else "good"


def _figures(rows: Sequence[ClientRow], speech: Speech) -> list[dict[str, str]]:
    """The sums of the board: not connected, waiting, without an account, and the month."""
    in_order, ended = (sum(part) for part in zip(*(row.days_of_month for row in rows), strict=True)) if rows else (0, 0)
    return [
        _sum(speech.say("Not connected"), rows, frozenset({Cause.NOT_CONNECTED}), speech),
        _sum(speech.say("What waits"), rows, WAITING, speech),
        _sum(speech.say("Without an account"), rows, frozenset({Cause.GAPS}), speech),
        {
            "word": speech.say("This month"),
            "figure": speech.say("{done} of {due} days", done=in_order, due=ended),
            "more": speech.say("in order, over all clients"),
        },
    ]


def _sum(word: str, rows: Sequence[ClientRow], causes: frozenset[Cause], speech: Speech) -> dict[str, str]:
    """The amount of some causes in each currency, and the clients and days behind it."""
    amounts: Counter[str] = Counter()
    clients_there = days = 0
    for row in rows:
        waits = row.standing.of(*causes)
        clients_there += bool(waits)
        days += sum(each.days for each in waits)
        for each in waits:
            amounts[row.currency] += each.amount_minor or 0
    figure = " + ".join(speech.money(minor, currency) for currency, minor in sorted(amounts.items()) if minor)
    counted = speech.count("{count} client", "{count} clients", clients_there)
    more = f"{counted}, {speech.count('{count} day', '{count} days', days)}" if figure else ""
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
        "person": ", ".join(_looked_after_by(row)),
        "is_ready": row.client.is_ready,
        "to": place_of(urgent) if urgent else "/",
        "note_path": f"{CLIENTS_PATH}/note?{urlencode({'books': row.client.books_id})}",
    }
