"""Forms of the clearing page: on and off, read QuickBooks, also by itself, how tenders are paid, what a payout pays."""

from datetime import date

from daybook.adapters.web.clearing.clearing_page import CLEARING_PATH, clearing
from daybook.adapters.web.http.requests import Answer, Problem, Redirect
from daybook.adapters.web.http.visit import Visit
from daybook.application.clearing.follow import choose_batches, choose_ways, follow, forget_choice
from daybook.application.clearing.look import look
from daybook.application.clearing.plan_looks import turn_looks
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.books_reading import BOOKS_UNREADABLE, BooksUnreadableError
from daybook.domain.clearing.look_plan import LookKind

_WAY = "way:"
_DONE = Redirect(f"{CLEARING_PATH}?done=saved")


def turn(visit: Visit) -> Answer:
    """On or off."""
    follow(visit.merchant_id, visit.systems.clearing, on=visit.request.text("follow") == "on")
    return _DONE


def plan_looks(visit: Visit) -> Answer:
    """Read by itself so often, or no more."""
    systems = visit.systems
    try:
        turn_looks(visit.merchant_id, LookKind.CLEARING, visit.request.text("every"), systems.clearing, systems.clock)
    except AskDifferentlyError as refused:
        return clearing(visit, (Problem("every", refused.said(visit.speech.language)),))
    return _DONE


def read_books(visit: Visit) -> Answer:
    """Read QuickBooks now; what stands in the way is said on the page, and nothing that was read before is lost."""
    try:
        look(visit.connection, visit.profile, visit.systems)
    except AskDifferentlyError as refused:
        return clearing(visit, (Problem("read", refused.said(visit.speech.language)),))
    except BooksUnreadableError:
        return clearing(visit, (Problem("read", visit.speech.say(BOOKS_UNREADABLE)),))
    return _DONE


def arrange(visit: Visit) -> Answer:
    """How tenders are paid."""
    ways = {name.removeprefix(_WAY): way for name, way in visit.request.form.items() if name.startswith(_WAY)}
    try:
        choose_ways(visit.merchant_id, ways, visit.systems.clearing)
    except AskDifferentlyError as refused:
        return clearing(visit, (Problem("ways", refused.said(visit.speech.language)),))
    return _DONE


def choose(visit: Visit) -> Answer:
    """Which days a payout pays, from a first to a last; or let Daybook match it again."""
    document = visit.request.text("document")
    if visit.request.text("again"):
        forget_choice(visit.merchant_id, document, visit.systems.clearing)
        return _DONE
    first, last = visit.request.day("first"), visit.request.day("last")
    try:
        choose_batches(visit.connection, document, (first or date.max, last or date.min), visit.systems)
    except AskDifferentlyError:
        message = visit.speech.say("Choose a first and a last day on which this payment was taken.")
        return clearing(visit, (Problem("first", message),))
    return _DONE
