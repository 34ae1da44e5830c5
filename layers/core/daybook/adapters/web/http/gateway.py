"""API Gateway's HTTP events (payload version 2.0) to requests, and pages to its answers."""

import base64
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import parse_qs

from daybook.adapters.web.http.cookies import set_cookie
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import MAX_BODY_BYTES, Request, form_of

_CSRF_HEADER = "x-csrf-token"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_MOST_QUERY_FIELDS = 100
_IPV6 = 6
# Base64 makes four characters of three bytes.
_MOST_CHARACTERS = MAX_BODY_BYTES * 4 // 3


def request_of(event: Mapping[str, Any]) -> Request:
    """The request of an event that any stranger may have sent: a body beyond the limit is not even decoded."""
    http = event["requestContext"]["http"]
    headers: Mapping[str, str] = event.get("headers") or {}
    content_type = headers.get("content-type", "")
    query, body = _query(event), _body(event)
    form = None if body is None else _form(body, content_type)
    return Request(
        method=http["method"],
        path=event["rawPath"],
        query=query or {},
        form=form or {},
        cookies=tuple(event.get("cookies") or ()),
        accept_language=headers.get("accept-language", ""),
        is_too_large=query is None or form is None,
        body=body or b"",
        content_type=content_type.lower(),
        csrf_header=headers.get(_CSRF_HEADER, ""),
        network=_network(http.get("sourceIp", "")),
        fetch_site=headers.get("sec-fetch-site", ""),
    )


def answer_of(page: Page) -> dict[str, Any]:
    """The answer of a page."""
    body = base64.b64encode(page.content).decode() if page.content else page.body
    answer = {
        "statusCode": page.status,
        "headers": page.headers,
        "body": body,
        "isBase64Encoded": bool(page.content),
    }
    return {**answer, "cookies": [set_cookie(page.cookie)]} if page.cookie else answer


def _network(address: str) -> str:
    """The network of an address: a household or an office has one IPv4 address, or one half of IPv6 addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == _IPV6 else str(parsed)


def _query(event: Mapping[str, Any]) -> dict[str, str] | None:
    """The fields of the address; None where there are more than any page has."""
    try:
        found = parse_qs(event.get("rawQueryString") or "", keep_blank_values=True, max_num_fields=_MOST_QUERY_FIELDS)
    except ValueError:
        return None
    return {name: values[-1] for name, values in found.items()}


def _body(event: Mapping[str, Any]) -> bytes | None:
    """What was sent; None where it is larger than anything that a page or a call sends."""
    text = event.get("body") or ""
    if len(text) > _MOST_CHARACTERS:
        return None
    return base64.b64decode(text) if event.get("isBase64Encoded") else text.encode("utf-8", "replace")


def _form(body: bytes, content_type: str) -> dict[str, str] | None:
    """The fields of a form, none where the body is none; None where it is deeper than any form of a page."""
    if not content_type.lower().startswith(_FORMS):
        return {}
    try:
        return form_of(body, content_type)
    except (ValueError, RecursionError):
        return None
