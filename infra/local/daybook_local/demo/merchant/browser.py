"""A browser of a few lines: follows redirects, keeps cookies, submits forms.

Browsers take loopback for a secure place and send `Secure` cookies there over http. `requests` does not, so cookies are
carried by hand.
"""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import requests

from daybook_local.demo.merchant.forms import Form, forms_of

_TIMEOUT_SECONDS = 40.0
_MOST_REDIRECTS = 10
_FIRST_ERROR = 400
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TAGS = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)


class PageError(RuntimeError):
    """A page that a person could not go on from; the text holds what it says."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where the browser stands."""

    url: str
    status: int
    body: str

    @property
    def words(self) -> str:
        """What a person reads on it."""
        return " ".join(_TAGS.sub(" ", self.body).split())

    def form(self, action: str) -> Form:
        """The form that goes to `action`.

        Raises:
            PageError: the page has none.
        """
        for form in forms_of(self.body):
            if urlsplit(form.action).path == action:
                return form
        raise PageError(f"{self.url} has no form to {action}; it says: {self.words[:500]}")


class Browser:
    """One visitor. Cookies belong to the scheme, host and port that set them."""

    def __init__(self, language: str) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Accept-Language"] = language
        self._cookies: dict[str, dict[str, str]] = {}

    def open(self, url: str) -> Page:
        """Go to an address.

        Raises:
            PageError: it ends on an error page.
        """
        return self._follow("GET", url, None)

    def submit(self, page: Page, action: str, **chosen: str) -> Page:
        """Send the page's form to `action`, with what the visitor chose or pressed.

        Raises:
            PageError: there is no such form, or it ends on an error page.
        """
        form = page.form(action)
        return self._follow(form.method.upper(), urljoin(page.url, form.action), form.fields | chosen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def _follow(self, method: str, url: str, fields: dict[str, str] | None) -> Page:
        for _ in range(_MOST_REDIRECTS):
            answer = self._send(method, url, fields)
            if answer.status_code not in _REDIRECTS:
                page = Page(url, answer.status_code, answer.text)
                if page.status >= _FIRST_ERROR:
                    raise PageError(f"{method} {urlsplit(url).path}: HTTP {page.status}: {page.words[:500]}")
                return page
            url, method, fields = urljoin(url, answer.headers["Location"]), "GET", None
        raise PageError(f"{url}: more than {_MOST_REDIRECTS} redirects")

    def _send(self, method: str, url: str, fields: dict[str, str] | None) -> requests.Response:
        place = urlsplit(url)
        cookies = self._cookies.setdefault(f"{place.scheme}://{place.netloc}", {})
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        if method == "POST":
            headers["Origin"] = f"{place.scheme}://{place.netloc}"
        try:
            answer = self._session.request(
                method, url, data=fields, headers=headers, allow_redirects=False, timeout=_TIMEOUT_SECONDS
            )
        except requests.RequestException as error:
            raise PageError(f"{method} {url}: no answer ({type(error).__name__})") from error
        # The library's own jar must stay empty: it would withhold what a browser sends.
        self._session.cookies.clear()
        for header in answer.raw.headers.getlist("Set-Cookie"):
            cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        answer.encoding = "utf-8"
        return answer
