"""The function as Lambda calls it: pages and API behind one handler."""

import json

import pytest

from functions.portal.sample_requests import event


def test_a_page_is_answered_with_a_cookie_for_this_host_alone(world, handler):
    answer = handler(event("portal_page.json", world))

    (cookie,) = answer["cookies"]
    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, "/setup")
    assert cookie.startswith("__Host-daybook=")
    assert cookie.endswith("Path=/; Secure; HttpOnly; SameSite=Lax")


@pytest.mark.parametrize(("name", "kind"), [("portal.css", "text/css"), ("portal.js", "text/javascript")])
def test_stylesheet_and_script_come_without_a_session(world, handler, name, kind):
    answer = handler(event("portal_page.json", world, rawPath=f"/static/{name}", cookies=[]))

    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"].startswith(kind)
    assert "cookies" not in answer


@pytest.mark.parametrize("path", ["/static/handler.py", "/static/..%2Fhandler.py", "/static/../handler.py", "/static/"])
def test_no_other_file_is_served(world, handler, path):
    assert handler(event("portal_page.json", world, rawPath=path))["statusCode"] == 404


def test_a_call_of_the_api_is_answered_in_json(world, handler):
    answer = handler(event("portal_call.json", world))

    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["merchant_id"] == "m_1"


def test_a_page_that_breaks_is_logged_and_answered_with_a_page(world, handler, logged):
    world.sales.error = ZeroDivisionError("a bug")

    answer = handler(event("portal_page.json", world, rawPath="/setup"))

    assert answer["statusCode"] == 500
    assert "DB-" in answer["body"]
    assert "ZeroDivisionError" in logged.getvalue()


def test_a_call_that_breaks_is_logged_and_answered_in_json(world, handler, logged, monkeypatch):
    monkeypatch.setattr(world.sync_log, "history", lambda *_, **__: 1 // 0)

    answer = handler(event("portal_call.json", world, rawPath="/api/v1/days"))

    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (500, "DB-1902")
    assert "ZeroDivisionError" in logged.getvalue()
