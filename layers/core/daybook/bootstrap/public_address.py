"""Where browsers reach Daybook, for links in mails and for consent: as it was deployed, else as it is found.

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


def address_at(domain_name: str) -> str:
    """The address for a request that API Gateway took under a domain name, without a slash at its end."""
    return optional_setting(PUBLIC_BASE_URL) or f"https://{domain_name}"


def public_address() -> str:
    """The address for a mail, without a slash at its end."""
    return optional_setting(PUBLIC_BASE_URL) or optional_setting(API_BASE_URL) or address_at(_ASKED_AT.get())
