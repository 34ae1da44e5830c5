"""Companies and stores: which company each store posts to, and the way to another (docs/accounting.md 5)."""

from datetime import date
from typing import Any

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.application.access.sessions import look_into
from daybook.application.connecting.move_locations import Books, MoveRefusedError, books_of, move_locations, other_books
from daybook.domain.merchant.books import BooksId, books_on
from daybook.domain.merchant.profile import Location
from daybook.domain.nouns import CONNECTIONS

COMPANIES_PATH = "/companies"
# The choice of a company that is not connected yet, and of every store of the company one is looking at.
NEW_COMPANY, EVERY_STORE = "new", "all"


def companies(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Every company with its stores, and one form to move a store."""
    found = books_of(visit.profile, visit.systems.connections)
    values = {
        "companies": [_company(books, visit) for books in found],
        "stores": [_store(place, found, visit) for place in visit.profile.open_locations],
        "several_here": len(visit.profile.active_locations) > 1,
        "every_store": EVERY_STORE,
        "new_company": NEW_COMPANY,
        "company": visit.connection.company.name,
        "chosen_store": visit.request.text("store") or visit.request.query.get("store", ""),
        "chosen_company": visit.request.text("company") or NEW_COMPANY,
    }
    title = visit.speech.say("Companies and stores")
    return View("companies", title, values, UNPROCESSABLE if problems else 200, problems)


def move(visit: Visit) -> Answer:
    """Post a store to another company from its next open day on; to a new one once it is connected."""
    store, target = visit.request.text("store"), visit.request.text("company")
    known = tuple(place.id for place in visit.profile.open_locations)
    moving = tuple(place.id for place in visit.profile.active_locations) if store == EVERY_STORE else (store,)
    if not set(moving) <= set(known):
        return companies(visit, (Problem("store", visit.speech.say("Choose a store.")),))
    if target == NEW_COMPANY:
        # Nothing moves yet: the visit takes the stores along, and the company that is connected next receives them.
        look_into(visit.session, other_books(visit.profile), visit.systems.one_time, moving)
        return Redirect("/connect")
    staying = {place.id for place in moved_nowhere(moving, target, visit)}
    books_id = _books_named(target, visit)
    if books_id is None:
        return companies(visit, (Problem("company", _why_not(moving, target, visit)),))
    try:
        move_locations(books_id, tuple(each for each in moving if each not in staying), visit.profile, visit.systems)
    except MoveRefusedError:
        return companies(visit, (Problem("company", _why_not(moving, target, visit)),))
    return Redirect(f"{COMPANIES_PATH}?done=moved")


def open_company(visit: Visit) -> Answer:
    """Look at another company of the merchant from now on."""
    books_id = _books_named(visit.request.text("books"), visit)
    if books_id is None:
        return companies(visit, (Problem("company", visit.speech.say("Choose one of your companies.")),))
    look_into(visit.session, books_id, visit.systems.one_time)
    return Redirect("/")


def _books_named(text: str, visit: Visit) -> BooksId | None:
    """The books of the merchant that a form names; never those of another one."""
    return next((each.id for each in books_of(visit.profile, visit.systems.connections) if each.id == text), None)


def moved_nowhere(moving: tuple[str, ...], target: str, visit: Visit) -> list[Location]:
    """Stores that post to the target already, where all of several are meant to."""
    if len(moving) == 1:
        return []
    moves, merchant_id = visit.profile.moves, visit.merchant_id
    return [visit.profile.location(each) for each in moving if books_on(each, date.max, merchant_id, moves) == target]


def _company(books: Books, visit: Visit) -> dict[str, Any]:
    return {
        "id": books.id,
        "name": books.connection.company.name,
        "currency": books.connection.company.home_currency,
        "live": books.connection.is_live,
        "status": visit.speech.say(CONNECTIONS[books.connection.status]),
        "stores": [place.name for place in books.locations],
        "current": books.id == visit.merchant_id,
    }


def _store(place: Location, found: tuple[Books, ...], visit: Visit) -> dict[str, str]:
    names = {books.id: books.connection.company.name for books in found}
    now = books_on(place.id, date.max, visit.merchant_id, visit.profile.moves)
    newest = max(
        (each.effective_from for each in visit.profile.moves if each.location_id == place.id), default=date.min
    )
    since = "" if newest == date.min else visit.speech.day(newest)
    return {"id": place.id, "name": place.name, "company": names.get(now, ""), "since": since}


def _why_not(moving: tuple[str, ...], target: str, visit: Visit) -> str:
    found = next((each for each in books_of(visit.profile, visit.systems.connections) if each.id == target), None)
    if found is None or not found.connection.is_live:
        return visit.speech.say("That company is not connected. Open it and connect it first.")
    company = found.connection.company
    places = [visit.profile.location(each) for each in moving]
    other = next((place for place in places if place.currency != company.home_currency), None)
    if other is not None:
        return visit.speech.say(
            "{store} sells in {currency}, and {company} keeps its books in {home}.",
            store=other.name,
            currency=other.currency,
            company=company.name,
            home=company.home_currency,
        )
    return visit.speech.say("{store} posts to {company} already.", store=places[0].name, company=company.name)
