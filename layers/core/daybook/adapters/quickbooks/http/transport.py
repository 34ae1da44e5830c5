"""Sends one HTTP request: the session (tests can replace its transport), the access token, and the reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.auth import AuthBase

from daybook.adapters.quickbooks.http.wire import loads
from daybook.adapters.vendor_http import NO_ANSWER, body_of, is_our_mistake
from daybook.domain.errors import Condition, RetriableError

TIMEOUT_SECONDS = (5, 30)
"""Connect and read time-outs in seconds, for the small OAuth calls."""


class BearerToken(AuthBase):
    """The access token of one request, as an auth object, because a .netrc file would override a plain header."""

    def __init__(self, access_token: str) -> None:
        self._access_token = access_token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self._access_token}"
        return request


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply. Its body may have tokens, so it is never in a `repr`, a log or an error."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    text: str = field(repr=False)

    @property
    def intuit_tid(self) -> str:
        """Intuit's id of the answer, which Intuit's support asks for."""
        return self.headers.get("intuit_tid", "")

    @property
    def json_object(self) -> dict[str, Any]:
        """The body as a JSON object; empty if it is not one."""
        try:
            body = loads(self.text)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether a firewall or a gateway answered instead of Intuit: a page of markup, or a redirect."""
        redirects = HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST
        return redirects or self.text.lstrip().startswith("<")


def ask(session: requests.Session, method: str, url: str, what: str, **sent: Any) -> Reply:
    """Send one request and read the whole answer, with any status; redirects are not followed, to protect secrets.

    `what` is the name of the server for errors.

    Raises:
        RetriableError: no complete answer; the server may have carried out the request.
    """
    try:
        response = session.request(method, url, stream=True, allow_redirects=False, **sent)
        body = body_of(response)
    except NO_ANSWER as error:
        if is_our_mistake(error):
            raise
        raise RetriableError(
            f"{what} did not answer in full: {type(error).__name__}", condition=Condition.QUICKBOOKS_UNAVAILABLE
        ) from error
    return Reply(response.status_code, response.headers, body.decode(errors="replace"))


def http_session(transport: BaseAdapter | None) -> requests.Session:
    """A session that uses `transport`, if given, for every request."""
    session = requests.Session()
    if transport is not None:
        session.mount("https://", transport)
        session.mount("http://", transport)
    return session
