"""Every class of error of the HTTP libraries has a group, in both vendors' transports alike."""

import inspect
import io

import pytest
import requests
import urllib3
from requests.adapters import BaseAdapter

from daybook.adapters import vendor_http
from daybook.adapters.quickbooks.grants.discovery import DiscoveryDocument
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.transport import ask, http_session
from daybook.adapters.talech.http.transport import Transport
from daybook.adapters.vendor_http import InsecureAddressError, is_our_mistake, secure_address
from daybook.domain.errors import Condition, RetriableError
from unit.quickbooks.doubles import REALM, FixedClock

# What we did wrong before anything left; everything else is a vendor that did not answer in full.
OURS = {
    "requests": "InvalidHeader InvalidJSONError InvalidProxyURL InvalidSchema InvalidURL MissingSchema "
    "StreamConsumedError URLRequired UnrewindableBodyError",
    "urllib3": "BodyNotHttplibCompatible LocationParseError LocationValueError ProxySchemeUnknown TimeoutStateError "
    "URLSchemeUnknown UnrewindableBodyError",
}
NO_ANSWER = {
    "requests": "ChunkedEncodingError ConnectTimeout ConnectionError ContentDecodingError HTTPError JSONDecodeError "
    "ProxyError ReadTimeout RequestException RetryError SSLError Timeout TooManyRedirects",
    "urllib3": "ClosedPoolError ConnectTimeoutError ConnectionError DecodeError EmptyPoolError FullPoolError HTTPError "
    "HeaderParsingError HostChangedError IncompleteRead InvalidChunkLength InvalidHeader MaxRetryError "
    "NameResolutionError NewConnectionError PoolError ProtocolError ProxyError ReadTimeoutError RequestError "
    "ResponseError ResponseNotChunked SSLError TimeoutError",
}
# Raised for a proxy's address, which is the deployment's, and caught by nobody.
UNRELATED = {"ProxySchemeUnsupported"}


def classes_of(library):
    return {
        name: found
        for name, found in vars(library.exceptions).items()
        if inspect.isclass(found)
        and issubclass(found, Exception)
        and not issubclass(found, Warning)
        and found.__module__ == f"{library.__name__}.exceptions"
        and name not in UNRELATED
    }


LIBRARIES = {"requests": requests, "urllib3": urllib3}
CLASSES = [(name, cls) for name, library in LIBRARIES.items() for cls in classes_of(library)]


class Raising(BaseAdapter):
    """A transport that fails, at once or in the middle of the body."""

    def __init__(self, error, *, within_body=False):
        super().__init__()
        self._error = error
        self._within_body = within_body

    def send(self, request, **_):
        if not self._within_body:
            raise self._error
        response = requests.Response()
        response.status_code = 200
        response.request, response.url = request, request.url
        response.raw = self
        return response

    def read(self, *_):
        raise self._error

    def close(self):
        """Nothing is held open."""


def asked_of_quickbooks(adapter):
    return ask(http_session(adapter), "GET", "https://quickbooks.example/query", "QuickBooks")


def asked_of_talech(adapter):
    session = requests.Session()
    session.mount("https://", adapter)
    return Transport("https://talech.example", session).post("orders", {})


VENDORS = {
    "quickbooks": (asked_of_quickbooks, Condition.QUICKBOOKS_UNAVAILABLE),
    "talech": (asked_of_talech, Condition.TALECH_UNAVAILABLE),
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_class_of_error_has_a_group(name):
    """A release that brings a new class makes this fail: say here, and in `vendor_http`, what it is."""
    assert set(classes_of(LIBRARIES[name])) == set(OURS[name].split()) | set(NO_ANSWER[name].split())


@pytest.mark.parametrize("within_body", [False, True])
@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(("library", "cls"), CLASSES)
def test_an_error_is_treated_as_its_group_says(vendor, library, cls, within_body):
    error_class = getattr(LIBRARIES[library].exceptions, cls)
    error = error_class.__new__(error_class)
    asked, condition = VENDORS[vendor]
    expected = error_class if cls in OURS[library].split() else RetriableError

    with pytest.raises(expected) as caught:
        asked(Raising(error, within_body=within_body))

    if expected is RetriableError:
        assert caught.value.condition is condition


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_answer_without_an_end_is_not_read_to_its_end(vendor, monkeypatch):
    monkeypatch.setattr(vendor_http, "MOST_BYTES", 1 << 20)
    read = []

    class Endless(io.RawIOBase):
        def read(self, size=-1):
            read.append(size)
            return b" " * size

    class Answering(Raising):
        def send(self, request, **known):
            response = super().send(request, **known)
            response.raw = Endless()
            return response

    with pytest.raises(RetriableError):
        VENDORS[vendor][0](Answering(None, within_body=True))

    assert sum(read) < 2 << 20


@pytest.mark.parametrize(
    "address",
    ["https://quickbooks.api.intuit.com", "http://127.0.0.1:8080/v3", "http://localhost:9", "http://[::1]:9"],
)
def test_a_vendor_is_reached_over_https_or_on_loopback(address):
    assert secure_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["http://quickbooks.api.intuit.com", "http://127.0.0.1.evil.example", "ftp://127.0.0.1", "", "quickbooks.example",
     "http://user@evil.example", "http://localhost@evil.example/"],
)  # fmt: skip
def test_no_secret_goes_anywhere_in_the_clear(address):
    with pytest.raises(InsecureAddressError):
        secure_address(address)
    with pytest.raises(InsecureAddressError):
        QuickBooksClient(REALM, None, None, api_url=address)
    with pytest.raises(InsecureAddressError):
        DiscoveryDocument(address, FixedClock())
    with pytest.raises(InsecureAddressError):
        Transport(address, requests.Session())


def test_a_parser_that_fails_on_an_answer_is_not_our_mistake():
    assert not is_our_mistake(requests.exceptions.JSONDecodeError("no JSON", "<html>", 0))
