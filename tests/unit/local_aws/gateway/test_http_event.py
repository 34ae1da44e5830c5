"""Events and answers of the gateway in the payload format 2.0 of API Gateway."""

import base64
import json
from datetime import UTC, datetime

import pytest

from daybook_local.aws.gateway.http_event import HttpRequest, event_of, response_of
from daybook_local.aws.gateway.http_routes import Route, RouteTable

NOON = datetime(2026, 11, 24, 12, 0, 1, tzinfo=UTC)


def event(**request):
    request = {"method": "GET", "path": "/"} | request
    return event_of(HttpRequest(**request), api_id="api", route_key="GET /", path_parameters={}, now=NOON)


def test_members_that_do_not_apply_are_absent_and_not_null():
    made = event(headers=[("Host", "127.0.0.1:8080")])

    assert made.keys().isdisjoint({"cookies", "queryStringParameters", "pathParameters", "body"})
    assert made["isBase64Encoded"] is False
    assert made["rawQueryString"] == ""


def test_the_request_context_tells_who_asked_and_when():
    made = event(headers=[("Host", "shop.example:8080"), ("User-Agent", "browser")], source_ip="192.0.2.7")

    context = made["requestContext"]
    assert (context["domainName"], context["domainPrefix"]) == ("shop.example", "shop")
    assert (context["time"], context["timeEpoch"]) == ("24/Nov/2026:12:00:01 +0000", 1795521601000)
    assert context["http"]["sourceIp"] == "192.0.2.7"
    assert context["http"]["userAgent"] == "browser"
    assert made["headers"]["x-forwarded-for"] == "192.0.2.7"


@pytest.mark.parametrize(
    ("kind", "body", "encoded"),
    [
        ("application/json; charset=utf-8", '{"a": "é"}'.encode(), False),
        ("text/csv", b"a,b", False),
        ("application/x-www-form-urlencoded", b"a=1", True),
        ("application/octet-stream", b"\x00", True),
        ("application/json", b"\xff\xfe", True),
    ],
)
def test_a_body_is_text_only_where_api_gateway_leaves_it_text(kind, body, encoded):
    made = event(method="POST", headers=[("Content-Type", kind)], body=body)

    assert made["isBase64Encoded"] is encoded
    assert (base64.b64decode(made["body"]) if encoded else made["body"].encode()) == body


def test_cookies_leave_the_headers_and_several_header_lines_are_one_list():
    made = event(headers=[("Cookie", "__Host-s=1; b=2"), ("cookie", "c=3")])

    assert made["cookies"] == ["__Host-s=1", "b=2", "c=3"]
    assert "cookie" not in made["headers"]


@pytest.mark.parametrize(
    ("answer", "status", "kind", "body"),
    [
        ({"statusCode": 201, "headers": {"Content-Type": "text/html"}, "body": "<p>"}, 201, "text/html", b"<p>"),
        ({"statusCode": 200, "body": "aGk=", "isBase64Encoded": True}, 200, "text/plain; charset=utf-8", b"hi"),
        ({"statusCode": "302", "headers": {"location": "/"}}, 302, "text/plain; charset=utf-8", b""),
        ({"a": 1}, 200, "application/json", b'{"a": 1}'),
        ({"statusCode": 200, "body": {"not": "text"}}, 500, "application/json", b'{"message":"Internal Server Error"}'),
        ({"statusCode": "soon"}, 500, "application/json", b'{"message":"Internal Server Error"}'),
    ],
)
def test_a_functions_answer_becomes_a_response(answer, status, kind, body):
    made = response_of(json.loads(json.dumps(answer)))

    assert (made.status, dict(made.headers)["content-type"], made.body) == (status, kind, body)


@pytest.mark.parametrize(
    ("method", "path", "expected", "parameters"),
    [
        ("GET", "/days/today", "GET /days/today", {}),
        ("GET", "/days/2026-11-24", "GET /days/{day}", {"day": "2026-11-24"}),
        ("POST", "/days/2026-11-24", "ANY /days/{day}", {"day": "2026-11-24"}),
        ("GET", "/static/css/site.css", "GET /static/{file+}", {"file": "css/site.css"}),
        ("GET", "/days/a%2Fb", "$default", {}),
        ("GET", "/days/2026-11-24/", "$default", {}),
        ("GET", "/", "$default", {}),
    ],
)
def test_the_closest_route_wins(method, path, expected, parameters):
    keys = ["$default", "GET /static/{file+}", "ANY /days/{day}", "GET /days/{day}", "GET /days/today"]
    table = RouteTable("api", [Route(key, "arn") for key in keys])

    route, found = table.find(HttpRequest(method, path))

    assert (route.key, found) == (expected, parameters)


def test_an_origin_that_is_not_allowed_gets_no_cors_headers():
    table = RouteTable("api", [], {"AllowOrigins": ["https://a.example"], "AllowCredentials": True})
    ask = [("Access-Control-Request-Method", "GET")]

    allowed = table.preflight(HttpRequest("OPTIONS", "/", headers=[("Origin", "https://a.example"), *ask]))
    refused = table.preflight(HttpRequest("OPTIONS", "/", headers=[("Origin", "https://b.example"), *ask]))

    assert dict(allowed.headers)["access-control-allow-credentials"] == "true"
    assert refused.headers == []
