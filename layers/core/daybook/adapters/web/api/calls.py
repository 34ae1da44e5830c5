"""The JSON API: the same actions as the pages, for a partner who embeds them; its OpenAPI document comes from here.

A call carries the session cookie of a page visit; whatever writes carries the session's CSRF token as a header too.
Only the API pays for this module: `python -m daybook.adapters.web.api.calls schemas/openapi.json` writes the document.
"""

import base64
import json
import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from daybook.adapters.web.api import accounts as api_accounts
from daybook.adapters.web.api import days as api_days
from daybook.adapters.web.api import mapping as api_mapping
from daybook.adapters.web.api import proofs as api_proofs
from daybook.adapters.web.api import session as api_session
from daybook.adapters.web.api import settings as api_settings
from daybook.adapters.web.api import setup as api_setup
from daybook.adapters.web.api import taxes as api_taxes
from daybook.adapters.web.api.answers import JSON, problem_of, problem_words
from daybook.adapters.web.deeds import intended
from daybook.adapters.web.http.cookies import set_cookie
from daybook.adapters.web.http.gateway import request_of
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.reception import Reception
from daybook.contracts.http.problem import ProblemBody
from daybook.domain.errors import DaybookError, HoldReason, NeedsAttentionError, RetriableError

CSRF_HEADER = "x-csrf-token"
TITLE, VERSION = "Daybook", "1"
DESCRIPTION = (
    "Posts a talech merchant's business days into QuickBooks Online. Money is in minor units. Every call belongs to a "
    "merchant's own session: there are no keys for partners."
)
_DAY = re.compile(r"/api/v1/days/([^/]+)/([^/]+)/actions")
_ROUTERS = (
    api_session.router,
    api_days.router,
    api_proofs.router,
    api_accounts.router,
    api_mapping.router,
    api_taxes.router,
    api_setup.router,
    api_settings.router,
)


class Api:
    """Receives a call, as the pages are received, before anything of it is read or validated."""

    def __init__(self, desk: Reception, tell: Callable[[DaybookError], None]) -> None:
        """`tell` hears of calls that could not go on."""
        self._desk = desk
        self._tell = tell
        self._app = routed()
        for kind in (DaybookError, ValueError, RequestValidationError):
            self._app.exception_handler(kind)(self._refuse)
        self._app.not_found(self._unknown)

    def answer(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The answer to one call, as API Gateway wants it."""
        request = request_of(event)
        headers = event.get("headers") or {}
        try:
            session = self._desk.session(request)
            self._desk.check_write(request, session, headers.get(CSRF_HEADER, ""))
            visit = self._desk.visit(request, session)
            if visit is None:
                raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"merchant {session.merchant_id} never connected")
        except DaybookError as error:
            self._tell(error)
            return _answer(*problem_of(error, headers.get("accept-language", "")))
        if request.is_too_large:
            words = problem_words("too_large", session.language)
            return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
        if event.get("body") and not headers.get("content-type", "").lower().startswith(JSON):
            return _answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problem_words("not_json", session.language))
        if not _is_json(event):
            return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, problem_words("not_json", session.language))
        self._app.context["visit"] = visit

        def call() -> dict[str, Any]:
            return self._app.resolve(event, context)

        deed = intended(request.path, _day_in(request.path), _said(event))
        answer = self._desk.recorded(visit, deed, call, lambda done: done["statusCode"] < HTTPStatus.BAD_REQUEST)
        answer["headers"] = {**answer.get("headers", {}), **security_headers()}
        return {**answer, "cookies": [set_cookie(self._desk.cookie(session))]}

    def _refuse(self, error: Exception) -> Response[str]:
        if isinstance(error, DaybookError):
            self._tell(error)
        status, body = problem_of(error, self._app.context["visit"].session.language)
        return Response(status_code=status.value, content_type=JSON, body=body.text())

    def _unknown(self, _: Exception) -> Response[str]:
        """No call has this address; the router's own words would be in no document and no language but English."""
        words = problem_words("no_such_call", self._app.context["visit"].session.language)
        return Response(status_code=HTTPStatus.NOT_FOUND.value, content_type=JSON, body=words.text())


def answer_of_silence(error: RetriableError, language: str) -> dict[str, Any]:
    """The answer while a vendor or AWS is away, before anything is known of the caller."""
    return _answer(*problem_of(error, language))


def routed() -> APIGatewayHttpResolver:
    """Every call under its path."""
    app = APIGatewayHttpResolver(enable_validation=True)
    for router in _ROUTERS:
        app.include_router(router, prefix="/api/v1")
    return app


def openapi_text() -> str:
    """The OpenAPI document, as its file holds it."""
    return routed().get_openapi_json_schema(title=TITLE, version=VERSION, description=DESCRIPTION) + "\n"


def _is_json(event: dict[str, Any]) -> bool:
    """Whether the body, if there is one, is JSON that can be read: UTF-8, not too deep, no number without an end.

    The router reads it too, and would stumble over anything else.
    """
    body = event.get("body")
    if not body:
        return True
    try:
        json.loads(base64.b64decode(body).decode() if event.get("isBase64Encoded") else body)
    except (ValueError, RecursionError):
        return False
    return True


def _said(event: dict[str, Any]) -> dict[str, Any]:
    """What the body says, where it is an object."""
    body = event.get("body")
    if not body:
        return {}
    said = json.loads(base64.b64decode(body).decode() if event.get("isBase64Encoded") else body)
    return said if isinstance(said, dict) else {}


def _day_in(path: str) -> tuple[str, ...]:
    """Date and location of a call about a day."""
    found = _DAY.fullmatch(path)
    return tuple(map(unquote, found.groups())) if found else ()


def _answer(status: HTTPStatus, body: ProblemBody) -> dict[str, Any]:
    return {
        "statusCode": status.value,
        "headers": {**security_headers(), "Content-Type": JSON},
        "body": body.text(),
        "isBase64Encoded": False,
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(openapi_text(), encoding="utf-8")
