"""One way for every request of pages, of connect and of the API: route, session, size, CSRF token, answer, errors.

A function of the stack has a table of routes and a way to answer, in HTML or in JSON. Everything between is here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from typing import Any, Protocol
from urllib.parse import unquote

from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.requests import MOST_SIGNS_OF_A_NAME, Redirect, Request
from daybook.application.access.sessions import Session
from daybook.domain.errors import DaybookError, RetriableError

_MOST_SIGNS_LOGGED = 200


class Needs(Enum):
    """What has to be there before an address answers.

    A page of a link or the launch needs nothing, a page of a visit the merchant's connection as it is; what changes
    the books needs a connection that is live.
    """

    NOTHING = auto()
    SESSION = auto()
    VISIT = auto()
    CONNECTION = auto()


@dataclass(frozen=True, slots=True)
class Route:
    """An address: its method, its path with `<names>`, what answers it, and what that needs.

    What answers is called with the request and the systems, with the session between them, or with the visit alone, as
    it needs nothing, a session, or more; the values of the names follow.
    """

    method: str
    path: str
    page: Callable[..., Any]
    needs: Needs = Needs.VISIT


class NoSuchPageError(ValueError):
    """No route has this address."""


class TooLargeError(ValueError):
    """More was sent than any page sends; it was not read."""


class Answers(Protocol):
    """How a function answers: in HTML for browsers, in JSON for callers of the API."""

    def page(self, answer: Any, request: Request, session: Session | None, visit: Any = None) -> Page:
        """What a page has to say, around it what every page shows."""

    def said(self, request: Request) -> Any:
        """What was sent for a visit: the fields of a form, or what JSON says."""

    def not_connected(self, session: Session, visit: Any) -> Redirect:
        """Where a visit leads that needs a connection: there is no `visit` before the merchant's first one."""

    def refused(self, error: Exception, request: Request, session: Session | None) -> Page:
        """Why it cannot go on, and what to do.

        Raises:
            Exception: the error itself, where it is a bug.
        """

    def broken(self, request: Request, away: RetriableError | None) -> Page:
        """A vendor or AWS is `away`, or there is a bug; the traceback is in the log. Needs no table, key or session."""


class Router:
    """Answers the requests of one function."""

    def __init__(
        self,
        routes: tuple[Route, ...],
        reception: Reception,
        answers: Answers,
        tell: Callable[[DaybookError], None] = lambda _: None,
    ) -> None:
        """`tell` hears of every visit that could not go on, for the operator's log."""
        self._routes = routes
        self._reception = reception
        self._answers = answers
        self._tell = tell

    def answer(self, request: Request) -> Page:
        """The answer of a page, or the page of what stands in its way.

        Raises:
            Exception: bugs, and what botocore refuses.
        """
        session: Session | None = None
        try:
            route, values = _found(self._routes, request)
            if route.needs is Needs.NOTHING:
                return self._page(route.page(request, self._reception.systems, **values), request, None)
            session = self._reception.session(request)
            if request.is_too_large:
                raise TooLargeError(f"{request.path} was sent more than any page sends")
            self._reception.check_write(request, session)
            session = self._reception.allowed(session, f"{route.method} {route.path}")
            return self._of_session(route, request, session, values)
        except (DaybookError, ValueError) as error:
            page = self._answers.refused(error, request, session)
            if isinstance(error, DaybookError):
                self._tell(error)
            return self._with_cookie(page, session)

    def broken(self, request: Request, away: RetriableError | None) -> Page:
        """The page that needs nothing: a vendor or AWS is `away`, or there is a bug."""
        return self._answers.broken(request, away)

    def address_to_log(self, request: Request) -> str:
        """The address as a log may hold it: the secret of a shared link or of a mail is no part of it."""
        known = (route.path for route in self._routes if _pattern(route.path).fullmatch(request.path))
        return next(known, request.path[:_MOST_SIGNS_LOGGED])

    def _of_session(self, route: Route, request: Request, session: Session, values: dict[str, str]) -> Page:
        """The answer to a request whose session, size and CSRF token are right."""
        return self._page(route.page(request, session, self._reception.systems, **values), request, session)

    def _page(self, answer: Any, request: Request, session: Session | None, visit: Any = None) -> Page:
        match answer:
            case Page():
                return answer
            case Redirect():
                page = Page(303, "", {**security_headers(), "Location": answer.path})
                return self._with_cookie(page, answer.begins or session)
        return self._with_cookie(self._answers.page(answer, request, session, visit), session)

    def _with_cookie(self, page: Page, session: Session | None) -> Page:
        """The page with the session's cookie signed anew, so that its idle time starts again."""
        return replace(page, cookie=self._reception.cookie(session)) if session else page


def _found(routes: Iterable[Route], request: Request) -> tuple[Route, dict[str, str]]:
    """The route of an address, with the values of its names. A HEAD request asks for the page of GET."""
    method = "GET" if request.method == "HEAD" else request.method
    for route in routes:
        match = _pattern(route.path).fullmatch(request.path) if route.method == method else None
        if match is not None:
            values = {name: unquote(value) for name, value in match.groupdict().items()}
            if max(map(len, values.values()), default=0) <= MOST_SIGNS_OF_A_NAME:
                return route, values
            break
    raise NoSuchPageError(f"{request.method} {request.path[:_MOST_SIGNS_LOGGED]} is no address of Daybook")


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", re.escape(path)))
