"""The connect pages as API Gateway answers, with the headers that docs/security.md 2 asks for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daybook.adapters.web.connecting.texts import TEXTS
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.application.access.sessions import Session
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.errors import (
    DaybookError,
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    Refusal,
    RetriableError,
)
from daybook.domain.words import page_language, say

_CONSENT_REFUSED = frozenset(
    {
        Refusal.CONSENT_DECLINED,
        Refusal.CONSENT_UNKNOWN,
        Refusal.NO_COMPANY,
        Refusal.OTHER_COMPANY,
        Refusal.OWN_COMPANY,
    }
)
_STATUS_OF = {LaunchRefusedError: 403, NeedsAttentionError: 409, RetriableError: 503}


class ConnectPages:
    """Renders the pages from the templates beside the function."""

    def __init__(self, templates: Path) -> None:
        """Load each template from the folder when it is first needed."""
        loader = FileSystemLoader(templates)
        self._environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)

    def connect(
        self, session: Session, business: str, consent_url: str, cookie: str, joining: tuple[str, ...] = ()
    ) -> Page:
        """One button: to Intuit's consent page, whose origin the policy must name because browsers check redirects.

        The page says for whom: a link may have reached somebody else. `joining` names the stores that will post to the
        company, where it is not the merchant's first.
        """
        words = {"title": TEXTS["connect.title"], "lead": TEXTS["connect.lead"], "button": TEXTS["connect.button"]}
        if joining:
            words |= {"lead": TEXTS["connect.joining"], "back": TEXTS["connect.back"]}
        words |= {"whose": TEXTS["connect.whose" if session.user else "connect.business"]}
        given = {"stores": ", ".join(joining), "business": business, "user": session.user}
        said = {name: say(text, session.language, **given) for name, text in words.items()}
        headers = _headers(form_target=consent_url)
        return self._page(200, session.language, **said, csrf_token=session.csrf_token, cookie=cookie, headers=headers)

    def confirm(self, session: Session, business: str, company: str, cookie: str) -> Page:
        """Two buttons: the company is theirs, or it is not."""
        words = {"title": TEXTS["confirm.title"], "lead": TEXTS["confirm.lead"]}
        words |= {"yes": TEXTS["confirm.yes"], "no": TEXTS["confirm.no"]}
        given = {"business": business, "company": company}
        said: dict[str, Any] = {name: say(text, session.language, **given) for name, text in words.items()}
        return self._page(200, session.language, csrf_token=session.csrf_token, cookie=cookie, **said)

    def declined(self, language: str, cookie: str) -> Page:
        """Nothing was connected; who wants another company goes on from here."""
        words = {"title": TEXTS["declined.title"], "lead": TEXTS["declined.lead"]}
        said: dict[str, Any] = {name: say(text, language) for name, text in words.items()}
        ways_on = [{"word": say(TEXTS["connect.again"], language), "path": "/connect"}]
        return self._page(200, language, **said, ways_on=ways_on, cookie=cookie)

    def for_error(self, error: DaybookError, language: str) -> Page:
        """The page of an error: its code, why it cannot go on, and what the merchant does next."""
        status = next((status for kind, status in _STATUS_OF.items() if isinstance(error, kind)), None)
        if status is None:
            raise error
        entry = entry_for_error(error)
        text = entry.text(language)
        ways_on = [{"word": say(TEXTS[word], language), "path": path} for word, path in _ways_on(error)]
        said: dict[str, Any] = {
            "title": text.title,
            "lead": f"{text.happened} {text.action}",
            "error_code": entry.code,
        }
        return self._page(status, language, ways_on=ways_on, **said)

    def redirect(self, url: str, cookie: str = "") -> Page:
        """See Other: a reload of the next page repeats nothing."""
        return Page(303, "", {**_headers(), "Location": url}, cookie)

    def _page(
        self, status: int, language: str, *, cookie: str = "", headers: dict[str, str] | None = None, **words: Any
    ) -> Page:
        template = self._environment.get_template("page.html")
        body = template.render(
            language=page_language(language),
            **{**dict.fromkeys(("button", "back", "whose", "yes", "no", "csrf_token", "error_code"), ""), "ways_on": ()}
            | words,
        )
        return Page(status, body, headers or _headers(), cookie)


def _ways_on(error: DaybookError) -> Iterator[tuple[str, str]]:
    """Where somebody whose session lives goes on from a refused consent; whoever has none begins in talech again."""
    refusal = error.refusal if isinstance(error, LaunchRefusedError) else None
    reason = error.reason if isinstance(error, NeedsAttentionError) else None
    if refusal in _CONSENT_REFUSED or reason in {HoldReason.CURRENCY_DIFFERS, HoldReason.COMPANY_IN_USE}:
        yield "connect.again", "/connect"
    if refusal in {Refusal.OTHER_COMPANY, Refusal.OWN_COMPANY}:
        yield "connect.companies", "/companies"


def _headers(form_target: str = "") -> dict[str, str]:
    return {**security_headers(form_target=form_target), "Content-Type": "text/html; charset=utf-8"}
