"""Every page answers whoever should not be there with a clear page, and changes nothing."""

import pytest

from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook.adapters.web.http.gateway import request_of
from daybook.adapters.web.http.requests import MAX_BODY_BYTES, Request
from daybook.adapters.web.http.router import Needs
from daybook.adapters.web.routes import PAGES
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, Visitor
from unit.portal.stages import just_connected, with_posted_days

PARAMETERS = {"<business_date>": str(NEWEST), "<location>": QUEEN, "<action>": "undo"}
READS = [route for route in PAGES if route.method == "GET"]
WRITES = [route for route in PAGES if route.method == "POST"]


def address(route):
    path = route.path
    for name, value in PARAMETERS.items():
        path = path.replace(name, value)
    return path


def facts(world):
    """Everything that a request could have changed."""
    return (
        world.connections.connection(MERCHANT),
        world.connections.mapping_on(MERCHANT, NEWEST),
        world.setups.setup(MERCHANT),
        [record.state for record in world.sync_log.history(MERCHANT)],
        {lane: list(sent) for lane, sent in world.queue.sent.items()},
        len(world.ledger.accounts),
    )


@pytest.fixture(scope="module")
def world():
    """Thirty days are in the books; nothing in this module may change them."""
    return with_posted_days()


@pytest.fixture
def unchanged(world):
    before = facts(world)
    yield
    assert facts(world) == before


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("route", PAGES, ids=lambda route: f"{route.method} {route.path}")
def test_without_a_session_it_says_that_the_session_ended(world, route):
    answer = Visitor(world)._answer(route.method, address(route), {"csrf_token": "x"}, accept_language="fr-CA")

    assert answer.status == 403
    assert "Aucune session n’est ouverte" in answer.words


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("token", ["", "guessed", "é" * 20])
@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.path)
def test_without_the_sessions_csrf_token_nothing_is_written(world, route, token):
    answer = world.visitor().post(address(route), {"csrf_token": token})

    assert answer.status == 403
    assert "DB-1014" in answer.words


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.path)
def test_a_body_of_five_megabytes_is_refused_in_words(world, route):
    event = {
        "rawPath": address(route),
        "rawQueryString": "",
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "cookies": [f"__Host-daybook={world.visitor().cookie}"],
        "requestContext": {"http": {"method": "POST"}},
        "body": "text=" + "a" * 5 * 1024 * 1024,
        "isBase64Encoded": False,
    }

    page = world.portal.answer(request_of(event))

    assert page.status == 413
    assert "larger than any of Daybook’s pages" in page.body


def test_the_largest_honest_form_is_read():
    body = "text=" + "a" * (MAX_BODY_BYTES - 5)
    event = {
        "rawPath": "/",
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "requestContext": {"http": {"method": "POST"}},
        "body": body,
    }

    assert len(request_of(event).form["text"]) == MAX_BODY_BYTES - 5


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("route", READS, ids=lambda route: route.path)
def test_another_merchant_sees_nothing_of_this_one(world, route):
    """The stranger has a session and no connection: every page leads them to connect."""
    answer = world.visitor(merchant_id="m_2")._answer("GET", address(route), {})

    assert (answer.status, answer.headers.get("Location")) == (303, "/connect")


def test_a_session_ends_after_thirty_idle_minutes_and_lives_on_with_every_page():
    world = just_connected()
    visitor = world.visitor()
    world.clock.advance(minutes=29)
    visitor.open("/setup")
    world.clock.advance(minutes=29)
    alive = visitor.open("/setup")
    world.clock.advance(minutes=31)

    late = visitor.open("/setup")

    assert alive.status == 200
    assert late.status == 403


def test_a_session_ends_twelve_hours_after_it_began_however_busy_it_is():
    """A page that asks for progress by itself keeps a browser that nobody watches signed in."""
    world = just_connected()
    visitor = world.visitor()
    answers = []
    for _ in range(12 * 3):
        answers.append(visitor.open("/sync/progress.json").status)
        world.clock.advance(minutes=20)

    late = visitor.open("/setup")
    again = visitor.open("/setup")

    assert 403 not in answers
    assert (late.status, again.status) == (403, 403)
    assert world.visitor().open("/setup").status == 200


def test_a_session_that_an_earlier_release_began_lives_twelve_hours_more():
    world = just_connected()
    visitor = world.visitor()
    session_id = world.cookies.session_id([f"{SESSION_COOKIE}={visitor.cookie}"])
    content = world.one_time.get("session", session_id)
    del content["ends_at"]
    world.one_time.update("session", session_id, content, 1800)

    assert visitor.open("/setup").status == 200
    assert "ends_at" in world.one_time.get("session", session_id)


@pytest.mark.parametrize(
    "route", [route for route in PAGES if route.needs is Needs.CONNECTION], ids=lambda r: f"{r.method} {r.path}"
)
def test_without_a_live_connection_a_page_that_needs_one_leads_home(route):
    world = just_connected()
    visitor = world.visitor()
    token = visitor.open("/setup").form("/setup/recommended")["csrf_token"]
    world.connections.save_connection(world.connection.with_status(ConnectionStatus.NEEDS_RECONNECT))

    answer = visitor._answer(route.method, address(route), {"csrf_token": token})

    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_every_page_renews_the_cookie(world):
    visitor = world.visitor()
    before = visitor.cookie

    page = world.portal.answer(Request("GET", "/", cookies=(f"__Host-daybook={before}",)))

    assert page.cookie.partition(".")[0] == before.partition(".")[0]


@pytest.mark.parametrize("path", ["/reconnect", "/disconnected"])
def test_whoever_comes_from_quickbooks_settings_is_shown_the_way_without_a_session(world, path):
    page = Visitor(world).open(path, accept_language="fr-CA")

    assert page.status == 200
    assert "Paramètres, Applications, QuickBooks" in page.words


def test_a_grant_that_quickbooks_refuses_is_noticed_and_explained():
    """The merchant took the permission back in QuickBooks' own settings; the first page that needs it says so."""
    world = just_connected()
    visitor = world.visitor()
    world.ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))

    page = visitor.open("/setup/document")
    home = visitor.open("/")

    assert page.status == 409
    assert 'href="/connect">Reconnect QuickBooks' in page.body
    assert world.connections.connection(MERCHANT).status is ConnectionStatus.NEEDS_RECONNECT
    assert "Reconnect QuickBooks" in home.body


def test_the_last_link_of_a_summary_ends_it_without_a_session(world):
    world.notify_store.save_preference(MERCHANT, NotifyPreference("o@example.com", "en", "stop", daily_summary=True))

    answer = Visitor(world)._answer("POST", f"/mail/unsubscribe?merchant={MERCHANT}&token=stop", {})

    assert answer.status == 200
    assert not world.notify_store.preference(MERCHANT).daily_summary


def test_a_merchant_who_signs_out_has_no_session_and_their_days_go_on():
    world = just_connected()
    visitor = world.visitor()
    left_behind = visitor.cookie
    page = visitor.open("/setup")

    out = visitor.send(page, "/sign-out")
    again = Visitor(world, left_behind).open("/setup")

    assert "You are signed out" in out.words
    assert "Daybook goes on posting your days" in out.words
    assert again.status == 403
    assert world.connections.connection(MERCHANT).is_live


def test_a_stranger_cannot_sign_a_merchant_out():
    world = just_connected()
    visitor = world.visitor()

    refused = visitor.post("/sign-out", {"csrf_token": "guessed"})

    assert refused.status == 403
    assert visitor.open("/setup").status == 200
