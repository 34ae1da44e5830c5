"""How this package sends: a session with a transport that tests can replace, and the access token of one request."""

import requests
from requests.adapters import BaseAdapter
from requests.auth import AuthBase

TIMEOUT_SECONDS = (5, 30)
"""Connect and read, for the small OAuth calls."""


class BearerToken(AuthBase):
    """The access token of one request. Sent as an auth object, because a .netrc would win over a plain header."""

    def __init__(self, access_token: str) -> None:
        self._access_token = access_token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self._access_token}"
        return request


def http_session(transport: BaseAdapter | None) -> requests.Session:
    """A session whose every request goes through `transport`, when there is one."""
    session = requests.Session()
    mount(session, transport)
    return session


def mount(session: requests.Session, transport: BaseAdapter | None) -> None:
    """Route everything a session sends through `transport`."""
    if transport is not None:
        session.mount("https://", transport)
        session.mount("http://", transport)
