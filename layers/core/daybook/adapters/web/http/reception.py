"""Where every request is received: whose session it is, whether a form is theirs, and what their visit needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.http.visit import PortalSystems, Visit
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.audit import Actor, Intended, audited
from daybook.application.access.sessions import Session, check_form, session_of
from daybook.application.merchant_books import of_request
from daybook.domain.audit import OF_THE_SETUP

_Answer = TypeVar("_Answer")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives requests of pages and of the API by the same rules."""

    systems: PortalSystems
    cookies: SessionCookies

    def session(self, request: Request) -> Session:
        """The live session behind the request's cookie.

        Raises:
            LaunchRefusedError: there is none.
        """
        session_id = self.cookies.session_id(list(request.cookies))
        return session_of(session_id, self.systems.one_time, self.systems.clock.now())

    def check_write(self, request: Request, session: Session, csrf_token: str) -> None:
        """Refuse a write that does not carry the session's CSRF token.

        Raises:
            LaunchRefusedError: it carries another one, or none.
        """
        if request.method in WRITES:
            check_form(session, csrf_token)

    def visit(self, request: Request, session: Session) -> Visit | None:
        """The visit of the session's merchant; None while they have never connected a company."""
        systems, merchant_id = of_request(self.systems), session.merchant_id
        connection, profile = systems.connections.connection(merchant_id), systems.connections.profile(merchant_id)
        if connection is None or profile is None:
            return None
        return Visit(request, session, profile, connection, speech_for(session.language, profile.country), systems)

    def recorded(
        self, visit: Visit, deed: Intended | None, act: Callable[[], _Answer], is_done: Callable[[_Answer], bool]
    ) -> _Answer:
        """Carry a request out; a write that was done is on record."""
        if visit.request.method not in WRITES or deed is None:
            return act()
        if deed.deed in OF_THE_SETUP and visit.setup.finished_at is not None:
            return act()
        return audited(deed, Actor.of(visit.session), visit.systems, act, is_done)

    def cookie(self, session: Session) -> str:
        """The session cookie's value, signed anew."""
        return self.cookies.value(session.id)
