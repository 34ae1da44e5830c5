"""A merchant's visit, step by step: what the browser sends becomes a use case, and its outcome a page.

The session is read from the cookie at every step and travels back signed anew, so that its idle time starts again.
"""

from dataclasses import dataclass

from daybook.adapters.web.connecting.pages import ConnectPages
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.page import Page
from daybook.application.access.sessions import Session, session_of
from daybook.application.connecting.connect_merchant import ConnectSystems, begin_consent, needs_launch, open_session
from daybook.application.connecting.consents import (
    confirm_consent,
    decline_consent,
    receive_consent,
    unconfirmed_company,
)
from daybook.domain.errors import DaybookError, LaunchRefusedError, Refusal

# Where the portal takes over.
HOME = "/"
BEGIN_IN_TALECH_PATH = "/reconnect"
CONFIRM_PATH, CONNECTED_PATH = "/connect/confirm", "/connected"
_MOST_SIGNS_LOGGED = 80


@dataclass(frozen=True, slots=True)
class ConnectVisits:
    """The steps of the connect flow. Errors are `DaybookError`s; `ConnectPages.for_error` has their pages."""

    systems: ConnectSystems
    pages: ConnectPages
    cookies: SessionCookies

    def launch(self, token: str) -> Page:
        """Open a session from talech's signed token; the token leaves the address bar at once."""
        session = open_session(token, self.systems)
        connection = self.systems.connections.connection(session.merchant_id)
        connected = connection is not None and connection.is_live
        return self.pages.redirect(HOME if connected else "/connect", self.cookies.value(session.id))

    def connect(self, cookies: list[str]) -> Page:
        """One button; for who disconnected their last company it is in talech."""
        session = self._session(cookies)
        if needs_launch(session, self.systems):
            return self.pages.redirect(BEGIN_IN_TALECH_PATH, self.cookies.value(session.id))
        consent_page = self.systems.authorizer.authorize_url("")
        cookie = self.cookies.value(session.id)
        profile = self.systems.connections.profile(session.merchant_id)
        if profile is None:
            raise LaunchRefusedError(Refusal.SESSION_ENDED, "no profile was stored at launch")
        joining = tuple(profile.location(place).name for place in session.joining)
        return self.pages.connect(session, profile.name, consent_page, cookie, joining)

    def authorize(self, cookies: list[str], form: dict[str, list[str]]) -> Page:
        """To Intuit's consent page."""
        session = self._session(cookies)
        url = begin_consent(session, form.get("csrf_token", [""])[0], self.systems)
        return self.pages.redirect(BEGIN_IN_TALECH_PATH if needs_launch(session, self.systems) else url)

    def callback(self, cookies: list[str], query: dict[str, str]) -> Page:
        """Back from Intuit, with a code or with a refusal."""
        session = self._session(cookies)
        if query.get("error"):
            raise LaunchRefusedError(
                Refusal.CONSENT_DECLINED, f"Intuit answered {query['error'][:_MOST_SIGNS_LOGGED]!r}"
            )
        receive_consent(
            session,
            state=query.get("state", ""),
            code=query.get("code", ""),
            realm_id=query.get("realmId", ""),
            systems=self.systems,
        )
        return self.pages.redirect(CONFIRM_PATH)

    def confirm(self, cookies: list[str], form: dict[str, list[str]]) -> Page:
        """Name the company once more before anything of it is stored, until it is theirs or is not."""
        session, csrf_token = self._session(cookies), form.get("csrf_token", [""])[0]
        match form.get("company"):
            case ["mine"]:
                confirm_consent(session, csrf_token, self.systems)
                return self.pages.redirect(CONNECTED_PATH)
            case ["other"]:
                decline_consent(session, csrf_token, self.systems)
                return self.pages.declined(session.language, self.cookies.value(session.id))
        company = unconfirmed_company(session, self.systems)
        profile = self.systems.connections.profile(session.merchant_id)
        if company is None or profile is None:
            return self.pages.redirect(CONNECTED_PATH)
        return self.pages.confirm(session, profile.name, company.name, self.cookies.value(session.id))

    def connected(self, cookies: list[str]) -> Page:
        """On to the setup, or to the home page once that is done; without a connection, back to the button."""
        session = self._session(cookies)
        connection = self.systems.connections.connection(session.merchant_id)
        if connection is None:
            return self.pages.redirect("/connect")
        return self.pages.redirect(HOME, self.cookies.value(session.id))

    def language(self, cookies: list[str], launch_token: str, accept_language: str) -> str:
        """The language of the page that tells what stands in the way: the session's, the launch's, the browser's."""
        try:
            return self._session(cookies).language
        except DaybookError:
            # Whatever keeps the session from being read, a page about an error must not fail for want of a language.
            return self.systems.launches.language_of(launch_token) or accept_language

    def _session(self, cookies: list[str]) -> Session:
        return session_of(self.cookies.session_id(cookies), self.systems.one_time, self.systems.clock.now())
