"""The function as Lambda calls it: pages and API behind one handler, with the system of the tests instead of AWS."""

import importlib.util
import json
from pathlib import Path

import pytest

from daybook.adapters.web.api import Api
from daybook.adapters.web.cookies import SESSION_COOKIE
from daybook.bootstrap import portal as bootstrap
from daybook.bootstrap import portal_api
from unit.portal.merchant import PORTAL_FOLDER, PortalWorld

EVENTS = Path(__file__).parents[3] / "events"


@pytest.fixture
def world(monkeypatch):
    world = PortalWorld()
    monkeypatch.setattr(bootstrap, "portal", lambda _: world.portal)
    monkeypatch.setattr(portal_api, "api", lambda: Api(world.desk, bootstrap.tell))
    return world


@pytest.fixture
def handler():
    spec = importlib.util.spec_from_file_location("portal_handler", PORTAL_FOLDER / "handler.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler


def event(name, world, **changes):
    """A sample event with the cookie of a live session."""
    request = json.loads((EVENTS / name).read_text("utf-8"))
    return request | {"cookies": [f"{SESSION_COOKIE}={world.visitor().cookie}"]} | changes


def test_a_page_is_answered_with_a_cookie_for_this_host_alone(world, handler):
    answer = handler(event("portal_page.json", world), None)

    (cookie,) = answer["cookies"]
    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, "/setup")
    assert cookie.startswith("__Host-daybook=")
    assert cookie.endswith("Path=/; Secure; HttpOnly; SameSite=Lax")


@pytest.mark.parametrize(("name", "kind"), [("portal.css", "text/css"), ("portal.js", "text/javascript")])
def test_stylesheet_and_script_come_without_a_session(world, handler, name, kind):
    answer = handler(event("portal_page.json", world, rawPath=f"/static/{name}", cookies=[]), None)

    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"].startswith(kind)
    assert "cookies" not in answer


@pytest.mark.parametrize("path", ["/static/handler.py", "/static/..%2Fhandler.py", "/static/../handler.py", "/static/"])
def test_no_other_file_is_served(world, handler, path):
    assert handler(event("portal_page.json", world, rawPath=path), None)["statusCode"] == 404


def test_a_call_of_the_api_is_answered_in_json(world, handler):
    answer = handler(event("portal_call.json", world), None)

    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["merchant_id"] == "m_1"


def test_a_page_that_breaks_is_logged_and_answered_with_a_page(world, handler, logged):
    world.sales.error = ZeroDivisionError("a bug")

    answer = handler(event("portal_page.json", world, rawPath="/setup"), None)

    assert answer["statusCode"] == 500
    assert "DB-" in answer["body"]
    assert "ZeroDivisionError" in logged.getvalue()
