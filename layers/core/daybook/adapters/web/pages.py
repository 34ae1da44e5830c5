"""The connect pages as API Gateway answers, with the headers that design 7 asks for."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daybook.adapters.web.headers import security_headers
from daybook.adapters.web.texts import TEXTS, say
from daybook.domain.error_catalogue import entry_for_error
from daybook.domain.errors import DaybookError, LaunchRefusedError, NeedsAttentionError, RetriableError

_STATUS_OF = {LaunchRefusedError: 403, NeedsAttentionError: 409, RetriableError: 503}


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

    def for_error(self, error: DaybookError, language: str) -> Page:
        """The page of an error: its code, why it cannot go on, and what the merchant does next."""
        status = next((status for kind, status in _STATUS_OF.items() if isinstance(error, kind)), None)
        if status is None:
            raise error
        entry = entry_for_error(error)
        text = entry.text(language)
        return self._page(
            status, language, title=text.title, lead=f"{text.happened} {text.action}", error_code=entry.code
        )

    def redirect(self, url: str, cookie: str = "") -> Page:
        """See Other: a reload of the next page repeats nothing."""
        return Page(303, "", {**_headers(), "Location": url}, cookie)

    def _page(
        self, status: int, language: str, *, cookie: str = "", headers: dict[str, str] | None = None, **words: str
    ) -> Page:
        template = self._environment.get_template("page.html")
        french = language.startswith("fr")
        body = template.render(
            language="fr-CA" if french else "en", **{"button": "", "csrf_token": "", "error_code": "", **words}
        )
        return Page(status, body, headers or _headers(), cookie)


def _headers(form_target: str = "") -> dict[str, str]:
    return {**security_headers(form_target=form_target), "Content-Type": "text/html; charset=utf-8"}
