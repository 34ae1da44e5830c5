"""An HTTP request as the Lambda event of an API Gateway HTTP API, payload format 2.0, and its answer back.

Where the emulator's own gateway differs from AWS, this follows AWS: cookies in a list, forms in base64, absent members
absent rather than null, and nothing of a function's error in the browser.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote

from daybook_local.aws.clients import ACCOUNT

# Bodies of these types reach the function as text, every other one, forms included, in base64.
_TEXT = re.compile(r"text/.*|application/(json|javascript|xml)")
_NOT_FORWARDED = frozenset({"connection", "cookie", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"})
_SET_BY_THE_SERVER = frozenset({"connection", "content-length", "transfer-encoding"})
_JSON = ("content-type", "application/json")


@dataclass(frozen=True)
class HttpRequest:
    """What arrived. ``path`` is still percent-encoded, ``query`` is without its question mark."""

    method: str
    path: str
    query: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    source_ip: str = "127.0.0.1"

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True)
class HttpResponse:
    """What goes back; a header may occur more than once."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""

    @classmethod
    def message(cls, status: HTTPStatus, text: str | None = None) -> HttpResponse:
        """API Gateway's own answer, e.g. ``{"message":"Not Found"}``."""
        body = json.dumps({"message": text or status.phrase}, separators=(",", ":"))
        return cls(status, [_JSON], body.encode())


def event_of(
    request: HttpRequest, *, api_id: str, route_key: str, path_parameters: dict[str, str], now: datetime | None = None
) -> dict[str, Any]:
    """The event a function gets for ``request`` on the route ``route_key`` of the stage ``$default``."""
    headers = _headers(request)
    body, encoded = _body(request)
    path = unquote(request.path)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": request.query,
        "headers": headers,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": api_id,
            "routeKey": route_key,
            "stage": "$default",
            "requestId": uuid.uuid4().hex[:16],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.source_ip,
                "userAgent": headers.get("user-agent", ""),
            },
            **_domain(headers.get("host", "")),
            **_time(now or datetime.now(UTC)),
        },
        "isBase64Encoded": encoded,
    }
    optional = {
        "cookies": _cookies(request),
        "queryStringParameters": _joined(parse_qsl(request.query, keep_blank_values=True)),
        "pathParameters": path_parameters,
        "body": body,
    }
    return event | {key: value for key, value in optional.items() if value}


def response_of(answer: Any) -> HttpResponse:
    """What API Gateway makes of a function's answer; one of a wrong shape is a 500."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        return HttpResponse(HTTPStatus.OK, [_JSON], text.encode())
    body = answer.get("body") or ""
    headers = answer.get("headers") or {}
    cookies = answer.get("cookies") or []
    if not (isinstance(body, str) and isinstance(headers, dict) and isinstance(cookies, list)):
        return HttpResponse.message(HTTPStatus.INTERNAL_SERVER_ERROR)
    try:
        status = int(answer["statusCode"])
        content = base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else body.encode()
    except (TypeError, ValueError, binascii.Error):
        return HttpResponse.message(HTTPStatus.INTERNAL_SERVER_ERROR)
    sent = [(key.lower(), str(value)) for key, value in headers.items() if key.lower() not in _SET_BY_THE_SERVER]
    if not any(key == "content-type" for key, _ in sent):
        sent.append(("content-type", "text/plain; charset=utf-8"))
    return HttpResponse(status, [*sent, *(("set-cookie", str(cookie)) for cookie in cookies)], content)


def _domain(host: str) -> dict[str, str]:
    name = host.split(":", maxsplit=1)[0]
    return {"domainName": name, "domainPrefix": name.split(".")[0]}


def _time(moment: datetime) -> dict[str, Any]:
    text = f"{moment.astimezone(UTC):%d/%b/%Y:%H:%M:%S +0000}"
    return {"time": text, "timeEpoch": int(moment.timestamp() * 1000)}


def _headers(request: HttpRequest) -> dict[str, str]:
    """Names in lower case, repeated ones joined, and what API Gateway adds."""
    own = _joined([(key.lower(), value) for key, value in request.headers if key.lower() not in _NOT_FORWARDED])
    port = own.get("host", "").partition(":")[2] or "80"
    forwarded = [own["x-forwarded-for"]] if "x-forwarded-for" in own else []
    return own | {
        "x-forwarded-for": ", ".join([*forwarded, request.source_ip]),
        # On AWS https and 443. Here the truth: the browser came over plain loopback HTTP.
        "x-forwarded-proto": "http",
        "x-forwarded-port": port,
        "x-amzn-trace-id": f"Root=1-{int(datetime.now(UTC).timestamp()):08x}-{uuid.uuid4().hex[:24]}",
    }


def _cookies(request: HttpRequest) -> list[str]:
    lines = [value for key, value in request.headers if key.lower() == "cookie"]
    return [cookie.strip() for line in lines for cookie in line.split(";") if cookie.strip()]


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for key, value in pairs:
        joined[key] = f"{joined[key]},{value}" if key in joined else value
    return joined


def _body(request: HttpRequest) -> tuple[str, bool]:
    kind = (request.header("content-type") or "text/plain").split(";")[0].strip().lower()
    if _TEXT.fullmatch(kind) and request.header("content-encoding") in (None, "identity"):
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass  # not the text it says it is
    return base64.b64encode(request.body).decode(), bool(request.body)
