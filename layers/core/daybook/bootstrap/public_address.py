"""Where browsers reach Daybook, for the links in mails: as it was deployed, else as it is found.

A first deployment names no address. A mail of a page leads where the page was asked for; a mail that answers no request
leads to the API's own address.
"""

from contextvars import ContextVar
from typing import Any

from daybook.bootstrap.environment import API_BASE_URL, PUBLIC_BASE_URL, optional_setting

_ASKED_AT: ContextVar[str] = ContextVar("asked_at", default="")


def remember_address(event: dict[str, Any]) -> None:
    """Keep the domain name under which API Gateway took a request; never the Host header, which a browser writes."""
    _ASKED_AT.set(event.get("requestContext", {}).get("domainName", ""))


def public_address() -> str:
    """The address, without a slash at its end."""
    return optional_setting(PUBLIC_BASE_URL) or optional_setting(API_BASE_URL) or f"https://{_ASKED_AT.get()}"
