"""A merchant's browser in front of API Gateway: the sample requests, with this visitor's cookies and what they send."""

import base64
import copy
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from daybook.domain.catalogue.error_catalogue import entry
from fakes.quickbooks.ledger import COMPANY

REALM = COMPANY.realm_id
EVENTS = Path(__file__).parents[2] / "events"
_SAMPLES = {
    "/launch": "connect_launch",
    "/connect": "connect_page",
    "/connect/authorize": "connect_authorize",
    "/connect/callback": "connect_callback",
    "/connect/confirm": "connect_confirm",
    "/connected": "connect_connected",
}
_CSRF = re.compile(r'name="csrf_token" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What API Gateway would send to the browser."""

    status: int
    body: str
    headers: dict[str, str]
    cookies: list[str]

    @property
    def goes_to(self):
        """Where a redirect leads, as path or origin and path."""
        return self.headers["Location"].partition("?")[0]

    @property
    def query(self):
        """The query of a redirect."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.headers["Location"]).query).items()}

    @property
    def csrf_token(self):
        """The token in the page's form; empty where it has no form."""
        found = _CSRF.search(self.body)
        return html.unescape(found[1]) if found else ""

    @property
    def words(self):
        """What a person reads."""
        return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", self.body).split()))


class Visitor:
    """One browser; it keeps the cookies it is given and sends them back."""

    def __init__(self, function, *, language="en-CA,en;q=0.9"):
        self._function = function
        self._language = language
        self.cookies = {}

    def get(self, path, **query):
        return self._ask(path, query=query)

    def post(self, path, form, *, encoded=False):
        """Submit a form; API Gateway hands binary bodies over in base64."""
        body = urlencode(form)
        return self._ask(path, body=base64.b64encode(body.encode()).decode() if encoded else body, encoded=encoded)

    def _ask(self, path, *, query=None, body=None, encoded=False):
        request = copy.deepcopy(json.loads((EVENTS / f"{_SAMPLES[path]}.json").read_text("utf-8")))
        for name in ("queryStringParameters", "cookies"):
            request.pop(name, None)
        if query is not None:
            request["rawQueryString"] = urlencode(query)
        if query:
            request["queryStringParameters"] = query
        if self.cookies:
            request["cookies"] = [f"{name}={value}" for name, value in self.cookies.items()]
        if body is not None:
            request |= {"body": body, "isBase64Encoded": encoded}
            request["requestContext"]["http"]["method"] = "POST"
        elif request.pop("body", None) is not None:
            request["requestContext"]["http"]["method"] = "GET"
        request["headers"]["accept-language"] = self._language
        return self._answered(self._function(request))

    def _answered(self, raw):
        for cookie in raw.get("cookies", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        headers = raw["headers"]
        return Answer(raw["statusCode"], raw["body"] or "", headers, raw.get("cookies", []))


def launched(visitor, launch="launch-1"):
    """The visitor, with a session."""
    visitor.get("/launch", token=launch)
    return visitor


def consent(visitor, **more):
    """Press the button; the state that Intuit will bring back."""
    page = visitor.get("/connect")
    return visitor.post("/connect/authorize", {"csrf_token": page.csrf_token}, **more).query["state"]


def back_from_intuit(visitor, **brought):
    """Press the button, and come back with what Intuit says: a code for the usual company, unless told otherwise."""
    brought = brought if "error" in brought else {"code": "code-1", "realmId": REALM, **brought}
    return visitor.get("/connect/callback", state=consent(visitor), **brought)


def connected(visitor, launch="launch-1", code="code-1"):
    """From the launch to the word that the company is theirs."""
    back_from_intuit(launched(visitor, launch), code=code)
    return answered(visitor, "mine")


def answered(visitor, company):
    """Say of the company that is asked about that it is `mine`, or an `other`."""
    page = visitor.get("/connect/confirm")
    return visitor.post("/connect/confirm", {"csrf_token": page.csrf_token, "company": company})


def says(answer, status, code, language="en"):
    """Whether the page is that of an error: its status, its code and the catalogue's words."""
    text = entry(code).text(language)
    said = [" ".join(words.split()) for words in (code, text.title, text.action)]
    return answer.status == status and all(words in answer.words for words in said)
