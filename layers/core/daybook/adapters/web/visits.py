"""A merchant's visit, step by step: what the browser sends becomes a use case, and its outcome a page.

The session is read from the cookie at every step and travels back signed anew, so that its idle time starts again.
"""

from dataclasses import dataclass

from daybook.adapters.web.cookies import SessionCookies
from daybook.adapters.web.pages import ConnectPages, Page
from daybook.application.connect_merchant import (
    ConnectPorts,
    begin_consent,
    finish_consent,
    open_session,
)
from daybook.application.sessions import Session, session_of
from daybook.domain.errors import DaybookError, LaunchRefusedError, Refusal

# Where the portal takes over.
HOME = "/"
_MOST_SIGNS_LOGGED = 80


@dataclass(frozen=True, slots=True)
class ConnectVisits:
    """The steps of the connect flow. Errors are `DaybookError`s; `ConnectPages.for_error` has their pages."""

    ports: ConnectPorts
    pages: ConnectPages
    cookies: SessionCookies

    def launch(self, token: str) -> Page:
        """Open a session from talech's signed token; the token leaves the address bar at once."""
        session = open_session(token, self.ports)
        connection = self.ports.connections.connection(session.merchant_id)
        connected = connection is not None and connection.is_live
        return self.pages.redirect(HOME if connected else "/connect", self.cookies.value(session.id))

    def connect(self, cookies: list[str]) -> Page:
        """One button."""
        session = self._session(cookies)
        consent_page = self.ports.authorizer.authorize_url("")
        cookie = self.cookies.value(session.id)
        profile = self.ports.connections.profile(session.merchant_id) if session.joining else None
        joining = tuple(profile.location(place).name for place in session.joining) if profile else ()
        return self.pages.connect(session.language, session.csrf_token, consent_page, cookie, joining)

    def authorize(self, cookies: list[str], form: dict[str, list[str]]) -> Page:
        """To Intuit's consent page."""
        url = begin_consent(self._session(cookies), form.get("csrf_token", [""])[0], self.ports)
        return self.pages.redirect(url)

    def callback(self, cookies: list[str], query: dict[str, str]) -> Page:
        """Back from Intuit, with a code or with a refusal."""
        session = self._session(cookies)
        if query.get("error"):
            raise LaunchRefusedError(
                Refusal.CONSENT_DECLINED, f"Intuit answered {query['error'][:_MOST_SIGNS_LOGGED]!r}"
            )
        finish_consent(
            session,
            state=query.get("state", ""),
            code=query.get("code", ""),
            realm_id=query.get("realmId", ""),
            ports=self.ports,
        )
        return self.pages.redirect("/connected")

    def connected(self, cookies: list[str]) -> Page:
        """On to the setup, or to the home page once that is done; without a connection, back to the button."""
        session = self._session(cookies)
        connection = self.ports.connections.connection(session.merchant_id)
        if connection is None:
            return self.pages.redirect("/connect")
        return self.pages.redirect(HOME, self.cookies.value(session.id))

    def language(self, cookies: list[str], launch_token: str, accept_language: str) -> str:
        """The language of the page that tells what stands in the way: the session's, the launch's, the browser's."""
        try:
            return self._session(cookies).language
        except DaybookError:
            # Whatever keeps the session from being read, a page about an error must not fail for want of a language.
            return self.ports.launches.language_of(launch_token) or accept_language

    def _session(self, cookies: list[str]) -> Session:
        return session_of(self.cookies.session_id(cookies), self.ports.one_time)
