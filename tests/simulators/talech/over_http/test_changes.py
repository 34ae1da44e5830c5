"""Changes of the shop's own world: what the caller meets, and what the truth ledger makes of it."""

from datetime import datetime, timedelta

import pytest

from simulators.talech.over_http.caller import Caller
from simulators.talech.over_http.switches import DAY_D, PAYMENTS, WINDOW, switch, truth
from simulators.talech.shop import QUEEN

pytestmark = pytest.mark.loopback


def test_revoked_merchant_is_an_invalid_grant_until_launched_again(simulator, caller):
    caller.read(PAYMENTS, WINDOW)
    switch(caller, "revoke_token", merchant="m_304267")

    assert caller.post(PAYMENTS, WINDOW).status_code == 401
    assert caller.ask_for_token().json() == {"error": "invalid_grant"}

    launched = caller.launch(simulator.launch_token("m_304267")).json()["refresh_token"]
    assert caller.ask_for_token(refresh_token=launched).status_code == 200


def test_single_session_kills_the_older_token(simulator, caller):
    switch(caller, "single_session")
    caller.read(PAYMENTS, WINDOW)

    Caller(simulator).read(PAYMENTS, WINDOW)

    assert caller.post(PAYMENTS, WINDOW).status_code == 401


def test_changed_day_corrects_a_tip_and_the_truth_follows(caller):
    before = truth(caller)

    switch(caller, "changed_day", **DAY_D, order_id="O2", tip_minor=800)

    after = truth(caller)
    assert (before["tip"], after["tip"]) == (-500, -800)
    assert after["tender:CCRD:VISA"] - before["tender:CCRD:VISA"] == 300
    (shown,) = caller.read("ext/v0/orderfinancials", {"order_ids": ["O2"]})["orders"]
    assert shown["revision"] == 2
    assert shown["payments"][0]["tip_changes"][0]["to_minor"] == 800


def test_unknown_card_type_turns_up_on_the_wire_and_in_the_truth(caller):
    switch(caller, "unknown_card_type", **DAY_D, order_id="O3", card_type="Troy")

    details = caller.read("order/getorderbyid", {"orderId": "O3"})["Order"]["paymentDetails"]
    assert details == [{"paymentType": "CCRD", "cardType": "Troy"}]
    assert truth(caller)["tender:CCRD:TROY"] == 2500


def test_a_return_that_is_sent_in_late_lies_on_the_day_it_was_made(caller):
    before = truth(caller)

    switch(caller, "late_return", **DAY_D)

    moved = {role: minor - before.get(role, 0) for role, minor in truth(caller).items() if minor != before.get(role)}
    (returned,) = (minor for role, minor in moved.items() if role.startswith("refund:"))
    assert returned > 0
    assert sum(moved.values()) == 0


def test_an_order_that_is_opened_again_leaves_a_deposit_on_its_day(caller):
    before = truth(caller)

    switch(caller, "reopened_order", **DAY_D)

    after = truth(caller)
    assert after["customer_deposits"] < before.get("customer_deposits", 0)
    assert after["tender:CCRD:VISA"] == before["tender:CCRD:VISA"]


def test_deleted_category_leaves_the_menu_but_not_the_old_orders(caller):
    switch(caller, "deleted_category", category_id="c2")

    items = caller.read("managemenu/menuitem/allmenuitems")["items"]
    categories = caller.read("ext/v0/merchantprofile")["categories"]

    assert {item["categoryId"] for item in items} == {"c1"}
    assert [each["deleted"] for each in categories] == [False, True]
    assert truth(caller)["revenue:c2"] == -4000


def test_plan_downgrade_shows_in_the_profile(caller):
    switch(caller, "plan_downgrade")

    merchant = caller.read("ext/v0/merchantprofile")["merchant"]

    assert (merchant["plan"], merchant["apps_allowed"]) == ("STARTER", False)


def test_removed_location_is_forbidden_and_no_longer_listed(caller):
    switch(caller, "location_removed", location=QUEEN)

    info = caller.post("authentication/getAllMerchantStoreInfo", location=None).json()

    assert caller.post(PAYMENTS, WINDOW).status_code == 403
    assert info["merchantStoreDetails"]["merchantDetails"] == []


def test_a_report_end_time_that_is_moved_twice_on_one_day_closes_the_days_after_it_by_the_last_word(caller):
    (before,) = caller.read("ext/v0/merchantprofile")["locations"]
    now = datetime.fromisoformat(caller.control("GET", "clock")["now"])

    switch(caller, "report_end_time", location=QUEEN, at="04:30")
    switch(caller, "report_end_time", location=QUEEN, at="05:00")
    (same_day,) = caller.read("ext/v0/merchantprofile")["locations"]
    caller.control("POST", "clock", {"now": (now + timedelta(days=2)).isoformat()})
    (later,) = caller.read("ext/v0/merchantprofile")["locations"]

    assert (same_day["report_end_time"], later["report_end_time"]) == (before["report_end_time"], "05:00")
    assert [each["report_end_time"] for each in later["earlier_settings"]] == [before["report_end_time"]]
