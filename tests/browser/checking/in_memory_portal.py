"""The portal of one merchant, held in memory and shown in a real browser: no server, no socket, every state at hand."""

from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from daybook.adapters.web.http.requests import Request, form_of

ORIGIN = "https://daybook.test"
_HEIGHT = 900


@contextmanager
def window(chromium, visitor, width, scheme="light"):
    """A window in which the addresses of `ORIGIN` are answered by the portal of this visitor's world."""
    context = chromium.new_context(
        viewport={"width": width, "height": _HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.route("**/*", lambda route: _answer(route, visitor))
    try:
        yield context.new_page()
    finally:
        context.close()


def _answer(route, visitor):
    """A browser does not follow a redirect that was made up for it: it is followed here, and `led_to` says where to."""
    sent = route.request
    place = urlsplit(sent.url)
    body = sent.post_data_buffer or b""
    form = form_of(body, sent.headers.get("content-type", "")) if body else {}
    page = _asked(visitor, sent.method, f"{place.path}?{place.query}", form)
    while page.status == 303:
        visitor.led_to = page.headers["Location"]
        page = _asked(visitor, "GET", visitor.led_to, {})
    route.fulfill(status=page.status, headers=page.headers, body=page.body)


def _asked(visitor, method, address, form):
    place = urlsplit(address)
    query = {name: values[-1] for name, values in parse_qs(place.query, keep_blank_values=True).items()}
    page = visitor.world.portal.answer(Request(method, place.path, query, form, visitor.cookies))
    visitor.cookie = page.cookie or visitor.cookie
    return page
