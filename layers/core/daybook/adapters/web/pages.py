"""The connect pages as API Gateway answers, with the headers that design 7 asks for."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daybook.adapters.web.headers import security_headers
from daybook.adapters.web.texts import HOLDS, OTHER_HOLD, REFUSALS, TEXTS, say
from daybook.domain.errors import DaybookError, LaunchRefusedError, NeedsAttentionError, RetriableError

@dataclass(frozen=True, slots=True)
class Page:
    """Status, HTML and headers of one answer; `cookie` is the session cookie's new value, if it is to be set."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""


class ConnectPages:
    """Renders the pages from the templates beside the function."""

    def __init__(self, templates: Path) -> None:
        """Load each template from the folder when it is first needed."""
        loader = FileSystemLoader(templates)
        self._environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)

    def connect(self, language: str, csrf_token: str, consent_url: str, cookie: str) -> Page:
        """One button: to Intuit's consent page, whose origin the policy must name because browsers check redirects."""
        words = {"title": TEXTS["connect.title"], "lead": TEXTS["connect.lead"], "button": TEXTS["connect.button"]}
        said = {name: say(text, language) for name, text in words.items()}
        headers = _headers(form_target=consent_url)
        return self._page(200, language, **said, csrf_token=csrf_token, cookie=cookie, headers=headers)

    def connected(self, language: str, company: str, cookie: str) -> Page:
        """What was connected, and what happens from now on."""
        lead = say(TEXTS["connected.lead"], language, company=company)
        return self._page(200, language, title=say(TEXTS["connected.title"], language), lead=lead, cookie=cookie)

    def for_error(self, error: DaybookError, language: str) -> Page:
        """The page of an error: why it cannot go on, and what the merchant does next."""
        if isinstance(error, LaunchRefusedError):
            lead = f"{say(REFUSALS[error.refusal], language)} {say(TEXTS['again'], language)}"
            return self._page(403, language, title=say(TEXTS["refused.title"], language), lead=lead)
        if isinstance(error, NeedsAttentionError):
            lead = say(HOLDS.get(error.reason, OTHER_HOLD), language)
            return self._page(409, language, title=say(TEXTS["refused.title"], language), lead=lead)
        if isinstance(error, RetriableError):
            lead = say(TEXTS["unavailable.lead"], language)
            return self._page(503, language, title=say(TEXTS["unavailable.title"], language), lead=lead)
        raise error

    def redirect(self, url: str, cookie: str = "") -> Page:
        """See Other: a reload of the next page repeats nothing."""
        return Page(303, "", {**_headers(), "Location": url}, cookie)

    def stylesheet(self) -> Page:
        """The one stylesheet."""
        body = self._environment.get_template("daybook.css").render()
        return Page(200, body, {**_headers(), "Content-Type": "text/css; charset=utf-8"})

    def _page(
        self, status: int, language: str, *, cookie: str = "", headers: dict[str, str] | None = None, **words: str
    ) -> Page:
        template = self._environment.get_template("page.html")
        french = language.startswith("fr")
        body = template.render(language="fr-CA" if french else "en", **{"button": "", "csrf_token": "", **words})
        return Page(status, body, headers or _headers(), cookie)


def _headers(form_target: str = "") -> dict[str, str]:
    return {**security_headers(form_target=form_target), "Content-Type": "text/html; charset=utf-8"}
