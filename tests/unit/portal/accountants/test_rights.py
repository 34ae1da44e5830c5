"""What each role may do, for every address of pages, API and connect: what no table names is the merchant's."""

import pytest

from daybook.adapters.web.api.calls import ROUTES as CALLS
from daybook.adapters.web.connecting.steps import ROUTES as CONNECT
from daybook.adapters.web.http.router import Needs
from daybook.adapters.web.rights import OF_THE_VISIT, RIGHTS
from daybook.adapters.web.routes import ROUTES
from daybook.application.access.sessions import start_guest_session
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.errors import LaunchRefusedError, Refusal
from unit.portal.guests import LEA, accountant_of
from unit.portal.http.test_guard import address
from unit.portal.merchant import MERCHANT
from unit.portal.stages import set_up, with_posted_days

LOOK, DECIDE, MAP = AccountantRole
SESSIONS = [route for route in (*ROUTES, *CALLS, *CONNECT) if route.needs is not Needs.NOTHING]
NAMES = [f"{route.method} {route.path}" for route in SESSIONS]
# Written down apart from the table: what only the merchant does.
OF_THE_MERCHANT = (
    "/setup",
    "/settings",
    "/companies",
    "/disconnect",
    "/log/<business_date>/<location>/accountant",
    "/connect",
    "/accounts/pick",
    "/api/v1/setup",
    "/api/v1/settings",
    "/api/v1/connection",
    "/api/v1/accountants",
)
CHANGES_ACCOUNTS = (
    "/mapping",
    "/accounts",
    "/api/v1/mapping",
    "/api/v1/accounts",
    "/api/v1/tax-codes",
    "/api/v1/tracking",
    "/api/v1/lists",
)
CLOSED = [
    route
    for route in ROUTES
    if route.needs is not Needs.NOTHING and f"{route.method} {route.path}" not in {*RIGHTS, *OF_THE_VISIT}
]
MENU = ("/", "/log", "/month", "/sync", "/mapping", "/settings")
LANGUAGE = {"POST /language", "PUT /api/v1/settings/language"}


def test_every_right_is_one_of_an_address():
    assert {*RIGHTS, *OF_THE_VISIT} - set(NAMES) == set()


def test_what_is_the_merchants_is_in_no_table_and_a_write_needs_more_than_looking():
    for name in set(NAMES) - OF_THE_VISIT - LANGUAGE:
        (method, path), least = name.split(), RIGHTS.get(name)
        if path.startswith(OF_THE_MERCHANT):
            assert least is None, name
        elif method != "GET" and path != "/companies/leave":
            assert least is (MAP if path.startswith(CHANGES_ACCOUNTS) else DECIDE), name


@pytest.fixture(scope="module")
def guests():
    """An accountant of each role, in front of one world that nothing may change."""
    world = set_up()
    for role in AccountantRole:
        accountant_of(world, role.value, f"{role.value}@nord.example")
    return world


@pytest.mark.parametrize("role", AccountantRole)
def test_a_role_opens_what_the_table_gives_it_and_nothing_else(guests, role):
    guest = f"{role.value}@nord.example"
    grant = guests.accountants.accountants(MERCHANT).grant(guest)
    session = start_guest_session(MERCHANT, grant, "en", guests.one_time, guests.clock.now(), confined=False)

    for name in NAMES:
        least = RIGHTS.get(name)
        if name in OF_THE_VISIT or (least is not None and role.includes(least)):
            assert guests.desk.allowed(session, name).guest == guest, name
        else:
            with pytest.raises(LaunchRefusedError) as refused:
                guests.desk.allowed(session, name)
            assert refused.value.refusal is Refusal.NOT_ALLOWED, name


@pytest.fixture(scope="module", params=["en", "fr"])
def largest(request):
    """An accountant of the largest role who reads in a language, and their token; a refusal changes nothing."""
    reader = accountant_of(with_posted_days(), "map")
    token = reader.open("/clients").form("/sign-out")["csrf_token"]
    reader.post("/language", {"csrf_token": token, "language": request.param, "back": "/"})
    said = {"en": "Your role does not include this", "fr": "Votre rôle ne comprend"}[request.param]
    return reader, token, said


@pytest.mark.parametrize("route", CLOSED, ids=lambda route: f"{route.method} {route.path}")
def test_the_page_of_a_merchant_refuses_the_largest_role_in_words(largest, route):
    reader, token, said = largest

    page = reader._answer(route.method, address(route), {"csrf_token": token})

    assert (page.status, said in page.words, "DB-1021" in page.words) == (403, True, True)


def test_an_accountant_invites_no_accountant(synced):
    reader = accountant_of(synced, "map")
    token = reader.open("/clients").form("/sign-out")["csrf_token"]
    sent = len(synced.mailer.sent)

    page = reader.post("/settings/accountants", {"csrf_token": token, "email": "eve@nord.example", "role": "look"})

    assert (page.status, len(synced.mailer.sent)) == (403, sent)


@pytest.mark.parametrize(("role", "closed"), [("look", ["/sync", "/settings"]), ("map", ["/settings"])])
def test_the_menu_leads_to_no_page_that_the_role_does_not_include(synced, role, closed):
    page = accountant_of(synced, role).open("/")
    menu = page.body.partition('<nav class="menu"')[2].partition("</nav>")[0]

    assert [
        path for path in ("/", "/log", "/month", "/sync", "/mapping", "/settings") if f'href="{path}"' not in menu
    ] == closed
    assert LEA not in menu


def test_the_connect_function_gives_an_accountant_nothing_of_the_merchants_consent():
    connect = [f"{route.method} {route.path}" for route in CONNECT if route.needs is not Needs.NOTHING]

    assert connect
    assert [name for name in connect if name in RIGHTS or name in OF_THE_VISIT] == []
