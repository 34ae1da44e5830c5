"""POST only, tokens, the location header and the status inside HTTP 200."""

import pytest
import requests

from simulators.talech.over_http.caller import TIMEOUT, Caller
from simulators.talech.shop import merchant_file, sample
from talech_simulator.wire.calls import CALLS

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
@pytest.mark.parametrize("path", ["o/oauth2/token", "order/getorderhistory"])
def test_anything_but_post_is_refused(caller, method, path):
    response = requests.request(method, f"{caller.url}/{path}", timeout=TIMEOUT)

    assert response.status_code == 405


def test_token_reply_has_the_observed_shape(caller):
    reply = caller.ask_for_token().json()

    assert reply == {"access_token": reply["access_token"], "expires_in": 1800, "token_type": "Bearer"}
    number, slash, text = reply["access_token"].partition("/")
    assert number.isdigit()
    assert slash
    assert text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_secret": "other"}, "invalid_client"),
        ({"client_id": None}, "invalid_client"),
        ({"refresh_token": "other"}, "invalid_grant"),
    ],
)
def test_token_is_refused_with_the_reason(caller, changes, error):
    response = caller.ask_for_token(**changes)

    assert (response.status_code, response.json()) == (401, {"error": error})


@pytest.mark.parametrize("path", CALLS)
def test_every_call_needs_a_good_token(caller, path):
    response = caller.raw(path, {}, {"securityToken": "9/nobody", "X-POS-MerchantId": "304267"})

    assert (response.status_code, response.json()) == (401, {"error": "invalid_token"})


@pytest.mark.parametrize("location", ["999999", None])
def test_location_that_is_not_the_merchants_is_forbidden(caller, location):
    assert caller.post("order/getorderhistory", location=location).status_code == 403


def test_merchants_do_not_see_each_other(start):
    other = merchant_file()
    other["merchant"]["id"] = "m_2"
    other["locations"][0] |= {"id": "500:1", "merchant_identification": "500"}
    other["categories"] = []
    simulator = start(sample(), sample(profile=other))

    response = Caller(simulator, "m_2", "304267").post("order/getorderhistory")

    assert response.status_code == 403


def test_reply_replaces_the_token_and_the_one_before_stays_good_for_a_while(start):
    caller = Caller(start(rotate_every=2))
    first = caller.ask_for_token().json()["access_token"]
    caller.token = first

    caller.post("ext/v0/merchantprofile")
    caller.post("ext/v0/merchantprofile")

    assert caller.token != first
    late = caller.raw("ext/v0/merchantprofile", {}, {"securityToken": first})
    assert late.status_code == 200


def test_call_that_is_not_understood_says_which_field_was_wrong_inside_http_200(caller):
    reply = caller.history("2026-03-06", "03/07/2026 00:00:00")

    assert reply["ResponseCode"] == {
        "statusCode": 400,
        "desc": "startDate: is '2026-03-06', must read MM/dd/yyyy HH:mm:ss",
        "totalCnt": 0,
    }


def test_unknown_call_is_not_found(caller):
    assert caller.post("order/sell").status_code == 404


def test_launch_brings_the_merchants_token_also_when_asked_twice(simulator, caller):
    launch = simulator.launch_token("m_304267", "fr")

    tokens = [caller.launch(launch).json()["refresh_token"] for _ in range(2)]

    assert tokens == [caller.refresh_token] * 2


def test_launch_for_nobody_is_refused(simulator, caller):
    launch = simulator.launch_token("m_304267")
    head, claims, signature = launch.split(".")

    forged = caller.launch(f"{head}.{claims[::-1]}.{signature}")

    assert forged.status_code == 401
    assert forged.json()["error"] == "invalid_launch_token"
