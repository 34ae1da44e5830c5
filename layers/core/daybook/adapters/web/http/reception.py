"""Where every request is received: whose session it is, and whether a write comes from that session's own page."""

from dataclasses import dataclass, replace
from typing import Any

from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.rights import OF_THE_VISIT, RIGHTS
from daybook.application.access.clients import check_right, check_signed_in
from daybook.application.access.sessions import Session, check_form, session_of

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives requests of pages, of connect and of the API by the same rules.

    `systems` are those that the routes of a function need, and the sessions.
    """

    systems: Any
    cookies: SessionCookies

    def session(self, request: Request) -> Session:
        """The live session behind the request's cookie.

        Raises:
            LaunchRefusedError: there is none.
        """
        session_id = self.cookies.session_id(list(request.cookies))
        return session_of(session_id, self.systems.one_time, self.systems.clock.now())

    def allowed(self, session: Session, address: str) -> Session:
        """The session, an accountant's with their role and the name of their firm as the grant says them now.

        `address` is a method and a path with `<names>`. A merchant may do everything that has an address.

        Raises:
            LaunchRefusedError: the grant has ended, or does not include what is asked.
        """
        if not session.guest:
            return session
        if address in OF_THE_VISIT:
            check_signed_in(session, self.systems)
            return session
        grant = check_right(session, RIGHTS.get(address), self.systems)
        return replace(session, role=grant.role, user=grant.who)

    def check_write(self, request: Request, session: Session) -> None:
        """Refuse a write that does not carry the session's CSRF token.

        Raises:
            LaunchRefusedError: it carries another one, or none.
        """
        if request.method in WRITES:
            check_form(session, request.csrf_token)

    def cookie(self, session: Session) -> str:
        """The session cookie's value, signed anew."""
        return self.cookies.value(session.id)
