"""Sends a call to talech: POST with a JSON body, with time-outs, over one pool of connections."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from daybook.adapters.talech.http.width import MOST, Width
from daybook.adapters.vendor_http import NO_ANSWER, body_of, class_of, is_our_mistake, secure_address, unheard
from daybook.application.ports.circuits import AnswerClass, OnAnswer
from daybook.domain.errors import Condition, RetriableError

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

    `width` is how many calls may be under way at once.
    `on_answer` gets the class of each reply and its time to the end of its body, on the calling thread; a broken call
    has no time.
    """

    base_url: str
    session: requests.Session = field(repr=False)
    on_answer: OnAnswer = field(default=unheard, repr=False)
    width: Width = field(default_factory=Width, repr=False)

    def __post_init__(self) -> None:
        """Refuse a host to which tokens would be sent unencrypted."""
        secure_address(self.base_url)

    def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        """Send one call and read the whole reply, with any status.

        Raises:
            RetriableError: talech could not be reached, did not answer in time, or the reply is incomplete.
        """
        with self.width.turn() as turn:
            reply = self._post(path, body, headers)
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
            self.width.narrow(turn)
        elif reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self.width.widen()
        return reply

    def _post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None) -> Reply:
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
            self.on_answer(AnswerClass.FAILED, None, "")
            raise RetriableError(
                f"talech did not answer {path} in full: {type(error).__name__}", condition=Condition.TALECH_UNAVAILABLE
            ) from error
        self.on_answer(class_of(response.status_code), (time.perf_counter() - asked_at) * 1000, "")
        return Reply(response.status_code, response.headers, content)


def new_session(most_calls: int = MOST) -> requests.Session:
    """A session for one process, with as many connections as calls may be under way; it asks for no proxy."""
    session = requests.Session()
    # Otherwise each call reads proxies and .netrc from the environment, which takes longer than to build the request.
    session.trust_env = False
    pool = HTTPAdapter(pool_connections=1, pool_maxsize=most_calls)
    session.mount("https://", pool)
    session.mount("http://", pool)
    # A warm process serves several merchants: a cookie of one must not be sent with calls of the next.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session
