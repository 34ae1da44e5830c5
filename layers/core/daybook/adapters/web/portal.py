"""The front desk of the merchant's pages: session, CSRF token and size are checked here, once, for every page.

A page is a function from a visit to an answer. It cannot see another merchant's data, because all it gets is the visit
of the session's merchant.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from daybook.adapters.web.deeds import intended
from daybook.adapters.web.error_pages import error_page, wants_reconnect
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.rendering import Frame, Renderer, json_headers
from daybook.adapters.web.http.requests import Answer, Download, Facts, PageFunction, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems, Visit
from daybook.adapters.web.settings.confirm_pages import confirm_page
from daybook.adapters.web.settings.unsubscribe_pages import unsubscribe_page
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session, end_session, look_into
from daybook.application.connecting.disconnect import mark_lost
from daybook.application.connecting.move_locations import books_to_open
from daybook.domain.errors import (
    DaybookError,
    LaunchRefusedError,
    NeedsAttentionError,
    RetriableError,
)
from daybook.domain.words import noted

CSRF_FIELD = "csrf_token"
CONNECT_PATH = "/connect"
# Ends the connecting of a further company; no store has moved by then.
LEAVE_PATH = "/companies/leave"
SIGN_OUT_PATH, _SIGNED_OUT_PATH = "/sign-out", "/signed-out"
# What was done before a redirect is said on the page after it; only these words can be asked for.
NOTICES = {
    "saved": noted("Saved."),
    "asked": noted("Saved. A mail with a link to confirm it is on its way to the new address."),
    "untold": noted("Saved. Daybook could not write to the address before; it does not know of the change."),
    "withdrawn": noted("Mails stay where they are."),
    "moved": noted("Saved. The store posts to that company from its next open day on."),
    "refreshed": noted("The lists were read from QuickBooks again."),
    "mapped": noted("Saved. Days that waited for it are being put right."),
}


LANDINGS = {
    "/reconnect": (
        noted("Reconnect QuickBooks from talech"),
        noted("For your safety a connection always begins in talech. Waiting days follow by themselves afterwards."),
    ),
    _SIGNED_OUT_PATH: (
        noted("You are signed out"),
        noted("Daybook goes on posting your days. To see them again, come from talech."),
    ),
    "/disconnected": (
        noted("QuickBooks is disconnected"),
        noted("Daybook posts nothing any more. What was posted stays in QuickBooks. To go on, connect from talech."),
    ),
}


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its method, its path with `<names>`, and whether it needs a live connection to QuickBooks."""

    method: str
    path: str
    page: PageFunction
    connected: bool = False


class Portal:
    """Answers the requests of merchants' browsers."""

    def __init__(
        self,
        desk: Reception,
        renderer: Renderer,
        tell: Callable[[DaybookError], None] = lambda _: None,
    ) -> None:
        """`tell` hears of every visit that could not go on, for the operator's log."""
        self._tell = tell
        self._desk = desk
        self._renderer = renderer

    def answer(self, route: Route, request: Request, parameters: dict[str, str]) -> Page:
        """The answer of a page, or the page of what stands in its way.

        Raises:
            DaybookError: only those that are bugs.
        """
        session: Session | None = None
        try:
            session = self._desk.session(request)
            if request.is_too_large:
                return self._too_large(self._frame(session))
            self._desk.check_write(request, session, request.form.get(CSRF_FIELD, ""))
            visit = self._desk.visit(request, session)
            if visit is None or (route.connected and not visit.connection.is_live):
                return self._redirect(CONNECT_PATH if visit is None else "/", session)
            deed = intended(request.path, parameters.values(), request.form)
            answer = self._desk.recorded(visit, deed, lambda: route.page(visit, **parameters), _is_done)
            return self._page(answer, visit)
        except (LaunchRefusedError, NeedsAttentionError, RetriableError) as error:
            return self.for_error(error, session, request.accept_language)

    def shared(self, page: Callable[[PortalSystems, str], tuple[View, Speech]], token: str, language: str) -> Page:
        """A page behind a link that its owner shared: no session, no menu, no form."""
        try:
            view, speech = page(self._desk.systems, token)
        except (LaunchRefusedError, NeedsAttentionError, RetriableError) as error:
            return self.for_error(error, None, language)
        return self._renderer.page(view, Frame(speech))

    def static(self, name: str, language: str) -> Page:
        """The stylesheet and the script."""
        return self._renderer.static(name) or self.not_found(language)

    def not_found(self, language: str) -> Page:
        """There is no such page."""
        speech = speech_for(language)
        view = View(
            "message",
            speech.say("There is no such page"),
            {"lead": speech.say("The address may be old or mistyped."), "action": speech.say("Go to the start page")},
            status=404,
        )
        return self._renderer.page(view, Frame(speech))

    def landing(self, path: str, language: str) -> Page:
        """Where Intuit sends people who reconnect or disconnect in QuickBooks' own settings: no session is needed."""
        speech = speech_for(language)
        title, lead = LANDINGS[path]
        view = View("landing", speech.say(title), {"lead": speech.say(lead)})
        return self._renderer.page(view, Frame(speech))

    def leave(self, request: Request) -> Page:
        """Back from the connecting of a further company to the companies there are."""
        systems = self._desk.systems
        try:
            session = self._desk.session(request)
            self._desk.check_write(request, session, request.form.get(CSRF_FIELD, ""))
        except LaunchRefusedError as error:
            return self.for_error(error, None, request.accept_language)
        profile = systems.connections.profile(session.merchant_id)
        if profile is not None:
            session = look_into(session, books_to_open(profile), systems.one_time)
        return self._redirect("/companies", session)

    def sign_out(self, request: Request) -> Page:
        """End the visit; days go on as before, and talech leads back."""
        try:
            session = self._desk.session(request)
            self._desk.check_write(request, session, request.form.get(CSRF_FIELD, ""))
        except LaunchRefusedError as error:
            return self.for_error(error, None, request.accept_language)
        end_session(session, self._desk.systems.one_time)
        return Page(303, "", {**security_headers(), "Location": _SIGNED_OUT_PATH})

    def unsubscribe(self, request: Request) -> Page:
        """The last link of a daily summary: its token stands in for a session."""
        store = self._desk.systems.notify_store
        return unsubscribe_page(request.method, request.query, store, request.accept_language)

    def confirm_address(self, request: Request) -> Page:
        """The link of the mail that asks a new address: its token stands in for a session."""
        return confirm_page(request, self._desk.systems)

    def for_error(self, error: DaybookError, session: Session | None, language: str) -> Page:
        """Why it cannot go on, who has to act, and the one thing to do: from the error catalogue."""
        self._tell(error)
        if session is None:
            return error_page(self._renderer, error, Frame(speech_for(language)))
        if wants_reconnect(error):
            mark_lost(session.merchant_id, self._desk.systems.connections)
        return self._with_cookie(error_page(self._renderer, error, self._frame(session)), session)

    def _too_large(self, frame: Frame) -> Page:
        speech = frame.speech
        view = View(
            "message",
            speech.say("That was too much at once"),
            {
                "lead": speech.say("The form you sent is larger than any of Daybook’s pages. Nothing was changed."),
                "action": speech.say("Go to the start page"),
            },
            status=413,
        )
        return self._renderer.page(view, frame)

    def _page(self, answer: Answer, visit: Visit) -> Page:
        match answer:
            case Redirect():
                return self._redirect(answer.path, visit.session)
            case Download():
                headers = {
                    **security_headers(),
                    "Content-Type": answer.content_type,
                    "Content-Disposition": f'attachment; filename="{answer.name}"',
                }
                return self._with_cookie(Page(200, answer.text, headers), visit.session)
            case Facts():
                return self._with_cookie(Page(200, json.dumps(dict(answer.values)), json_headers()), visit.session)
        done = visit.request.query.get("done", "")
        notice = visit.speech.say(NOTICES[done]) if done in NOTICES else ""
        notice = notice if answer.notice is None else answer.notice
        frame = Frame(
            speech=visit.speech,
            csrf_token=visit.session.csrf_token,
            merchant=visit.profile.name,
            company=visit.connection.company.name,
            companies=bool(visit.profile.moves),
            place=answer.template.partition("/")[0],
            notice=notice,
            menu=visit.setup.finished_at is not None,
            path=visit.request.path,
        )
        return self._with_cookie(self._renderer.page(answer, frame), visit.session)

    def _frame(self, session: Session) -> Frame:
        """What is around a page of a session; a page that tells of a table that is away does without the company."""
        speech = speech_for(session.language)
        try:
            connection = self._desk.systems.connections.connection(session.merchant_id)
        except RetriableError:
            return Frame(speech, csrf_token=session.csrf_token)
        company = connection.company.name if connection else ""
        return Frame(speech, csrf_token=session.csrf_token, company=company)

    def _redirect(self, path: str, session: Session) -> Page:
        return self._with_cookie(Page(303, "", {**security_headers(), "Location": path}), session)

    def _with_cookie(self, page: Page, session: Session) -> Page:
        return Page(page.status, page.body, page.headers, self._desk.cookie(session))


def _is_done(answer: Answer) -> bool:
    """Whether a form did what it is for: one that is to be looked at again has led nowhere."""
    return isinstance(answer, Redirect) and answer.did
