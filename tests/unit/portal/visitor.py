"""A merchant's browser in front of the portal in memory: keeps its cookie, follows redirects, sends forms."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook.adapters.web.http.requests import Request


@dataclass
class Answered:
    """What came back, with the address it came from."""

    path: str
    status: int
    body: str
    headers: dict
    content: bytes = b""

    @property
    def words(self):
        return " ".join(re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", self.body, flags=re.DOTALL).split())

    @property
    def title(self):
        return re.search(r"<h1>(.*?)</h1>", self.body).group(1)

    def form(self, action):
        forms = FormReader()
        forms.feed(self.body)
        return next(fields for place, fields in forms.found if place == action)


class FormReader(HTMLParser):
    """The forms of a page with what a browser would send unchanged."""

    def __init__(self):
        super().__init__()
        self.found, self._select, self._first = [], None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.found.append((given.get("action"), {}))
        elif not self.found:
            return
        elif tag == "input" and "name" in given:
            kind = given.get("type", "text")
            if kind not in {"radio", "checkbox"} or "checked" in given:
                self.found[-1][1][given["name"]] = given.get("value", "")
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            fields = self.found[-1][1]
            if "selected" in given or self._select not in fields:
                fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None


class Visitor:
    """A browser: keeps its cookie, follows redirects, sends forms."""

    def __init__(self, world, cookie=""):
        self.world, self.cookie, self.clicks, self.led_to = world, cookie, 0, ""

    @property
    def cookies(self):
        return (f"{SESSION_COOKIE}={self.cookie}",) if self.cookie else ()

    def open(self, address, **headers):
        return self._follow("GET", address, {}, **headers)

    def send(self, page, action, **chosen):
        self.clicks += 1
        return self._follow("POST", action, page.form(action) | chosen)

    def post_to(self, address, fields):
        """Send a form with some of its fields left out, as a browser does with boxes that are not ticked."""
        return self._follow("POST", address, fields)

    def post(self, path, fields, **request):
        return self._answer("POST", path, fields, **request)

    def _follow(self, method, address, fields, **headers):
        for _ in range(5):
            answer = self._answer(method, address, fields, **headers)
            if answer.status != 303:
                return answer
            method, address, fields = "GET", answer.headers["Location"], {}
        raise AssertionError(f"{address} redirects for ever")

    def _answer(self, method, address, fields, **request):
        place = urlsplit(address)
        query = {name: values[-1] for name, values in parse_qs(place.query).items()}
        sent = parse_qs(urlencode(fields), keep_blank_values=True)
        form = {name: values[-1] for name, values in sent.items()}
        asked = Request(method, place.path, query, form, self.cookies, **request)
        page = self.world.portal.answer(asked)
        self.cookie = page.cookie or self.cookie
        return Answered(address, page.status, page.body, page.headers, page.content)
