"""HTTP rules for both vendors' adapters: keys, the class of an answer, the largest one, and addresses for secrets."""

from http import HTTPStatus
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import requests
import urllib3

from daybook.application.ports.circuits import AnswerClass

_SECURE, _PLAIN = "https", "http"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CHUNK_BYTES = 1 << 16
MOST_BYTES = 32 << 20
"""More than any answer of a vendor; a longer one is not read to its end."""

_App_co = TypeVar("_App_co", covariant=True)

NO_ANSWER = (requests.RequestException, urllib3.exceptions.HTTPError)
"""All errors of `requests`, and those of urllib3 that `requests` does not convert."""

# Errors raised before the request is sent, or because we used a library wrongly: a retry does not help.
_OUR_MISTAKES = (
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidJSONError,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.StreamConsumedError,
    requests.exceptions.URLRequired,
    requests.exceptions.UnrewindableBodyError,
    urllib3.exceptions.BodyNotHttplibCompatible,
    urllib3.exceptions.LocationValueError,
    urllib3.exceptions.TimeoutStateError,
    urllib3.exceptions.UnrewindableBodyError,
)


class Registration(Protocol[_App_co]):
    """Reads the app's keys at a vendor at each use, because an operator may rotate them while functions are warm."""

    def current(self) -> _App_co:
        """The app with the cached keys."""

    def anew(self) -> _App_co:
        """The app with newly read keys, because the vendor refused the cached ones."""


def unheard(_answered: AnswerClass, _milliseconds: float | None, _vendor_id: str) -> None:
    """Hears nothing: the default for adapters."""


def class_of(status: int) -> AnswerClass:
    """The class of an answer by its status."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return AnswerClass.THROTTLED
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return AnswerClass.FAILED
    return AnswerClass.OK if status < HTTPStatus.MULTIPLE_CHOICES else AnswerClass.REFUSED


class AnswerTooLongError(requests.RequestException):
    """An answer is longer than `MOST_BYTES`, so it cannot be an answer to one of our requests."""


class InsecureAddressError(ValueError):
    """A vendor's address is not https: tokens and figures would travel in the clear."""


def is_our_mistake(error: Exception) -> bool:
    """Whether an error of `NO_ANSWER` is our own bug, and not a missing or incomplete answer of the vendor."""
    of_the_answer = isinstance(error, requests.exceptions.JSONDecodeError)
    return isinstance(error, _OUR_MISTAKES) and not of_the_answer


def body_of(response: requests.Response) -> bytes:
    """The whole body of an answer to a request with `stream=True`.

    Raises:
        AnswerTooLongError: it is too long.
        requests.RequestException, urllib3.exceptions.HTTPError: it broke off, or cannot be decoded.
    """
    parts: list[bytes] = []
    length = 0
    with response:
        for part in response.iter_content(_CHUNK_BYTES):
            length += len(part)
            if length > MOST_BYTES:
                raise AnswerTooLongError(f"more than {MOST_BYTES} bytes")
            parts.append(part)
    return b"".join(parts)


def secure_address(address: str) -> str:
    """Check and return the address; plain http is allowed only for loopback, for the simulators of the local system.

    Raises:
        InsecureAddressError: others could read a secret sent to this address.
    """
    parts = urlsplit(address)
    if parts.scheme == _SECURE or (parts.scheme == _PLAIN and parts.hostname in _LOOPBACK):
        return address
    raise InsecureAddressError(f"{address!r} is no https address: a vendor is reached over https, loopback aside")
