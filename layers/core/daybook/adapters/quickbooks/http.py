"""The HTTP session of this package: no proxy or .netrc surprises, and a transport that tests put in its place."""

import requests
from requests.adapters import BaseAdapter
from requests.auth import AuthBase

TIMEOUT_SECONDS = (5, 30)
"""Connect and read, for the small OAuth calls."""


class BearerToken(AuthBase):
    """The access token of one request. As an auth object it wins over a .netrc, and no `repr` shows it."""

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
