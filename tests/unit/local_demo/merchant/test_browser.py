from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from daybook_local.demo.merchant.browser import Browser, PageError

FORM = b'<form method="post" action="/sign"><input type="hidden" name="csrf" value="t0ken"></form>'


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def shop(environ, start_response):
    """Sets a secure cookie, wants it and the form's field back, and lets nobody into /closed."""
    path = environ["PATH_INFO"]
    if path == "/enter":
        cookie = "__Host-visit=abc; Path=/; Secure; HttpOnly; SameSite=Lax"
        start_response("303 See Other", [("Location", "/form"), ("Set-Cookie", cookie)])
        return [b""]
    if path == "/closed":
        start_response("403 Forbidden", [("Content-Type", "text/html")])
        return [b"<style>p{}</style><p>Come back <b>tomorrow</b></p>"]
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
    seen = f"{environ['REQUEST_METHOD']} {path} {environ.get('HTTP_COOKIE')} {body}".encode()
    return [FORM if path == "/form" else seen]


@pytest.fixture
def shop_url():
    server = make_server("127.0.0.1", 0, shop, handler_class=QuietHandler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.loopback
def test_a_secure_cookie_is_carried_over_http_because_loopback_is_a_secure_place_to_a_browser(shop_url):
    with Browser("en") as browser:
        page = browser.open(f"{shop_url}/enter")
        signed = browser.submit(page, "/sign", decision="yes")

    assert signed.body == "POST /sign __Host-visit=abc csrf=t0ken&decision=yes"


@pytest.mark.loopback
def test_an_error_page_stops_the_visit_with_the_words_a_person_reads(shop_url):
    with Browser("en") as browser, pytest.raises(PageError, match="/closed: HTTP 403: Come back tomorrow"):
        browser.open(f"{shop_url}/closed")


@pytest.mark.loopback
def test_a_page_without_the_expected_form_is_an_error(shop_url):
    with Browser("en") as browser:
        page = browser.open(f"{shop_url}/enter")

        with pytest.raises(PageError, match="has no form to /other"):
            browser.submit(page, "/other")
