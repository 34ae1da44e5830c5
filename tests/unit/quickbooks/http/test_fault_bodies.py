"""Faults are read in every shape that docs/quickbooks.md 3.1 has seen."""

import pytest

from daybook.adapters.quickbooks.http.fault_bodies import Fault, faults_in
from daybook.adapters.quickbooks.http.faults import refusal_in

CAPITALISED = """{"Fault": {"Error": [{"Message": "Règle", "Detail": "La période est fermée", "code": "6210",
    "element": "TxnDate"}], "type": "ValidationFault"}, "time": "2026-11-24T04:00:00.000-08:00"}"""
LOWER_CASE = """{"warnings": null, "fault": {"error": [
    {"message": "message=AuthenticationFailed; errorCode=003200; statusCode=401", "detail": "Token expired",
     "code": "3200", "element": null}], "type": "AUTHENTICATION"}}"""
XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="2026-11-24T04:00:00.000-08:00"><Fault type="SERVICE">
<Error code="3001" element="x"><Message>message=ThrottleExceeded</Message><Detail>The limit</Detail></Error></Fault>
</IntuitResponse>"""


@pytest.mark.parametrize(
    ("body", "code", "detail", "element"),
    [
        (CAPITALISED, 6210, "La période est fermée", "TxnDate"),
        (LOWER_CASE, 3200, "Token expired", ""),
        (XML, 3001, "The limit", "x"),
    ],
)
def test_a_fault_is_read_in_json_of_both_spellings_and_in_xml(body, code, detail, element):
    (found,) = faults_in(body)

    assert (found.code, found.detail, found.element) == (code, detail, element)


@pytest.mark.parametrize(
    "error",
    [
        '{"Message": "x", "code": "003001"}',
        '{"message": "message=ThrottleExceeded; errorCode=003001; statusCode=429", "code": ""}',
        '{"message": "m", "detail": "errorCode=003001", "code": "SERVICE"}',
        '{"message": "m", "code": 3001}',
    ],
)
def test_a_code_is_found_with_zeros_in_words_and_as_a_number(error):
    (found,) = faults_in(f'{{"fault": {{"error": [{error}]}}}}')

    assert found.code == 3001


def test_all_errors_of_a_fault_are_kept():
    found = faults_in('{"Fault": {"Error": [{"code": "610", "Message": "a"}, {"code": "2500", "Message": "b"}]}}')

    assert found == (Fault(610, "a"), Fault(2500, "b"))


def test_a_single_error_that_is_not_in_a_list_is_read():
    assert faults_in('{"Fault": {"Error": {"code": "610", "Message": "a"}}}') == (Fault(610, "a"),)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        '"text"',
        '{"Fault": null}',
        '{"Fault": "text"}',
        '{"JournalEntry": {"Id": "1"}}',
        "<!DOCTYPE html><html><body>503</body></html>",
        "<html><body><p>503 Service Temporarily Unavailable</body></html>",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Fault><Error code="1">&b;</Error></Fault>',
    ],
)
def test_a_body_without_a_fault_has_none(body):
    """A document type declaration is not even parsed: its entities could grow without end."""
    assert faults_in(body) == ()


def test_a_fault_inside_http_200_is_a_refusal():
    refused = refusal_in("POST journalentry", 200, {"intuit_tid": "1-tid"}, CAPITALISED)

    assert refused is not None
    assert refused.codes == {6210}
    assert refused.intuit_tid == "1-tid"


@pytest.mark.parametrize(("header", "seconds"), [("30", 30), ("Tue, 24 Nov 2026 10:00:00 GMT", None), ("", None)])
def test_retry_after_in_seconds_is_kept(header, seconds):
    refused = refusal_in("GET query", 429, {"Retry-After": header}, "")

    assert refused is not None
    assert refused.retry_after_seconds == seconds


def test_a_success_is_no_refusal():
    assert refusal_in("GET query", 200, {}, '{"QueryResponse": {}}') is None
