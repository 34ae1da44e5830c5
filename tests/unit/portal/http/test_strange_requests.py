"""What no page of ours ever sends: it is answered in words, rings no alarm, and changes nothing."""

from email.parser import BytesParser

import pytest

from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook.adapters.web.http.gateway import request_of
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Request
from daybook.application.access.sessions import Session
from daybook.application.telling.notify import UNSUBSCRIBE_PATH
from daybook.contracts.contract import ContractError
from daybook.contracts.mapping_template import MappingTemplate
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.telling.notify import NotifyPreference, is_address
from unit.portal.calls import Caller
from unit.portal.merchant import NEWEST, NOW

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
MOST_BYTES_OF_A_KEY = 1024


@pytest.fixture
def strict_keys(ready, monkeypatch):
    """DynamoDB takes no sort key of more than 1,024 bytes; asked for one, it answers with an error."""
    get = ready.sync_log.get

    def strict(day):
        assert len(f"{day.business_date}#{day.location}".encode()) <= MOST_BYTES_OF_A_KEY, "ValidationException"
        return get(day)

    monkeypatch.setattr(ready.sync_log, "get", strict)
    return ready


def event(method, path, *, query="", body=None, kind="", cookie=""):
    return {
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"content-type": kind},
        "cookies": [f"{SESSION_COOKIE}={cookie}"] if cookie else [],
        "requestContext": {"http": {"method": method}},
        "body": body,
        "isBase64Encoded": False,
    }


def nested(times):
    """A form whose one part holds a form whose one part holds ..."""
    opened = "".join(f"--b{n}\r\nContent-Type: multipart/form-data; boundary=b{n + 1}\r\n\r\n" for n in range(times))
    return opened.replace("--b0", "--b", 1)


MANY = "&".join(f"a{number}" for number in range(101))


@pytest.mark.parametrize(
    ("method", "query", "body", "kind"),
    [
        ("POST", MANY, None, ""),
        ("POST", "", "&".join(f"a{number}=1" for number in range(2001)), FORM),
        ("POST", "", nested(3000), PARTS),
    ],
    ids=["101 questions", "2001 fields", "3000 nested parts"],
)
@pytest.mark.parametrize(("is_known", "status"), [(True, 413), (False, 403)])
def test_more_than_any_page_sends_is_refused_in_words(ready, method, query, body, kind, is_known, status):
    cookie = ready.visitor().cookie if is_known else ""

    asked = event(method, "/settings/mails", query=query, body=body, kind=kind, cookie=cookie)
    page = ready.portal.answer(request_of(asked))

    assert page.status == status
    assert page.headers["Content-Type"].startswith("text/html")


def test_forms_in_forms_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(BytesParser, "parsebytes", lambda *_: pytest.fail("it was read"))

    assert request_of(event("POST", "/settings/mails", body=nested(3000), kind=PARTS)).is_too_large


def test_a_location_that_no_key_can_hold_is_no_page_and_no_call(strict_keys):
    long = "x" * 1100

    page = strict_keys.visitor().open(f"/log/{NEWEST}/{long}")
    status, problem, _ = Caller(strict_keys).get(f"/days/{NEWEST}/{long}")

    assert (page.status, status) == (404, 404)
    assert problem["title"]


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "/log\r\nX: y", "/é", "/\N{LINE SEPARATOR}", "log"],
)
def test_a_way_back_that_is_no_page_of_ours_leads_home(ready, back):
    visitor = ready.visitor()
    token = visitor.open("/settings").form("/language")["csrf_token"]

    answer = visitor.post("/language", {"csrf_token": token, "language": "fr", "back": back})

    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_a_merchant_whose_name_no_key_can_hold_has_no_subscription(ready, monkeypatch):
    monkeypatch.setattr(ready.notify_store, "preference", lambda _: pytest.fail("ValidationException"))

    page = ready.portal.answer(request_of(event("POST", UNSUBSCRIBE_PATH, query=f"merchant={'9' * 2100}&token=t")))

    assert page.status == 404


@pytest.mark.parametrize("path", ["/settings", "/log?first=2026-11-01&last=2026-11-23", "/log/2026-11-23/304267:1"])
def test_a_way_back_to_a_page_leads_there(ready, path):
    visitor = ready.visitor()
    token = visitor.open("/settings").form("/language")["csrf_token"]

    answer = visitor.post("/language", {"csrf_token": token, "language": "fr", "back": path})

    assert answer.headers["Location"] == path


@pytest.mark.parametrize("sign", ["\0", "\x1f", "\x7f", "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{ZERO WIDTH SPACE}"])
def test_a_mail_address_with_a_sign_that_no_one_sees_is_none(sign):
    assert is_address("owner@example.com")
    assert not is_address(f"own{sign}er@example.com")
    assert not is_address(f"owner@example.com{sign}")


def test_no_repr_of_a_visit_shows_a_secret():
    told = [
        Session("secret", "m_1", "en", "secret", NOW),
        Request("POST", "/", form={"csrf_token": "secret"}, cookies=("__Host-daybook=secret",)),
        Page(200, "secret", {"X": "y"}, "secret"),
        NotifyPreference("o@example.com", "en", "secret"),
    ]

    assert [each for each in told if "secret" in repr(each)] == []


DEEP, LONG = "[" * 60_000, '{"language":' + "9" * 10_000 + "}"


@pytest.mark.parametrize("body", [DEEP, LONG, '{"language":', "\ud800"])
def test_a_body_that_no_reader_gets_through_is_no_json(ready, body):
    caller = Caller(ready)

    status, problem, _ = caller.call("PUT", "/settings/language", None, {"x-csrf-token": caller.csrf_token}, text=body)

    assert (status, problem["title"]) == (422, "Send the body as JSON")


@pytest.mark.parametrize("text", [DEEP, '{"schema_version":' + "9" * 10_000 + "}"])
def test_a_template_that_no_reader_gets_through_is_no_template(text):
    with pytest.raises(ContractError, match="not a JSON file"):
        MappingTemplate.parse(text)


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/syncs", {"first": str(NEWEST), "last": str(NEWEST)}),
        ("POST", "/setup/confirmation", None),
        ("PUT", "/settings/posting", {"effective_from": "2026-12-01", "document_kind": "invoice"}),
        ("PUT", "/settings/policies", {"untied": "hold", "closed_books": "hold"}),
        ("PATCH", "/mapping", {"accounts": {"tip": "5"}}),
        ("POST", "/lists/refresh", None),
    ],
)
def test_without_a_live_connection_a_call_does_no_more_than_a_page(ready, method, address, body):
    """Its page would lead to connect first."""
    connection = ready.connections.connection("m_1")
    ready.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))
    setup, queued = ready.setups.setup("m_1"), sum(map(len, ready.queue.sent.values()))

    status, problem, _ = Caller(ready).send(method, address, body)

    assert (status, problem["code"]) == (409, "DB-1001")
    assert (ready.setups.setup("m_1"), sum(map(len, ready.queue.sent.values()))) == (setup, queued)
    assert ready.connections.connection("m_1").status is ConnectionStatus.DISCONNECTED


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/shared/cq0C5yb9secret", "/shared/<token>"),
        ("/log/2026-11-23/304267:1", "/log/<business_date>/<location>"),
        ("/settings", "/settings"),
        ("/nowhere/" + "x" * 5000, "/nowhere/" + "x" * 191),
    ],
)
def test_the_log_names_the_page_and_no_secret_of_its_address(ready, path, logged):
    assert ready.portal.address_to_log(Request("GET", path)) == logged


@pytest.mark.parametrize("path", ["/disconnected", "/settings"])
def test_a_scanner_that_asks_for_the_head_of_a_page_is_told_what_a_reader_is(ready, path):
    cookies = ready.visitor().cookies

    head, page = (ready.portal.answer(Request(method, path, cookies=cookies)) for method in ("HEAD", "GET"))

    assert (head.status, head.headers) == (200, page.headers)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST"])
def test_a_method_that_an_address_does_not_know_finds_no_page(ready, method):
    visitor = ready.visitor()

    assert ready.portal.answer(Request(method, "/mapping/template.json", cookies=visitor.cookies)).status == 404


@pytest.mark.parametrize(("language", "title"), [("en", "There is no such page"), ("fr-CA", "Cette page n’existe pas")])
def test_a_call_that_there_is_not_is_answered_without_a_session(ready, language, title):
    caller = Caller(ready)
    caller.cookie = ""

    status, problem, _ = caller.call("POST", "/nothing", {}, {"accept-language": language})

    assert (status, problem["title"]) == (404, title)


def test_the_secret_of_a_link_is_not_logged_whatever_the_method(ready):
    assert ready.portal.address_to_log(Request("POST", "/shared/cq0C5yb9secret")) == "/shared/<token>"


def test_a_grant_that_quickbooks_refuses_to_a_call_is_known_as_lost_as_that_of_a_page_is(ready):
    ready.ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))

    status, problem, _ = Caller(ready).send("POST", "/lists/refresh")

    assert (status, problem["code"]) == (409, "DB-1001")
    assert ready.connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT
