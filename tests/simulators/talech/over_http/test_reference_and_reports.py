"""Store info, menu, summary report and the invented calls."""

import pytest

from simulators.talech.over_http.caller import Caller, minor
from simulators.talech.shop import QUEEN, line, merchant_file, order, payment, refund, sample
from simulators.talech.worked_example import ORDERS, REFUNDS
from talech_simulator.shop.quirks import Quirks

pytestmark = pytest.mark.loopback

DAY_D = {"from": "2026-03-06T09:00:00Z", "to": "2026-03-07T09:00:00Z"}


def test_store_info_lists_active_locations_with_their_business_close_hour(caller):
    (detail,) = caller.read("authentication/getAllMerchantStoreInfo")["merchantStoreDetails"]["merchantDetails"]

    assert detail["merchantIdentification"] == "304267"
    assert detail["defaultTimeZone"] == "America/Toronto"
    assert detail["isDemo"] is False
    assert detail["stores"][0]["businessCloseHour"] == "04:00"
    assert detail["stores"][0]["currency"] == "CAD"


def test_demo_account_and_starter_plan_can_be_told(start):
    profile = merchant_file()
    profile["merchant"] |= {"is_demo": True, "plan": "STARTER", "apps_allowed": False}
    caller = Caller(start(sample(profile=profile)))

    info = caller.read("authentication/getAllMerchantStoreInfo")
    merchant = caller.read("ext/v0/merchantprofile")["merchant"]

    assert info["merchantStoreDetails"]["merchantDetails"][0]["isDemo"] is True
    assert (merchant["plan"], merchant["is_demo"]) == ("STARTER", True)


def test_profile_shows_the_settings_in_force_at_the_clock(start):
    earlier = {"settings_from": "2026-01-05", "timezone": "America/Toronto", "report_end_time": "04:00"}
    changed = merchant_file(report_end_time="22:00", settings_from="2026-03-10", earlier_settings=[earlier])
    caller = Caller(start(sample(profile=changed), now="2026-03-08T12:00:00Z"))

    before = caller.read("ext/v0/merchantprofile")["locations"][0]
    caller.control("POST", "clock", {"now": "2026-03-11T12:00:00Z"})
    after = caller.read("ext/v0/merchantprofile")["locations"][0]

    assert (before["report_end_time"], before["earlier_settings"]) == ("04:00", [])
    assert (after["report_end_time"], after["earlier_settings"]) == ("22:00", [earlier])


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_menu_is_narrowed_by_category_and_text_at_either_place(caller, wrapped):
    def names(**asked):
        body = {"storeid": "1", **asked}
        reply = caller.read("managemenu/menuitem/allmenuitems", {"searchCriteria": body} if wrapped else body)
        return [(item["categoryId"], item["name"]) for item in reply["items"]]

    everything = names()

    assert names(categoryId="c2") == [each for each in everything if each[0] == "c2"]
    first = everything[0][1]
    assert names(searchString=first.upper()) == [each for each in everything if first.casefold() in each[1].casefold()]
    assert names(searchString="no such dish") == []


def test_menu_lists_what_was_sold_by_category(caller):
    items = caller.read("managemenu/menuitem/allmenuitems", {"storeid": "1"})["items"]

    assert {(item["categoryId"], item["categoryType"]) for item in items} == {("c1", "Coffee"), ("c2", "Food")}


def test_summary_report_gives_the_worked_examples_figures_and_splits_them_by_business_date(start):
    caller = Caller(start(quirks=Quirks(noise_share=0.5, difference_share=0)))
    criteria = {
        "startDate": "03/06/2026 04:00:00",
        "endDate": "03/08/2026 04:00:00",
        "granularity": 1,
        "includedReports": [101, 103],
    }

    report = caller.read("reports/receiptssummaryreport", {"searchCriteria": criteria})

    days = {label: day["timePeriodSummary"]["all"] for label, day in report["dailySummary"].items()}
    assert list(days) == ["03/06/2026", "03/07/2026"]
    assert minor(days["03/06/2026"]["netRevenue"]) == 4143
    assert minor(days["03/06/2026"]["totalCollected"]) == 10494
    assert minor(report["all"]["grossRevenue"]) == 5233 + 5000
    assert report["all"]["receipts"] == 5


def test_store_credit_returns_are_granted_and_not_refunded_and_reopenings_touch_collections_alone(start):
    paid = "2026-03-06T18:00:00Z"
    sold = order("A", paid, paid, lines=[line("l1", 1000, 130), line("l2", 500)], payments=[payment("p1", 1630, paid)])
    open_again = order("B", paid, None, lines=[line("l1", 700)], payments=[payment("p2", 700, paid)])
    given = [
        refund(
            "R1",
            "A",
            paid,
            tender=None,
            destination="STORE_CREDIT",
            lines=[{"line_id": "l1", "net_minor": 1000, "tax_minor": 130}],
        ),
        refund("R2", "B", paid, kind="PAYMENT_REFUND_REOPEN", payment_id="p2", tender="CASH") | {"total_minor": 700},
    ]
    caller = Caller(start(sample([sold, open_again], given)))

    figures = caller.control("GET", f"summary?location={QUEEN}&date=2026-03-06")["figures"]

    assert (figures["refundAmount"], figures["storeCreditGranted"], figures["netRevenue"]) == (0, 1130, 1500)
    assert (figures["refundTaxAmount"], figures["reportedTax"]) == (130, 0)
    assert (figures["totalCollected"], figures["refundReceipts"]) == (1630, 1)


def test_financials_give_integers_and_taxes_of_lines_and_service_charges_together(caller):
    reply = caller.read("ext/v0/orderfinancials", {"order_ids": ["O2", "nobody"]})

    (shown,) = reply["orders"]
    assert shown["taxes"] == [{"tax_id": "t_hst", "amount_minor": 614}]
    assert shown["totals"]["total_minor"] == 5834
    assert shown["service_charges"][0]["payee"] == "STAFF"
    assert "lines" not in shown


@pytest.mark.parametrize("order_ids", [[], ["O1"] * 101, None])
def test_financials_take_one_to_a_hundred_orders(caller, order_ids):
    reply = caller.read("ext/v0/orderfinancials", {"order_ids": order_ids})

    assert reply["ResponseCode"]["statusCode"] == 400


def test_closings_of_a_window_come_in_pages_whenever_the_orders_were_paid(start):
    paid_before = order(
        "P",
        "2026-03-05T18:00:00Z",
        "2026-03-06T17:00:00Z",
        lines=[line("l1", 700)],
        payments=[payment("pP", 700, "2026-03-05T18:00:00Z")],
    )
    window = {"from": DAY_D["from"], "to": DAY_D["to"], "limit": 3}
    caller = Caller(start(sample([*ORDERS, paid_before], REFUNDS)))

    first = caller.read("ext/v0/closings", window)
    second = caller.read("ext/v0/closings", {**window, "cursor": first["next_cursor"]})

    closed = first["orders"] + second["orders"]
    assert {each["order_id"] for each in closed} == {"O1", "O2", "O3", "O5", "P"}
    assert {each["closed_at"] for each in closed if each["order_id"] == "P"} == {"2026-03-06T17:00:00Z"}
    assert closed == sorted(closed, key=lambda each: each["closed_at"])
    assert (len(first["orders"]), second["next_cursor"]) == (3, None)


def test_an_order_closes_where_the_clock_says_and_is_gone_once_it_is_open_again(start):
    """Closed at 18:00, opened again at 20:00 by giving its payment back, closed for good the day after."""
    closed_at, reopened_at, closed_again = "2026-03-06T18:00:00Z", "2026-03-06T20:00:00Z", "2026-03-07T18:00:00Z"
    reopened = order(
        "A",
        closed_at,
        closed_again,
        lines=[line("l1", 700)],
        payments=[payment("p1", 700, closed_at), payment("p2", 700, closed_again)],
        earlier_closings=[{"closed_at": closed_at, "reopened_at": reopened_at}],
    )
    back = refund("R", "A", reopened_at, kind="PAYMENT_REFUND_REOPEN", payment_id="p1", total_minor=700)
    caller = Caller(start(sample([reopened], [back]), now="2026-03-06T19:00:00Z"))

    before = caller.read("ext/v0/closings", DAY_D)["orders"]
    caller.control("POST", "clock", {"now": "2026-03-08T00:00:00Z"})
    after = caller.read("ext/v0/closings", DAY_D)["orders"]

    assert before == [{"order_id": "A", "closed_at": closed_at}]
    assert after == []


def test_payments_of_a_window_come_in_pages_with_their_order(caller):
    first = caller.read("ext/v0/payments", {**DAY_D, "limit": 3})
    second = caller.read("ext/v0/payments", {**DAY_D, "limit": 3, "cursor": first["next_cursor"]})

    shown = [(each["id"], each["order_id"]) for each in first["payments"] + second["payments"]]
    assert shown == [("p1", "O1"), ("p2", "O2"), ("p3", "O3"), ("p4a", "O4"), ("p5", "O5")]
    assert second["next_cursor"] is None


def test_refund_lines_carry_category_and_taxes_and_service_charges_their_payee(start):
    charged = refund("R2", "O2", "2026-03-06T20:00:00Z", service_charge_minor=100)
    bare = refund("R3", "O0", "2026-03-06T21:00:00Z", lines=[{"line_id": "l1", "net_minor": 0, "tax_minor": 0}])
    caller = Caller(start(sample(ORDERS, [*REFUNDS, charged, bare])))

    first, second, third = caller.read("ext/v0/refunds", DAY_D)["refunds"]

    assert first["lines"][0]["taxes"] == [{"tax_id": "t_hst", "amount_minor": 130, "base_minor": None}]
    assert second["service_charges"] == [{"payee": "STAFF", "amount_minor": 100}]
    assert third["lines"][0]["category_id"] == "c1"


def test_drawer_gives_events_and_shifts_closed_in_the_window(start):
    event = {"id": "e", "location_id": QUEEN, "type": "PAY_OUT", "amount_minor": -400, "at": DAY_D["from"]}
    shifts = [
        {"id": name, "location_id": QUEEN, "opened_at": "2026-03-06T01:00:00Z", "closed_at": closed_at}
        for name, closed_at in [("before", "2026-03-06T08:59:59Z"), ("in", DAY_D["from"]), ("open", None)]
    ]
    caller = Caller(start(sample(events=[event], shifts=shifts)))

    reply = caller.read("ext/v0/drawer", DAY_D)

    assert [each["amount_minor"] for each in reply["events"]] == [-400]
    assert [each["id"] for each in reply["shifts"]] == ["in"]


def test_window_without_movements_is_an_empty_list_and_no_error(caller):
    window = {"from": "2026-05-01T00:00:00Z", "to": "2026-05-02T00:00:00Z"}

    reply = caller.read("ext/v0/payments", window)

    assert reply["ResponseCode"]["statusCode"] == 200
    assert reply["payments"] == []
