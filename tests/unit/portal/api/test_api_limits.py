"""What the calls of the JSON API refuse, in words and without a change; and dry runs, which change nothing either."""

import json

import pytest

from daybook.adapters.web.api.openapi import openapi_text
from daybook.domain.errors import RetriableError
from unit.portal.api.test_api_story import WEEK, made_liability
from unit.portal.merchant import NEWEST, QUEEN
from unit.portal.partner import Partner
from unit.portal.tax_codes import CODES


@pytest.fixture
def partner(world):
    world.ledger.codes = CODES
    return Partner(world)


@pytest.fixture
def posted(world, partner):
    partner.sends("POST", "/setup/confirmation")
    partner.sends("POST", "/syncs", WEEK)
    partner.lets_the_worker_run()
    return world


def what_may_change(world):
    """What a call of the merchant could change, as it is now."""
    queued = sum(len(requests) for requests in world.queue.sent.values())
    return world.connections.connection("m_1"), world.connections.mapping_on("m_1", NEWEST), queued


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("PUT", "/settings/posting", {"effective_from": "2026-11-20", "document_kind": "invoice"}),
        ("PUT", "/settings/posting", {"effective_from": "2026-12-20", "document_kind": "refund_receipt"}),
        ("PUT", "/settings/language", {"language": "de"}),
        ("PUT", "/settings/mails", {"email": "owner at example", "alerts": True, "daily_summary": False}),
        ("PUT", "/settings/policies", {"untied": "hold"}),
        ("PUT", "/tax-codes", {"effective_from": str(NEWEST), "untaxed_code": "3"}),
        ("PUT", "/tracking", {"classes": {QUEEN: "no such class"}, "departments": {}}),
        ("PUT", "/tracking", {"classes": {}, "departments": {"no such store": "1"}}),
        ("GET", f"/proofs?first={NEWEST}&last=2026-11-01", None),
        ("GET", "/proofs?first=2026-09-01&last=2026-11-23", None),
        ("GET", "/proofs", None),
        ("GET", f"/days/undoable?first={NEWEST}&last=2026-11-01", None),
        ("GET", f"/days/redoable?first={NEWEST}&last=2026-11-01", None),
        ("POST", "/mapping/rehearsal", {"accounts": {"tip": "8"}}),
        ("POST", "/mapping/rehearsal", {"accounts": {"tip": "5"}, "first": str(NEWEST), "last": "2026-11-01"}),
        ("POST", "/mapping/template", {"template": {"schema_version": 99, "title": "", "rows": []}}),
        ("POST", "/mapping/template", {"template": {"schema_version": 1, "title": "", "rows": [{"rolle": "tip"}]}}),
    ],
)
def test_what_cannot_be_done_is_refused_in_words_and_changes_nothing(posted, partner, method, address, body):
    caller = partner.caller
    before = posted.connections.connection("m_1"), posted.connections.mapping_on("m_1", NEWEST)

    status, problem, _ = caller.send(method, address, body) if method != "GET" else caller.get(address)

    assert status == 422
    assert problem["message"]
    assert (posted.connections.connection("m_1"), posted.connections.mapping_on("m_1", NEWEST)) == before


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("PUT", "/settings/posting", {"effective_from": str(NEWEST), "document_knd": "invoice"}),
        ("PUT", "/settings/policies", {"untied": "hold", "closed_books": "hold", "closed_book": "delta"}),
        ("PUT", "/settings/mails", {"email": "", "alerts": True, "daily_summary": False, "digest": True}),
        ("PUT", "/settings/language", {"language": "fr", "country": "CA"}),
        ("PATCH", "/setup", {"document_kind": "invoice", "untaxed_cod": "3"}),
        ("POST", "/syncs", {"first": str(NEWEST), "last": str(NEWEST), "store": QUEEN}),
        ("POST", f"/days/{NEWEST}/{QUEEN}/actions", {"action": "undo", "force": True}),
        ("POST", "/mapping/rehearsal", {"accounts": {"tip": "5"}, "from": str(NEWEST)}),
        ("PATCH", "/mapping", {"accounts": {"tip": "5"}, "reclas": True}),
        ("PUT", "/tax-codes", {"effective_from": str(NEWEST), "untaxed_cod": "3"}),
        ("POST", "/accounts", {"name": "Tips", "type": "Income", "sub_type": "", "numbr": "4000"}),
        ("PUT", "/tracking", {"classes": {}, "departments": {}, "locations": {}}),
    ],
)
def test_a_field_that_a_call_does_not_know_is_named_and_nothing_is_done(posted, partner, method, address, body):
    """A misspelt field would otherwise be left out without a word, and the rest carried out."""
    before = what_may_change(posted)

    status, problem, _ = partner.caller.send(method, address, body)

    assert (status, problem["field"]) == (422, list(body)[-1])
    assert problem["field"] in problem["message"]
    assert what_may_change(posted) == before


@pytest.mark.parametrize(
    "body",
    [
        {"untaxed_code": "9"},
        {"untaxed_code": "3", "tax_codes": {"gst+qst": "3"}},
        {"untaxed_code": "3", "tax_codes": {"vat": "9"}},
    ],
)
def test_a_tax_code_that_would_put_a_return_wrong_is_no_answer_of_the_setup(world, partner, body):
    partner.sends("PATCH", "/setup", {"document_kind": "invoice"})

    status, problem, _ = partner.caller.send("PATCH", "/setup", body)

    assert status == 422
    assert problem["message"]
    assert world.setups.setup("m_1").untaxed_code == ""


def test_before_the_setup_is_confirmed_tax_codes_are_an_answer_of_it(partner):
    partner.sends("PATCH", "/setup", {"document_kind": "invoice"})

    choice = {"effective_from": str(NEWEST), "untaxed_code": "3"}
    status, problem, _ = partner.caller.send("PUT", "/tax-codes", choice)

    assert status == 422
    assert "setup is not confirmed" in problem["message"]


def test_lists_that_cannot_be_read_again_stay_as_they_were(world, partner):
    before = partner.reads("/lists")
    world.ledger.fail_next(RetriableError("no answer"))

    status, _, _ = partner.caller.send("POST", "/lists/refresh")

    assert status == 503
    assert partner.reads("/lists") == before


@pytest.mark.usefixtures("posted")
def test_a_dry_run_changes_nothing(posted, partner):
    before = [record.state for record in posted.sync_log.history("m_1")]

    partner.reads(f"/days/undoable?first={NEWEST}&last={NEWEST}&location={QUEEN}")
    partner.sends("POST", "/mapping/rehearsal", {"accounts": {"tip": made_liability(partner)}})

    assert [record.state for record in posted.sync_log.history("m_1")] == before
    assert posted.connections.mapping_on("m_1", NEWEST).version == 1


def test_the_document_says_that_there_are_no_keys_for_partners():
    assert "no keys for partners" in json.loads(openapi_text())["info"]["description"]
