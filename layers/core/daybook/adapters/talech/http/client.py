"""Calls talech for one merchant: token, location header, retries, and a check of the reply's shape."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from daybook.adapters.talech.http.answers import Answer, Shape, read_answer
from daybook.adapters.talech.http.auth import AccessToken
from daybook.adapters.talech.http.transport import Transport
from daybook.domain.errors import RetriableError

TOKEN_HEADER = "securityToken"  # noqa: S105  a header's name
LOCATION_HEADER = "X-POS-MerchantId"
REPLACEMENT_HEADER = "X-POS-SecurityToken"

# The client waits for the end of a short outage; in a longer one the message returns to the queue, which waits at no
# cost.
ATTEMPTS = 3
LONGEST_WAIT_SECONDS = 5
# After a 401 the client tries the token that another thread has stored, then a new one.
TOKENS_TRIED = 3

Result = TypeVar("Result")


class TalechClient:
    """Calls talech for one merchant; safe to share between threads."""

    def __init__(self, transport: Transport, access: AccessToken) -> None:
        self._transport = transport
        self._access = access

    def read(self, path: str, body: Mapping[str, Any], shape: type[Shape], *, location: str | None = None) -> Shape:
        """Read one object at `path`; `location` is a `merchant_identification`.

        Raises:
            RetriableError: talech failed, or did not find an object that it had named.
            NeedsAttentionError: Daybook has lost the access or the location.
        """
        return self._call(path, body, shape, location).one(path)

    def find(
        self, path: str, body: Mapping[str, Any], shape: type[Shape], *, location: str | None = None
    ) -> tuple[Shape | None, int | None]:
        """A search: its reply (None if nothing was found) and the total count of rows, if talech gives it.

        Raises:
            RetriableError: talech failed; that never counts as an empty result.
            NeedsAttentionError: Daybook has lost the access or the location.
        """
        answer = self._call(path, body, shape, location)
        return answer.found, answer.total

    def _call(self, path: str, body: Mapping[str, Any], shape: type[Shape], location: str | None) -> Answer[Shape]:
        return wait_out(partial(self._call_once, path, body, shape, location))

    def _call_once(self, path: str, body: Mapping[str, Any], shape: type[Shape], location: str | None) -> Answer[Shape]:
        headers = {} if location is None else {LOCATION_HEADER: location}
        token = self._access.current()
        for tokens_left in range(TOKENS_TRIED, 0, -1):
            reply = self._transport.post(path, body, {**headers, TOKEN_HEADER: token})
            replacement = reply.headers.get(REPLACEMENT_HEADER)
            if replacement:
                self._access.adopt(replacement, instead_of=token)
            if reply.status != HTTPStatus.UNAUTHORIZED or tokens_left == 1:
                break
            token = self._access.after_refusal(token)
        return read_answer(path, reply, shape, location)


def wait_out(call: Callable[[], Result]) -> Result:
    """Repeat a call for a short time; then the last `RetriableError` is raised."""
    try:
        return call()
    except RetriableError as first:
        return _again(call, first)


def _again(call: Callable[[], Result], first: RetriableError) -> Result:
    """The attempts after the first one, which has failed; a call that succeeds at once pays nothing for them."""
    import stamina  # noqa: PLC0415 - hardly any call fails, and no cold start pays for its modules

    for attempt in stamina.retry_context(
        on=_wait_before_retry, attempts=ATTEMPTS, timeout=None, wait_initial=0.2, wait_max=LONGEST_WAIT_SECONDS
    ):
        with attempt:
            if attempt.num == 1:
                raise first
            return call()
    raise AssertionError("a retry context ends with a result or an error")  # pragma: no cover


def _wait_before_retry(error: Exception) -> bool | float:
    """Whether, or after how many seconds, the client repeats the call; False leaves the repeat to the queue."""
    if not isinstance(error, RetriableError):
        return False
    if error.after_seconds is None:
        return True
    return float(max(1, error.after_seconds)) if error.after_seconds <= LONGEST_WAIT_SECONDS else False
