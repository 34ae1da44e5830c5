"""Which part of the portal answers a request: a page of a visit, a page behind a shared link, or a file."""

from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.portal import LANDINGS, LEAVE_PATH, SIGN_OUT_PATH, Portal
from daybook.adapters.web.routes import find_route
from daybook.adapters.web.setup.setup_review import shared_review
from daybook.application.telling.mail_address import CONFIRM_PATH
from daybook.application.telling.notify import UNSUBSCRIBE_PATH

_STATIC, _SHARED = "/static/", "/shared/"
_MOST_SIGNS_LOGGED = 200


def dispatch(portal: Portal, request: Request) -> Page:
    """The answer to a request of a browser."""
    if request.path.startswith(_STATIC):
        return portal.static(request.path.removeprefix(_STATIC), request.accept_language)
    if request.path.startswith(_SHARED) and request.method == "GET":
        return portal.shared(shared_review, request.path.removeprefix(_SHARED), request.accept_language)
    if (request.method, request.path) == ("POST", LEAVE_PATH):
        return portal.leave(request)
    if (request.method, request.path) == ("POST", SIGN_OUT_PATH):
        return portal.sign_out(request)
    return _without_session(portal, request) or _page(portal, request)


def address_to_log(request: Request) -> str:
    """The address as a log may hold it: the secret of a shared link or of a mail is no part of it."""
    if request.path.startswith(_SHARED):
        return f"{_SHARED}<token>"
    found = find_route(request.method, request.path)
    return found[0].path if found else request.path[:_MOST_SIGNS_LOGGED]


def _without_session(portal: Portal, request: Request) -> Page | None:
    """Pages that need no session: those that links of mails lead to, and where Intuit sends people."""
    if request.path == UNSUBSCRIBE_PATH:
        return portal.unsubscribe(request)
    if request.path == CONFIRM_PATH:
        return portal.confirm_address(request)
    return portal.landing(request.path, request.accept_language) if request.path in LANDINGS else None


def _page(portal: Portal, request: Request) -> Page:
    found = find_route(request.method, request.path)
    if found is None:
        return portal.not_found(request.accept_language)
    route, parameters = found
    return portal.answer(route, request, parameters)
