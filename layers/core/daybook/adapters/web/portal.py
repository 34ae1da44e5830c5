"""How pages answer: a view with the frame around it, a file, and the page of what stands in the way."""

import json
from typing import TYPE_CHECKING, Any

from daybook.adapters.web.error_pages import broken_view, error_view, not_found_view, too_large_view
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.rendering import Frame, Renderer
from daybook.adapters.web.http.requests import Download, Facts, File, Redirect, Request, View
from daybook.adapters.web.http.router import NoSuchPageError, TooLargeError
from daybook.adapters.web.rights import is_closed
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session
from daybook.application.ports.systems import HasConnections
from daybook.domain.errors import DaybookError, LaunchRefusedError, NeedsAttentionError, RetriableError
from daybook.domain.nouns import ACCOUNTANT_ROLES
from daybook.domain.words import noted

if TYPE_CHECKING:
    from daybook.adapters.web.http.visit import Visit

CONNECT_PATH = "/connect"
CLIENTS_PATH, FIRM_PATH = "/clients", "/firm"
MENU = ("/", "/log", "/month", "/clearing", "/sync", "/mapping", "/settings")
# What was done before a redirect is said on the page after it; only these words can be asked for.
NOTICES = {
    "saved": noted("Saved."),
    "asked": noted("Saved. A mail with a link to confirm it is on its way to the new address."),
    "untold": noted("Saved. Daybook could not write to the address before; it does not know of the change."),
    "withdrawn": noted("Mails stay where they are."),
    "moved": noted("Saved. The store posts to that company from its next open day on."),
    "connected": noted("QuickBooks is connected. Days that waited for it follow by themselves."),
    "refreshed": noted("The lists were read from QuickBooks again."),
    "invited": noted("A mail with the invitation is on its way."),
    "sent": noted("A mail about this day is on its way to your accountant."),
    "sent_before": noted("The day was sent a moment ago. Try again in an hour."),
    "not_sent": noted("The mail to your accountant could not be sent. Try again later."),
    "removed": noted("Their access has ended."),
    "mapped": noted("Saved. Days that waited for it are being corrected."),
}


class PageAnswers:
    """Answers of the portal's pages. Those of connect differ in what they say of an error, and in whose language."""

    def __init__(self, renderer: Renderer, systems: HasConnections) -> None:
        self._renderer = renderer
        self._systems = systems

    def page(
        self,
        answer: View | Download | Facts | File,
        request: Request,
        session: Session | None,
        visit: "Visit | None" = None,
    ) -> Page:
        """The page of a view, a file, or facts for the pages' own script.

        Raises:
            NoSuchPageError: there is no such file.
        """
        match answer:
            case View():
                return self._renderer.page(answer, self._around(answer, request, session, visit))
            case File():
                page = self._renderer.static(answer.name)
                if page is None:
                    raise NoSuchPageError(f"no file {answer.name!r}")
                return page
            case Download():
                saved_as = {"Content-Disposition": f'attachment; filename="{answer.name}"'}
                goes_on = {"Link": f'<{answer.rest}>; rel="next"'} if answer.rest else {}
                return _text(answer.content, answer.content_type, saved_as | goes_on)
            case Facts():
                return _text(json.dumps(dict(answer.values)), "application/json", {})

    def said(self, request: Request) -> dict[str, str]:
        """The fields of the form."""
        return dict(request.form)

    def not_connected(self, _session: Session, visit: "Visit | None") -> Redirect:
        """To connect; a merchant whose connection ended reads about it at home first."""
        return Redirect(CONNECT_PATH if visit is None else "/")

    def refused(self, error: Exception, request: Request, session: Session | None) -> Page:
        """Why it cannot go on, who has to act, and the one thing to do.

        Raises:
            Exception: the error itself, where it is a bug.
        """
        frame = self._frame(request, session)
        match error:
            case NoSuchPageError():
                view = not_found_view(frame.speech)
            case TooLargeError():
                view = too_large_view(frame.speech)
            case LaunchRefusedError() | NeedsAttentionError() | RetriableError():
                view = self.error_view(error, frame)
            case _:
                raise error
        return self._renderer.page(view, frame)

    def broken(self, request: Request, away: RetriableError | None) -> Page:
        """In the language of the browser: nothing else is known of who asks."""
        frame = Frame(speech_for(request.accept_language))
        return self._renderer.page(self.error_view(away, frame) if away else broken_view(frame), frame)

    def company(self, session: Session) -> str:
        """The company around a page about an error; one about a table that is away does without."""
        try:
            connection = self._systems.connections.connection(session.merchant_id)
        except RetriableError:
            return ""
        return connection.company.name if connection else ""

    def error_view(self, error: DaybookError, frame: Frame) -> View:
        """What a page says of an error."""
        return error_view(error, frame)

    def language(self, request: Request) -> str:
        """The language of a visitor without a session."""
        return request.accept_language

    def _around(self, view: View, request: Request, session: Session | None, visit: "Visit | None") -> Frame:
        """What is around a page; without a visit there is no menu."""
        if visit is None or session is None:
            speech = view.speech or speech_for(session.language if session else self.language(request))
            # Pages of the board that a form or a query made are no address to come back to in another language.
            path = CLIENTS_PATH if session and session.guest else ""
            return Frame(speech, csrf_token=session.csrf_token if session else "", path=path)
        done = request.query.get("done", "")
        notice = visit.speech.say(NOTICES[done]) if done in NOTICES else ""
        return Frame(
            speech=visit.speech,
            csrf_token=session.csrf_token,
            merchant=visit.profile.name,
            company=visit.connection.company.name,
            companies=bool(visit.profile.moves),
            place=view.template.partition("/")[0],
            notice=notice if view.notice is None else view.notice,
            menu=visit.setup.finished_at is not None,
            path=request.path,
            **_as_accountant(session, visit.speech),
        )

    def _frame(self, request: Request, session: Session | None) -> Frame:
        """What is around a page about an error."""
        if session is None:
            return Frame(speech_for(self.language(request)))
        speech, csrf_token = speech_for(session.language), session.csrf_token
        if session.guest:
            # The merchant may have ended the access: then nothing of them is said.
            return Frame(speech, csrf_token=csrf_token, home=CLIENTS_PATH)
        return Frame(speech, csrf_token=csrf_token, company=self.company(session))


def _as_accountant(session: Session, speech: Speech) -> dict[str, Any]:
    """What the frame says to an accountant; nothing to a merchant."""
    if session.role is None:
        return {}
    closed = frozenset(path for path in MENU if is_closed(path, session.role))
    return {"role": speech.say(ACCOUNTANT_ROLES[session.role]), "closed": closed}


def _text(content: str | bytes, content_type: str, headers: dict[str, Any]) -> Page:
    headers = {**security_headers(), "Content-Type": content_type, **headers}
    return Page(200, content, headers) if isinstance(content, str) else Page(200, "", headers, content=content)
