"""Which function of an HTTP API answers a request, and what the API itself answers for CORS."""

from __future__ import annotations

import enum
import functools
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from daybook_local.aws.gateway.http_event import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from daybook_local.aws.clients import LocalAws

DEFAULT_ROUTE = "$default"
# A variable is a whole segment; API Gateway knows no other kind.
_VARIABLE = re.compile(r"\{(?P<name>\w+)(?P<greedy>\+)?\}")
_FUNCTION = re.compile(r"(?:functions/)?(?P<arn>arn:[^/]+:function:[^/]+)(?:/invocations)?")


class RouteError(ValueError):
    """The API cannot be served here. The message names the route."""


class _Segment(enum.IntEnum):
    """How closely a piece of a route's path describes what it takes; less is closer."""

    LITERAL = 0
    VARIABLE = 1
    GREEDY = 2

    @classmethod
    def of(cls, text: str) -> _Segment:
        found = _VARIABLE.fullmatch(text)
        if found is None:
            return cls.LITERAL
        return cls.GREEDY if found["greedy"] else cls.VARIABLE


@dataclass(frozen=True)
class Route:
    """One route key, e.g. ``GET /shops/{shop}``, and the ARN of the function behind it."""

    key: str
    function: str

    @property
    def method(self) -> str:
        """The verb, or ``ANY``."""
        return self.key.split(" ")[0] if " " in self.key else "ANY"

    @property
    def path(self) -> str:
        """The path with its variables; ``$default`` has none."""
        return self.key.partition(" ")[2]

    @property
    def rank(self) -> tuple[bool, bool, list[_Segment], bool]:
        """The lowest rank that matches wins: whole paths, then variables, then greedy ones, then ``$default``."""
        segments = [_Segment.of(text) for text in self.path.split("/")]
        return self.key == DEFAULT_ROUTE, _Segment.GREEDY in segments, segments, self.method == "ANY"

    def parameters(self, method: str, path: str) -> dict[str, str] | None:
        """The path parameters if this route takes the request, else None."""
        if self.method not in ("ANY", method):
            return None
        if self.key == DEFAULT_ROUTE:
            return {}
        found = _pattern(self.path).fullmatch(path)
        return found.groupdict() if found else None


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    pieces = []
    for text in path.split("/"):
        found = _VARIABLE.fullmatch(text)
        takes = ".+" if found and found["greedy"] else "[^/]+"
        pieces.append(f"(?P<{found['name']}>{takes})" if found else re.escape(text))
    return re.compile("/".join(pieces), re.DOTALL)


class RouteTable:
    """The routes of one API, read once; read them again after a deployment."""

    def __init__(self, api_id: str, routes: Iterable[Route], cors: dict[str, Any] | None = None) -> None:
        self.api_id = api_id
        self._routes = sorted(routes, key=lambda route: route.rank)
        self._cors = cors or {}

    def find(self, request: HttpRequest) -> tuple[Route, dict[str, str]] | None:
        """The route that takes the request and its path parameters."""
        path = unquote(request.path)
        for route in self._routes:
            parameters = route.parameters(request.method, path)
            if parameters is not None:
                return route, parameters
        return None

    def preflight(self, request: HttpRequest) -> HttpResponse | None:
        """The API's own answer to a CORS preflight; None when there is no CORS or this is none."""
        asks = request.header("access-control-request-method")
        if request.method != "OPTIONS" or not self._cors or asks is None:
            return None
        headers = self.cors_headers(request)
        if headers:
            for header, key in (
                ("access-control-allow-methods", "AllowMethods"),
                ("access-control-allow-headers", "AllowHeaders"),
            ):
                if self._cors.get(key):
                    headers.append((header, ",".join(self._cors[key])))
            if "MaxAge" in self._cors:
                headers.append(("access-control-max-age", str(self._cors["MaxAge"])))
        return HttpResponse(HTTPStatus.NO_CONTENT, headers)

    def cors_headers(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What the API adds to every answer for an origin that it allows."""
        origin = request.header("origin")
        allowed = self._cors.get("AllowOrigins", [])
        if origin is None or not ("*" in allowed or origin in allowed):
            return []
        headers = [("access-control-allow-origin", "*" if "*" in allowed else origin)]
        if self._cors.get("AllowCredentials"):
            headers.append(("access-control-allow-credentials", "true"))
        if self._cors.get("ExposeHeaders"):
            headers.append(("access-control-expose-headers", ",".join(self._cors["ExposeHeaders"])))
        return headers


def read_routes(aws: LocalAws, api_id: str) -> RouteTable:
    """The routes of a deployed HTTP API.

    Raises:
        RouteError: a route leads to something that is not a function.
    """
    integrations = {
        integration["IntegrationId"]: integration.get("IntegrationUri", "")
        for integration in aws.apigatewayv2.get_integrations(ApiId=api_id)["Items"]
    }
    routes = []
    for item in aws.apigatewayv2.get_routes(ApiId=api_id)["Items"]:
        uri = integrations.get(item.get("Target", "").removeprefix("integrations/"), "")
        found = _FUNCTION.search(uri)
        if found is None:
            raise RouteError(f"{item['RouteKey']} of the API {api_id} leads to {uri!r}, which is not a function")
        routes.append(Route(item["RouteKey"], found["arn"]))
    return RouteTable(api_id, routes, aws.apigatewayv2.get_api(ApiId=api_id).get("CorsConfiguration"))
