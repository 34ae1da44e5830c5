"""A merchant's way from talech to Intuit and back, step by step; where it ends, the portal takes over."""

from daybook.adapters.web.connecting.pages import confirm_view, connect_view, declined_view
from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.router import Needs, Route
from daybook.adapters.web.portal import CONNECT_PATH
from daybook.application.access.sessions import Session
from daybook.application.connecting.connect_merchant import ConnectSystems, begin_consent, needs_launch, open_session
from daybook.application.connecting.consents import (
    confirm_consent,
    decline_consent,
    receive_consent,
    unconfirmed_company,
)
from daybook.domain.errors import LaunchRefusedError, Refusal

HOME, BEGIN_IN_TALECH_PATH = "/", "/reconnect"
CALLBACK_PATH, CONFIRM_PATH, CONNECTED_PATH = "/connect/callback", "/connect/confirm", "/connected"
_MOST_SIGNS_LOGGED = 80


def launch(request: Request, systems: ConnectSystems) -> Redirect:
    """Open a session from talech's signed token; the token leaves the address bar at once."""
    session = open_session(request.query.get("token", ""), systems)
    connection = systems.connections.connection(session.merchant_id)
    connected = connection is not None and connection.is_live
    return Redirect(HOME if connected else CONNECT_PATH, begins=session)


def connect(_request: Request, session: Session, systems: ConnectSystems) -> View | Redirect:
    """One button; for who disconnected their last company it is in talech."""
    if needs_launch(session, systems):
        return Redirect(BEGIN_IN_TALECH_PATH)
    profile = systems.connections.profile(session.merchant_id)
    if profile is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no profile was stored at launch")
    joining = tuple(profile.location(place).name for place in session.joining)
    before = systems.connections.connection(session.merchant_id)
    known = before.company.name if before is not None else ""
    return connect_view(session, profile.name, systems.authorizer.authorize_url(""), joining, known)


def authorize(_request: Request, session: Session, systems: ConnectSystems) -> Redirect:
    """To Intuit's consent page."""
    return Redirect(BEGIN_IN_TALECH_PATH if needs_launch(session, systems) else begin_consent(session, systems))


def callback(request: Request, session: Session, systems: ConnectSystems) -> Redirect:
    """Back from Intuit, with a code or with a refusal."""
    query = request.query
    if query.get("error"):
        raise LaunchRefusedError(Refusal.CONSENT_DECLINED, f"Intuit answered {query['error'][:_MOST_SIGNS_LOGGED]!r}")
    receive_consent(
        session,
        state=query.get("state", ""),
        code=query.get("code", ""),
        realm_id=query.get("realmId", ""),
        systems=systems,
    )
    return Redirect(CONFIRM_PATH)


def confirm(_request: Request, session: Session, systems: ConnectSystems) -> View | Redirect:
    """Name the company once more before anything of it is stored."""
    company = unconfirmed_company(session, systems)
    profile = systems.connections.profile(session.merchant_id)
    if company is None or profile is None:
        return Redirect(CONNECTED_PATH)
    return confirm_view(session, profile.name, company.name)


def answer(request: Request, session: Session, systems: ConnectSystems) -> View | Redirect:
    """The company is theirs, or it is not; anything else is asked again."""
    match request.form.get("company"):
        case "mine":
            confirm_consent(session, systems)
            return Redirect(CONNECTED_PATH)
        case "other":
            decline_consent(session, systems)
            return declined_view(session)
    return confirm(request, session, systems)


def connected(_request: Request, session: Session, systems: ConnectSystems) -> Redirect:
    """On to the setup, or to the home page once that is done; without a connection, back to the button."""
    connection = systems.connections.connection(session.merchant_id)
    return Redirect(CONNECT_PATH if connection is None else f"{HOME}?done=connected")


ROUTES: tuple[Route, ...] = (
    Route("GET", "/launch", launch, Needs.NOTHING),
    Route("GET", CONNECT_PATH, connect, Needs.SESSION),
    Route("POST", "/connect/authorize", authorize, Needs.SESSION),
    Route("GET", CALLBACK_PATH, callback, Needs.SESSION),
    Route("GET", CONFIRM_PATH, confirm, Needs.SESSION),
    Route("POST", CONFIRM_PATH, answer, Needs.SESSION),
    Route("GET", CONNECTED_PATH, connected, Needs.SESSION),
)
