"""Sends a call to talech: POST with a JSON body, with time-outs, over one pool of connections."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from daybook.adapters.vendor_http import NO_ANSWER, body_of, is_our_mistake, secure_address
from daybook.domain.errors import Condition, RetriableError

CONCURRENT_CALLS = 8
CONNECT_SECONDS = 5
# A page of 500 orders is slow in production: one order detail takes a third of a second (docs/talech.md 3.7).
READ_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply. Its body has money and tokens, so it is never in a `repr`, a log or an error."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Transport:
    """One talech host and the session that reaches it; safe to share between threads.

    `on_answer` gets the time of each reply to the end of its body, in milliseconds, on the calling thread; a broken
    call gives no time.
    """

    base_url: str
    session: requests.Session = field(repr=False)
    on_answer: Callable[[float], None] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse a host to which tokens would be sent unencrypted."""
        secure_address(self.base_url)

    def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        """Send one call and read the whole reply, with any status.

        Raises:
            RetriableError: talech could not be reached, did not answer in time, or the reply is incomplete.
        """
        asked_at = time.perf_counter()
        try:
            response = self.session.post(
                f"{self.base_url.rstrip('/')}/{path}",
                json=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            content = body_of(response)
        except NO_ANSWER as error:
            if is_our_mistake(error):
                raise
            raise RetriableError(
                f"talech did not answer {path} in full: {type(error).__name__}", condition=Condition.TALECH_UNAVAILABLE
            ) from error
        if self.on_answer is not None:
            self.on_answer((time.perf_counter() - asked_at) * 1000)
        return Reply(response.status_code, response.headers, content)


def new_session() -> requests.Session:
    """A session for one process, with a pool as large as the number of threads that read a day."""
    session = requests.Session()
    pool = HTTPAdapter(pool_connections=1, pool_maxsize=CONCURRENT_CALLS)
    session.mount("https://", pool)
    session.mount("http://", pool)
    # A warm process serves several merchants: a cookie of one must not be sent with calls of the next.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session
