"""The public address of Daybook, for links in mails and for consent: the deployed setting, else that of a request.

A first deployment has no such setting. Then links in a mail sent by a page use the address of the page's request, and
links in other mails use the API's own address.
"""

from contextvars import ContextVar
from typing import Any

from daybook.bootstrap.environment import API_BASE_URL, PUBLIC_BASE_URL, optional_setting

_ASKED_AT: ContextVar[str] = ContextVar("asked_at", default="")


def remember_address(event: dict[str, Any]) -> None:
    """Keep the domain name of an API Gateway request; never the Host header, which a browser can forge."""
    _ASKED_AT.set(event.get("requestContext", {}).get("domainName", ""))


def address_at(domain_name: str) -> str:
    """The address for a request with this domain name, without a slash at its end."""
    return optional_setting(PUBLIC_BASE_URL) or f"https://{domain_name}"


def public_address() -> str:
    """The address for a mail, without a slash at its end."""
    return optional_setting(PUBLIC_BASE_URL) or optional_setting(API_BASE_URL) or address_at(_ASKED_AT.get())
