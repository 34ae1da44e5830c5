"""The same story through the JSON API, and what it answers to those who should not be there."""

import json
from pathlib import Path

import pytest

from daybook.adapters.web.api.openapi import openapi_text
from daybook.domain.sync.location_day import LocationDay, SyncState
from generate import NEXT_STEP
from unit.portal.calls import Caller
from unit.portal.merchant import NEWEST, QUEEN, PortalWorld, sales_of_day

OPENAPI = Path(__file__).parents[4] / "schemas" / "openapi.json"
WRITES = [
    ("PATCH", "/setup", {"document_kind": "invoice"}),
    ("POST", "/setup/confirmation", None),
    ("POST", "/accounts", {"name": "Tips", "type": "Income", "sub_type": "OtherPrimaryIncome"}),
    ("PATCH", "/mapping", {"accounts": {"tip": "5"}}),
    ("POST", "/syncs", {"first": str(NEWEST), "last": str(NEWEST)}),
    ("POST", f"/days/{NEWEST}/{QUEEN}/actions", {"action": "undo"}),
    ("DELETE", "/connection", None),
    ("POST", "/lists/refresh", None),
    ("POST", "/mapping/rehearsal", {"accounts": {"tip": "5"}}),
    ("POST", "/mapping/template", {"template": {"schema_version": 1, "title": "", "rows": []}, "confirm": True}),
    ("PUT", "/tax-codes", {"effective_from": str(NEWEST)}),
    ("PUT", "/tracking", {"classes": {}, "departments": {}}),
    ("PUT", "/settings/posting", {"effective_from": "2026-12-01", "document_kind": "invoice"}),
    ("POST", "/settings/posting/withdraw", {"effective_from": "2026-12-01"}),
    ("PUT", "/settings/policies", {"untied": "post_and_flag", "closed_books": "delta"}),
    ("PUT", "/settings/clearing", {"clear_tenders": True}),
    ("PUT", "/settings/language", {"language": "fr"}),
    ("PUT", "/settings/mails", {"email": "", "alerts": True, "daily_summary": True}),
    ("POST", "/settings/mails/again", None),
    ("POST", "/settings/mails/withdraw", None),
]
READS = [
    "/session",
    "/status",
    "/days",
    f"/days/{NEWEST}/{QUEEN}",
    "/syncs/latest",
    "/accounts",
    "/mapping",
    "/setup",
    "/setup/preview",
    "/lists",
    "/mapping/gaps",
    "/mapping/template",
    "/tax-codes",
    "/tracking",
    "/settings",
    f"/days/undoable?first={NEWEST}&last={NEWEST}",
    f"/days/redoable?first={NEWEST}&last={NEWEST}",
    f"/proofs?first={NEWEST}&last={NEWEST}",
]


@pytest.fixture
def caller(world):
    return Caller(world)


@pytest.fixture
def posted(synced):
    return synced


def test_the_committed_document_is_the_one_that_the_code_describes():
    assert OPENAPI.read_text("utf-8") == openapi_text(), NEXT_STEP


def test_every_call_is_described_with_its_refusals():
    paths = json.loads(openapi_text())["paths"]

    described = {
        f"{method} {path}": set(call["responses"]) for path, calls in paths.items() for method, call in calls.items()
    }
    assert len(described) == 49
    assert all({"200", "403", "409", "413", "422", "503"} <= responses for responses in described.values())


def test_the_story_from_answers_over_the_preview_to_posted_days(world, caller):
    _, answered, _ = caller.send("PATCH", "/setup", {"location_mode": "combined", "accounts": {"tip": "create"}})
    _, preview, _ = caller.get("/setup/preview")
    status, confirmed, _ = caller.send("POST", "/setup/confirmation")
    _, asked, _ = caller.send("POST", "/syncs", {"first": "2026-11-20", "last": str(NEWEST)})
    world.work()
    _, progress, _ = caller.get("/syncs/latest")

    assert answered["accounts"] == {"tip": "create"}
    assert (preview["documents"], sum(effect["amount_minor"] for effect in preview["effect"])) == (1, 0)
    assert "POS Tips Payable" in preview["accounts_to_create"]
    assert (status, confirmed["finished"]) == (200, True)
    assert (asked["done"], asked["due"]) == (0, 4)
    assert (progress["finished"], progress["differing_fields"]) == (True, 0)


@pytest.mark.usefixtures("posted")
def test_a_day_comes_with_its_document_lines_and_proof(caller):
    status, found, _ = caller.get(f"/days/{NEWEST}/{QUEEN}")

    assert status == 200
    assert found["day"]["document"]["total_minor"] == 79515
    assert sum(line["amount_minor"] for line in found["lines"]) == 0
    assert {"location": QUEEN, "field": "grossRevenue", "talech_minor": 69740, "daybook_minor": 69740,
            "quickbooks_minor": 69740} in found["proof"]  # fmt: skip
    assert found["actions"] == ["retry", "undo"]


@pytest.mark.usefixtures("posted")
def test_days_can_be_narrowed(caller):
    _, found, _ = caller.get(f"/days?first={NEWEST}&last={NEWEST}&location={QUEEN}&state=posted")

    assert [(day["business_date"], day["location"]) for day in found["days"]] == [(str(NEWEST), QUEEN)]


def test_a_held_day_says_why_and_can_be_released(world, caller):
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    caller.send("POST", "/setup/confirmation")
    caller.send("POST", "/syncs", {"first": str(NEWEST), "last": str(NEWEST)})
    world.work()
    _, held, _ = caller.get(f"/days/{NEWEST}/{QUEEN}")

    caller.send("POST", f"/days/{NEWEST}/{QUEEN}/actions", {"action": "release"})
    world.work()

    assert held["day"]["problem"]["code"] == "DB-1301"
    assert held["actions"][0] == "release"
    assert world.sync_log.get(LocationDay("m_1", NEWEST, QUEEN)).state is SyncState.POSTED


def test_a_change_of_posting_that_is_to_come_is_taken_back_once(posted, caller):
    change, withdraw = {"effective_from": "2026-12-01", "document_kind": "invoice"}, "/settings/posting/withdraw"
    _, before, _ = caller.get("/settings")
    caller.send("PUT", "/settings/posting", change)

    status, after, _ = caller.send("POST", withdraw, {"effective_from": "2026-12-01"})
    again = caller.send("POST", withdraw, {"effective_from": "2026-12-01"})[0]

    assert (status, after["posting"], again) == (200, before["posting"], 422)
    assert posted.audit.records["m_1"][-1].changes[0].after == ""


@pytest.mark.usefixtures("posted")
def test_an_account_can_be_created_and_mapped(caller):
    status, made, _ = caller.send(
        "POST",
        "/accounts",
        {"name": "Tips of the staff", "type": "Other Current Liability", "sub_type": "OtherCurrentLiabilities"},
    )
    mapped, mapping, _ = caller.send("PATCH", "/mapping", {"accounts": {"tip": made["id"]}})

    assert (status, mapped) == (200, 200)
    assert mapping["accounts"]["tip"] == made["id"]


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("POST", "/syncs", {"first": "2026-10-01", "last": str(NEWEST)}, 422),
        ("POST", "/syncs", {"first": "soon", "last": str(NEWEST)}, 422),
        ("POST", "/syncs", {"first": str(NEWEST), "last": str(NEWEST), "lcoation": QUEEN}, 422),
        ("POST", "/syncs", {"first": "2026-11-20", "last": "2026-11-20", "location": "nowhere"}, 409),
        ("PATCH", "/mapping", {"accounts": {"tip": "8"}}, 422),
        ("PATCH", "/mapping", {"accounts": {"bogus": "8"}}, 422),
        ("PATCH", "/mapping", {"accounts": {}}, 422),
        ("PATCH", "/setup", {"document_kind": "invoice"}, 422),
        ("POST", "/accounts", {"name": "", "type": "Income", "sub_type": "OtherPrimaryIncome"}, 422),
        ("POST", f"/days/{NEWEST}/{QUEEN}/actions", {"action": "release"}, 422),
        ("POST", f"/days/{NEWEST}/nowhere/actions", {"action": "undo"}, 404),
        ("GET", "/days/2026-02-30/all", None, 422),
        ("GET", "/days?state=lost", None, 422),
        ("GET", "/nothing", None, 404),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_status_of_its_own(caller, method, address, body, status):
    assert caller.send(method, address, body)[0] == status


def test_a_refusal_is_in_the_sessions_language(world):
    world.connections.save_connection(world.connection)

    _, problem, _ = Caller(world, "fr").send("POST", f"/days/{NEWEST}/nowhere/actions", {"action": "undo"})

    assert problem["title"] == "Cette journée n’existe pas"


@pytest.mark.usefixtures("posted")
def test_a_body_that_is_no_json_is_refused_before_it_is_read(caller):
    headers = {"x-csrf-token": caller.csrf_token, "content-type": "multipart/form-data"}

    assert caller.call("POST", "/syncs", {"first": "2026-11-20"}, headers)[0] == 415


def test_a_field_that_is_wrong_is_named(caller):
    status, problem, _ = caller.send("POST", "/syncs", {"first": "soon", "last": "2026-11-23"})

    assert (status, problem["field"]) == (422, "first")


@pytest.mark.parametrize("address", READS)
def test_without_a_session_nothing_is_told(caller, address):
    caller.cookie = "forged"

    status, problem, _ = caller.get(address)

    assert (status, problem["code"]) == (403, "DB-1013")


@pytest.mark.parametrize(("method", "address", "body"), WRITES)
def test_without_the_csrf_header_nothing_is_written(posted, caller, method, address, body):
    before = posted.connections.connection("m_1"), posted.connections.mapping_on("m_1", NEWEST)

    status, problem, _ = caller.call(method, address, body)

    assert (status, problem["code"]) == (403, "DB-1014")
    assert (posted.connections.connection("m_1"), posted.connections.mapping_on("m_1", NEWEST)) == before


@pytest.mark.parametrize("address", READS)
@pytest.mark.usefixtures("posted")
def test_another_merchant_is_told_nothing_of_this_one(world, address):
    status, problem, _ = Caller(world, merchant_id="m_2").get(address)

    assert status == 409
    assert "Queen" not in json.dumps(problem)


def test_five_megabytes_are_refused():
    caller = Caller(PortalWorld())

    status, _, _ = caller.send("POST", "/accounts", {"name": "a" * 5 * 1024 * 1024, "type": "Income", "sub_type": ""})

    assert status == 413


@pytest.mark.parametrize("address", READS)
@pytest.mark.usefixtures("posted")
def test_an_answer_carries_the_security_headers_and_a_fresh_cookie(caller, address):
    status, _, answer = caller.get(address)

    assert status == 200
    assert "default-src 'none'" in str(answer)
    assert "__Host-daybook=" in str(answer.get("cookies") or answer["headers"])


def test_a_list_of_days_goes_on_with_its_next_key_until_every_day_was_told(posted, caller, monkeypatch):
    monkeypatch.setattr("daybook.adapters.web.api.days._MOST_DAYS", 2)
    told, key = [], ""
    while key is not None:
        _, found, _ = caller.get(f"/days{f'?before={key}' if key else ''}")
        told.append([(day["business_date"], day["location"]) for day in found["days"]])
        key = found.get("next")

    every = [(f"{record.day.business_date}", record.day.location) for record in posted.sync_log.history("m_1")]
    assert [day for days in told for day in days] == every
    assert max(map(len, told)) == 2 < len(every)


@pytest.mark.parametrize("before", ["yesterday", "2026-11-23", "2026-11-23/"])
def test_a_key_that_no_list_gave_is_refused(caller, before):
    status, said, _ = caller.get(f"/days?before={before}")

    assert status == 422
    assert "next" in json.dumps(said)
