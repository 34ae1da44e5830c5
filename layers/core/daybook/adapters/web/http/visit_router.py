"""Requests of a merchant whose connection is known: the visit behind them, and the record of what they changed."""

from typing import Any

from daybook.adapters.web.deeds import intended
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.reception import WRITES
from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.router import Needs, Route, Router
from daybook.adapters.web.http.visit import PortalSystems, Visit
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.audit import Actor, audited
from daybook.application.access.sessions import Session
from daybook.application.company.lost_grant import mark_lost
from daybook.application.merchant_books import of_request
from daybook.domain.audit import OF_THE_SETUP
from daybook.domain.errors import HoldReason, NeedsAttentionError


class VisitRouter(Router):
    """Answers requests of merchants who have connected a company: the portal's pages, and the API."""

    def _of_session(self, route: Route, request: Request, session: Session, values: dict[str, str]) -> Page:
        if route.needs is Needs.SESSION:
            return super()._of_session(route, request, session, values)
        said = self._answers.said(request)
        visit = _visit(request, session, said, self._reception.systems)
        if visit is None or (route.needs is Needs.CONNECTION and not visit.connection.is_live):
            return self._page(self._answers.not_connected(session, visit), request, session)
        return self._page(_carried_out(visit, route, values), request, visit.session, visit)


def _visit(request: Request, session: Session, said: Any, systems: PortalSystems) -> Visit | None:
    """The visit of the session's merchant; None while they have never connected a company."""
    systems, merchant_id = of_request(systems), session.merchant_id
    connection, profile = systems.connections.connection(merchant_id), systems.connections.profile(merchant_id)
    if connection is None or profile is None:
        return None
    return Visit(request, session, profile, connection, speech_for(session.language, profile.country), systems, said)


def _carried_out(visit: Visit, route: Route, values: dict[str, str]) -> Any:
    """Carry a request out. A write that was done is on record; a grant that QuickBooks refuses is known as lost."""
    said = visit.said if isinstance(visit.said, dict) else {}
    deed = intended(visit.request.path, values.values(), said) if visit.request.method in WRITES else None
    try:
        if deed is None or (deed.deed in OF_THE_SETUP and visit.setup.finished_at is not None):
            return route.page(visit, **values)
        return audited(deed, Actor.of(visit.session), visit.systems, lambda: route.page(visit, **values), _is_done)
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            mark_lost(visit.merchant_id, visit.systems.connections)
        raise


def _is_done(answer: Any) -> bool:
    """Whether a write did what it is for: a form that is to be looked at again has led nowhere."""
    return answer.did if isinstance(answer, Redirect | View) else True
