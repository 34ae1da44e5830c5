"""What both vendors' adapters know about HTTP: whose fault an error is, how much is read, and where secrets may go."""

from urllib.parse import urlsplit

import requests
import urllib3

_SECURE, _PLAIN = "https", "http"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CHUNK_BYTES = 1 << 16
MOST_BYTES = 32 << 20
"""More than any page that a vendor sends; whatever is longer is not read to its end."""

NO_ANSWER = (requests.RequestException, urllib3.exceptions.HTTPError)
"""Everything that `requests` raises, and what it lets through of the library below it."""

# Raised before anything leaves, or because we used a library wrongly: no retry cures it.
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


class AnswerTooLongError(requests.RequestException):
    """An answer is longer than `MOST_BYTES`: it is no answer to any of our questions."""


class InsecureAddressError(ValueError):
    """A vendor's address is not https: tokens and figures would travel in the clear."""


def is_our_mistake(error: Exception) -> bool:
    """Whether an error of `NO_ANSWER` is a bug of ours, and not a vendor that did not answer in full."""
    of_the_answer = isinstance(error, requests.exceptions.JSONDecodeError)
    return isinstance(error, _OUR_MISTAKES) and not of_the_answer


def body_of(response: requests.Response) -> bytes:
    """The whole body of an answer that was asked for with `stream=True`.

    Raises:
        AnswerTooLongError: it does not end.
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
    """The address as it is; plain http is for loopback alone, where the local system's simulators are.

    Raises:
        InsecureAddressError: a secret sent there could be read on its way.
    """
    parts = urlsplit(address)
    if parts.scheme == _SECURE or (parts.scheme == _PLAIN and parts.hostname in _LOOPBACK):
        return address
    raise InsecureAddressError(f"{address!r} is no https address: a vendor is reached over https, loopback aside")
