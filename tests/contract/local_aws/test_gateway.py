"""The gateway answers a browser as API Gateway would."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.loopback


def call(gateway, method, path, body=None, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=30)
    connection.putrequest(method, path)
    for name, value in headers:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body or b"")))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_a_function_gets_the_request_as_a_payload_2_event(gateway):
    answer, content = call(
        gateway,
        "POST",
        "/echo/caf%C3%A9?day=1&day=2&empty=",
        b"day=2026-11-23",
        [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Cookie", "a=1; b=2"),
            ("X-Shop", "one"),
            ("X-Shop", "two"),
        ],
    )

    event = json.loads(content)["event"]
    assert answer.status == 200
    assert event["rawPath"] == "/echo/café"
    assert event["pathParameters"] == {"word": "café"}
    assert event["queryStringParameters"] == {"day": "1,2", "empty": ""}
    assert event["cookies"] == ["a=1", "b=2"]
    assert event["headers"]["x-shop"] == "one,two"
    assert "cookie" not in event["headers"]
    assert (event["isBase64Encoded"], event["body"]) == (True, "ZGF5PTIwMjYtMTEtMjM=")
    assert event["requestContext"]["http"]["method"] == "POST"


@pytest.mark.parametrize("word", ["%0A", "a%0Ab", "%F0%AE%A4%A2.%0A%C3%9C%03"])
def test_a_path_with_a_sign_that_no_one_types_reaches_its_function(gateway, word):
    answer, content = call(gateway, "GET", f"/echo/{word}")

    assert (answer.status, json.loads(content)["event"]["pathParameters"]) == (200, {"word": unquote(word)})


def test_every_cookie_of_a_function_is_a_header_of_its_own(gateway):
    answer, _ = call(gateway, "GET", "/echo/x")

    assert answer.headers.get_all("set-cookie") == ["a=1; Path=/; HttpOnly", "b=2; Path=/"]


def test_an_error_of_a_function_shows_the_browser_nothing_of_it(gateway):
    answer, content = call(gateway, "GET", "/fail")

    assert (answer.status, content) == (500, b'{"message":"Internal Server Error"}')


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("POST", "/fail"), ("GET", "/echo/a/b")])
def test_a_request_that_no_route_takes_is_not_found(gateway, method, path):
    answer, content = call(gateway, method, path)

    assert (answer.status, content) == (404, b'{"message":"Not Found"}')


@pytest.mark.parametrize("megabytes", [7, 11])
def test_a_body_beyond_the_limits_of_lambda_or_of_the_gateway_is_refused(gateway, megabytes):
    body = b"x" * megabytes * 1024 * 1024

    answer, content = call(gateway, "POST", "/echo/big", body, [("Content-Type", "text/plain")])

    assert (answer.status, content) == (413, b'{"message":"Request Entity Too Large"}')


def test_the_api_answers_a_preflight_itself(gateway):
    answer, _ = call(
        gateway,
        "OPTIONS",
        "/echo/x",
        headers=[("Origin", "https://shop.example"), ("Access-Control-Request-Method", "GET")],
    )

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["access-control-allow-methods"] == "GET"


def test_a_head_request_gets_the_headers_alone(gateway):
    answer, content = call(gateway, "HEAD", "/echo/x")

    assert (answer.status, content) == (200, b"")


def test_requests_at_the_same_time_do_not_wait_for_each_other(gateway):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: call(gateway, "GET", f"/echo/{n}")[0].status, range(24)))

    assert answers == [200] * 24


def test_a_function_that_logs_nothing_answers_at_once(gateway):
    """The emulator alone waits 50 ms for a log line, and a careless socket 40 ms for an acknowledgement."""
    durations = []

    for _ in range(10):
        begun = time.perf_counter()
        call(gateway, "GET", "/echo/x")
        durations.append(time.perf_counter() - begun)

    assert min(durations) < 0.035
