"""API Gateway's HTTP events (payload version 2.0) to requests, and pages to its answers."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from daybook.adapters.web.cookies import set_cookie
from daybook.adapters.web.pages import Page
from daybook.adapters.web.requests import MAX_BODY_BYTES, Request, form_of

# Base64 makes four characters of three bytes.
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_MOST_CHARACTERS = MAX_BODY_BYTES * 4 // 3


def request_of(event: Mapping[str, Any]) -> Request:
    """The request of an event. A body beyond the limit is not even decoded."""
    http = event["requestContext"]["http"]
    headers: Mapping[str, str] = event.get("headers") or {}
    text = event.get("body") or ""
    too_large = len(text) > _MOST_CHARACTERS
    query = parse_qs(event.get("rawQueryString") or "", keep_blank_values=True, max_num_fields=100)
    return Request(
        method=http["method"],
        path=event["rawPath"],
        query={name: values[-1] for name, values in query.items()},
        form={} if too_large else _form(event, text, headers.get("content-type", "")),
        cookies=tuple(event.get("cookies") or ()),
        accept_language=headers.get("accept-language", ""),
        body_is_too_large=too_large,
    )


def answer_of(page: Page) -> dict[str, Any]:
    """The answer of a page."""
    answer = {"statusCode": page.status, "headers": page.headers, "body": page.body, "isBase64Encoded": False}
    return {**answer, "cookies": [set_cookie(page.cookie)]} if page.cookie else answer


def _form(event: Mapping[str, Any], text: str, content_type: str) -> dict[str, str]:
    if not content_type.lower().startswith(_FORMS):
        return {}
    body = base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()
    return form_of(body, content_type)
