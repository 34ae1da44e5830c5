"""The connect pages as API Gateway answers, with the headers that design 7 asks for."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daybook.adapters.web.cookies import SESSION_COOKIE
from daybook.adapters.web.texts import HOLDS, OTHER_HOLD, REFUSALS, TEXTS, say
from daybook.domain.errors import LaunchRefusedError, NeedsAttentionError

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' https:{extra}; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Status, HTML and headers of one answer."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""

    def as_answer(self) -> dict[str, object]:
        """The API Gateway (payload 2.0) form."""
        answer: dict[str, object] = {"statusCode": self.status, "headers": self.headers, "body": self.body}
        if self.cookie:
            answer["cookies"] = [f"{SESSION_COOKIE}={self.cookie}; Path=/; Secure; HttpOnly; SameSite=Lax"]
        return answer


class ConnectPages:
    """Renders the pages from the templates beside the function."""

    def __init__(self, templates: Path, consent_origin: str) -> None:
        """Load lazily from `templates`; forms may also lead to `consent_origin`, Intuit's."""
        loader = FileSystemLoader(templates)
        self._environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        policy = SECURITY_HEADERS["Content-Security-Policy"].format(extra=f" {consent_origin}")
        self._headers = {
            **SECURITY_HEADERS,
            "Content-Security-Policy": policy,
            "Content-Type": "text/html; charset=utf-8",
        }

    def connect(self, language: str, csrf_token: str, cookie: str) -> Page:
        """One button: to Intuit's consent page."""
        words = {"title": TEXTS["connect.title"], "lead": TEXTS["connect.lead"], "button": TEXTS["connect.button"]}
        said = {name: say(text, language) for name, text in words.items()}
        return self._page(200, language, **said, csrf_token=csrf_token, cookie=cookie)

    def connected(self, language: str, company: str, cookie: str) -> Page:
        """What was connected, and what happens from now on."""
        lead = say(TEXTS["connected.lead"], language, company=company)
        return self._page(200, language, title=say(TEXTS["connected.title"], language), lead=lead, cookie=cookie)

    def refused(self, error: LaunchRefusedError, language: str) -> Page:
        """A visit that cannot go on: why, and where to start again."""
        lead = f"{say(REFUSALS[error.refusal], language)} {say(TEXTS['again'], language)}"
        return self._page(403, language, title=say(TEXTS["refused.title"], language), lead=lead)

    def needs_attention(self, error: NeedsAttentionError, language: str) -> Page:
        """A merchant or company that cannot be connected as it is."""
        lead = say(HOLDS.get(error.reason, OTHER_HOLD), language)
        return self._page(409, language, title=say(TEXTS["refused.title"], language), lead=lead)

    def unavailable(self, language: str) -> Page:
        """A vendor did not answer."""
        title, lead = TEXTS["unavailable.title"], TEXTS["unavailable.lead"]
        return self._page(503, language, title=say(title, language), lead=say(lead, language))

    def redirect(self, url: str, cookie: str = "") -> Page:
        """See Other: a reload of the next page repeats nothing."""
        return Page(303, "", {**self._headers, "Location": url}, cookie)

    def stylesheet(self) -> Page:
        """The one stylesheet."""
        body = self._environment.get_template("daybook.css").render()
        return Page(200, body, {**self._headers, "Content-Type": "text/css; charset=utf-8"})

    def _page(self, status: int, language: str, *, cookie: str = "", **words: str) -> Page:
        template = self._environment.get_template("page.html")
        french = language.startswith("fr")
        body = template.render(language="fr-CA" if french else "en", **{"button": "", "csrf_token": "", **words})
        return Page(status, body, self._headers, cookie)
