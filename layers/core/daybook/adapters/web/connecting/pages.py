"""What the pages of connecting say, and what they say of an error."""

from collections.abc import Iterator
from dataclasses import replace

from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.rendering import Frame, Renderer
from daybook.adapters.web.http.requests import Request, View
from daybook.adapters.web.portal import CONNECT_PATH, PageAnswers
from daybook.application.access.sessions import Session, session_of
from daybook.application.connecting.connect_merchant import ConnectSystems
from daybook.domain.errors import (
    DaybookError,
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    Refusal,
    RetriableError,
)
from daybook.domain.words import noted, say

_CONSENT_REFUSED = frozenset(
    {
        Refusal.CONSENT_DECLINED,
        Refusal.CONSENT_UNKNOWN,
        Refusal.NO_COMPANY,
        Refusal.OTHER_COMPANY,
        Refusal.OWN_COMPANY,
    }
)
_LEAD = noted(
    "From now on every day's sales arrive in your books by themselves. On the next page QuickBooks asks you to "
    "allow it; you can take that permission back there at any time."
)
_ONCE_MORE = noted(
    "On the next page choose “{company}” again: it is the company that your sales are posted to. Days that wait "
    "are posted once it is connected."
)
_JOINING = noted(
    "You are connecting a further company for {stores}. On the next page choose that company. Until it is connected"
    " nothing changes; then each store posts to it from its next open day on."
)
_WHOSE = noted(
    "This is about {business}, as it is called in talech; {user} opened this page there. If that is not your "
    "business, do not go on: close this page."
)
_WHOSE_BUSINESS = noted(
    "This is about {business}, as it is called in talech. If that is not your business, do not go on: close this page."
)
_COMPANY = noted(
    "QuickBooks opened the company {company}. Daybook will write the sales of {business} into its books. Nothing "
    "has been stored yet."
)
_DECLINED = noted(
    "Daybook keeps nothing of that company. If somebody sent you the link that brought you here, close this page."
)


class ConnectAnswers(PageAnswers):
    """Answers of connect: ways on from an error, in the language that talech signed where there is no session yet."""

    def __init__(self, renderer: Renderer, systems: ConnectSystems, cookies: SessionCookies) -> None:
        super().__init__(renderer, systems)
        self._connecting = systems
        self._cookies = cookies

    def language(self, request: Request) -> str:
        """The language of the page that tells what stands in the way: the session's, the launch's, the browser's."""
        return self._of_session(request) or self._of_launch(request.query.get("token", "")) or request.accept_language

    # A page about an error must not fail because a session, a table or a key cannot be read.
    def _of_session(self, request: Request) -> str:
        systems = self._connecting
        try:
            session_id = self._cookies.session_id(list(request.cookies))
            return session_of(session_id, systems.one_time, systems.clock.now()).language
        except DaybookError:
            return ""

    def _of_launch(self, token: str) -> str:
        try:
            return self._connecting.launches.language_of(token) if token else ""
        except RetriableError:
            return ""

    def company(self, _session: Session) -> str:
        """No page of connecting names a company around it."""
        return ""

    def error_view(self, error: DaybookError, frame: Frame) -> View:
        """As the portal says it, with ways on."""
        view = super().error_view(error, frame)
        language = frame.speech.language
        ways_on = [{"word": say(word, language), "path": path} for word, path in _ways_on(error)]
        return replace(view, values={**view.values, "ways_on": ways_on})


def connect_view(session: Session, business: str, consent_url: str, joining: tuple[str, ...], known: str = "") -> View:
    """One button: to Intuit's consent page, whose origin the policy must name because browsers check redirects.

    The page says for whom: a link may have reached another reader. `joining` names the stores that will post to the
    company, where it is not the merchant's first; `known` is the company to choose, where one was connected before.
    """
    given = {"stores": ", ".join(joining), "business": business, "user": session.user, "company": known}
    values = _said(session.language, given, lead=_JOINING if joining else _ONCE_MORE if known else _LEAD)
    values |= _said(session.language, given, whose=_WHOSE if session.user else _WHOSE_BUSINESS)
    values |= _said(session.language, given, button=noted("Connect now"), back=noted("Back to my companies"))
    title = say("Connect QuickBooks", session.language)
    return View("connect", title, {**values, "joins": bool(joining)}, form_target=consent_url)


def confirm_view(session: Session, business: str, company: str) -> View:
    """Two buttons: the company is theirs, or it is not."""
    given = {"business": business, "company": company}
    values = _said(
        session.language, given, lead=_COMPANY, yes=noted("Connect {company} to {business}"), no=noted("Not mine")
    )
    return View("confirm", say("Is this your company?", session.language), values)


def declined_view(session: Session) -> View:
    """Nothing was connected; who wants another company goes on from here."""
    values = _said(session.language, {}, lead=_DECLINED, again=noted("Connect again"))
    return View("declined", say("Nothing was connected", session.language), values)


def _said(language: str, given: dict[str, str], **messages: str) -> dict[str, object]:
    return {name: say(message, language, **given) for name, message in messages.items()}


def _ways_on(error: DaybookError) -> Iterator[tuple[str, str]]:
    """Where a visitor with a session goes on from a refused consent; one without begins in talech again."""
    refusal = error.refusal if isinstance(error, LaunchRefusedError) else None
    reason = error.reason if isinstance(error, NeedsAttentionError) else None
    if refusal in _CONSENT_REFUSED or reason in {HoldReason.CURRENCY_DIFFERS, HoldReason.COMPANY_IN_USE}:
        yield noted("Connect again"), CONNECT_PATH
    if refusal in {Refusal.OTHER_COMPANY, Refusal.OWN_COMPANY}:
        yield noted("Companies and stores"), "/companies"
