"""Each fault switch of single calls: what the caller meets, and where it stops."""

import time

import pytest
import requests

from simulators.talech.over_http.caller import TIMEOUT
from simulators.talech.over_http.switches import DAY_D, PAYMENTS, WINDOW, switch, truth
from simulators.talech.shop import QUEEN

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize(
    ("fault", "more", "status", "content_type"),
    [
        ("429", {}, 429, "application/json"),
        ("500", {}, 500, "application/json"),
        ("503", {}, 503, "application/json"),
        ("html_error_body", {}, 502, "text/html; charset=utf-8"),
        ("html_error_body", {"status": 200}, 200, "text/html; charset=utf-8"),
    ],
)
def test_fault_answers_in_place_of_the_call_as_often_as_asked(caller, fault, more, status, content_type):
    switch(caller, fault, path="ext/", times=1, **more)

    struck = caller.post(PAYMENTS, WINDOW)

    assert (struck.status_code, struck.headers["content-type"]) == (status, content_type)
    assert caller.post(PAYMENTS, WINDOW).status_code == 200


def test_fault_meets_only_its_path_and_its_location(caller):
    switch(caller, "500", path="order/")
    switch(caller, "500", location="999999")

    assert caller.post(PAYMENTS, WINDOW).status_code == 200
    assert caller.post("order/getorderhistory").status_code == 500


def test_response_code_500_is_an_error_inside_http_200(caller):
    switch(caller, "response_code_500", path=PAYMENTS)

    assert caller.read(PAYMENTS, WINDOW)["ResponseCode"]["statusCode"] == 500


def test_truncated_json_is_http_200_with_half_a_body(caller):
    switch(caller, "truncated_json", path=PAYMENTS)

    response = caller.post(PAYMENTS, WINDOW)

    assert response.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        response.json()


def test_connection_reset_leaves_the_caller_without_a_reply(caller):
    switch(caller, "connection_reset", path=PAYMENTS, times=1)

    with pytest.raises(requests.ConnectionError):
        caller.post(PAYMENTS, WINDOW)
    assert caller.post(PAYMENTS, WINDOW).status_code == 200


def test_timeout_hangs_and_then_drops_the_line(caller):
    switch(caller, "timeout", path=PAYMENTS, seconds=0.2)

    begun = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        caller.post(PAYMENTS, WINDOW)

    assert time.monotonic() - begun >= 0.2


def test_slow_call_is_answered_in_the_end(caller):
    switch(caller, "slow", path=PAYMENTS, seconds=0.2)

    begun = time.monotonic()
    response = caller.post(PAYMENTS, WINDOW)

    assert response.status_code == 200
    assert time.monotonic() - begun >= 0.2


def test_simulator_stops_while_a_call_hangs(simulator, caller):
    switch(caller, "timeout", path="o/", seconds=60)
    with pytest.raises(requests.ReadTimeout):
        requests.post(f"{caller.url}/o/oauth2/token", json={}, timeout=0.2)

    begun = time.monotonic()
    simulator.stop()

    assert time.monotonic() - begun < 5


def test_expired_token_is_refused_once_and_a_new_one_works(caller):
    caller.read(PAYMENTS, WINDOW)
    switch(caller, "token_expired", times=1)

    assert caller.post(PAYMENTS, WINDOW).status_code == 401
    assert caller.post(PAYMENTS, WINDOW).status_code == 401

    caller.token = ""
    assert caller.post(PAYMENTS, WINDOW).status_code == 200


def test_duplicate_page_repeats_the_first_page_and_loses_nothing(caller):
    switch(caller, "duplicate_page", path=PAYMENTS)

    shown, cursor = [], None
    for _ in range(4):
        page = caller.read(PAYMENTS, {**WINDOW, "limit": 2, "cursor": cursor})
        shown += [each["id"] for each in page["payments"]]
        cursor = page["next_cursor"]

    assert shown == ["p1", "p2", "p1", "p2", "p3", "p4a", "p5"]
    assert cursor is None


def test_delete_ends_every_fault_and_restores_the_merchants(caller):
    switch(caller, "500")
    switch(caller, "plan_downgrade")
    switch(caller, "changed_day", **DAY_D)

    listing = caller.control("DELETE", "faults")

    assert listing == []
    assert caller.read("ext/v0/merchantprofile")["merchant"]["plan"] == "STANDARD"
    assert truth(caller)["tip"] == -500


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"fault": "earthquake"}, "'earthquake' is not known"),
        ({"fault": "500", "colour": "red"}, "colour"),
        ({"fault": "changed_day", "location": QUEEN}, "date is missing"),
        ({"fault": "changed_day", "location": QUEEN, "date": "2026-05-01"}, "no order paid by card"),
        ({"fault": "late_return", "location": QUEEN, "date": "2026-05-01"}, "no order that one card payment paid"),
        ({"fault": "reopened_order", "location": QUEEN, "date": "2026-05-01"}, "no order that one card payment paid"),
        ({"fault": "report_end_time", "location": QUEEN, "at": "late"}, "no time of day"),
        ({"fault": "plan_downgrade", "merchant": "m_9"}, "name a merchant or a location"),
    ],
)
def test_switch_that_is_not_understood_says_what_is_wrong(caller, fault, words):
    response = requests.post(f"{caller.url}/_control/faults", json=[fault], timeout=TIMEOUT)

    assert response.status_code == 400
    assert words in response.json()["error"]
