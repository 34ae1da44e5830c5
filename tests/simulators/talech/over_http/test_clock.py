"""The clock moves the whole world: what is later than now is on no call."""

import pytest
import requests

from simulators.talech.over_http.caller import TIMEOUT, Caller, minor

pytestmark = pytest.mark.loopback

WINDOW = {"from": "2026-03-01T00:00:00Z", "to": "2026-03-09T00:00:00Z"}


@pytest.mark.parametrize(
    ("now", "orders", "payments", "refunds"),
    [
        ("2026-03-06T14:04:59Z", 1, 1, 0),
        ("2026-03-06T14:05:00Z", 2, 2, 0),
        ("2026-03-06T22:05:00Z", 5, 5, 1),
        ("2026-03-07T17:00:00Z", 6, 8, 1),
    ],
)
def test_calls_show_what_has_happened_by_now(caller, now, orders, payments, refunds):
    caller.control("POST", "clock", {"now": now})

    history = caller.history("03/01/2026 00:00:00", "03/09/2026 00:00:00", orderStatus=["PAID", "PARTIAL_PAID"])

    assert len({row["orderId"] for row in history["searchResult"]["orders"]}) == orders
    assert len(caller.read("ext/v0/payments", WINDOW)["payments"]) == payments
    assert len(caller.read("ext/v0/refunds", WINDOW)["refunds"]) == refunds


def test_summary_of_a_running_day_counts_what_has_closed_so_far(caller):
    caller.control("POST", "clock", {"now": "2026-03-06T18:30:00Z"})
    criteria = {"startDate": "03/06/2026 04:00:00", "endDate": "03/07/2026 04:00:00"}

    report = caller.read("reports/receiptssummaryreport", {"searchCriteria": criteria})

    assert minor(report["all"]["grossRevenue"]) == 900
    assert minor(report["all"]["totalCollected"]) == 915 - 1130


def test_clock_says_where_it_stands_and_refuses_what_is_no_instant(caller):
    assert caller.control("GET", "clock") == {"now": "2026-03-08T09:30:00Z"}

    refused = requests.post(f"{caller.url}/_control/clock", json={"now": "tomorrow"}, timeout=TIMEOUT)

    assert refused.status_code == 400
    assert "'tomorrow'" in refused.json()["error"]


def test_moving_the_clock_a_month_does_not_age_a_token(caller):
    caller.read("ext/v0/merchantprofile")
    caller.control("POST", "clock", {"now": "2026-04-08T09:30:00Z"})

    assert caller.post("ext/v0/merchantprofile").status_code == 200


def test_business_days_run_from_the_first_event_to_now(caller):
    days = caller.control("GET", "business-days?location=304267:1")["days"]

    assert [day["date"] for day in days] == [f"2026-03-0{number}" for number in range(2, 9)]
    assert days[5] == {"date": "2026-03-07", "start": "2026-03-07T09:00:00Z", "end": "2026-03-08T08:00:00Z"}


def test_truth_ledger_can_be_read_over_http(caller):
    rows = caller.control("GET", "truth?from=2026-03-06&to=2026-03-07")["rows"]

    assert sum(row["minor"] for row in rows) == 0
    assert {"location_id": "304267:1", "business_date": "2026-03-07", "role": "gift_card", "minor": 2500} in rows


@pytest.mark.parametrize("call", ["truth?from=x&to=y", "truth", "summary?location=9&date=2026-03-06", "business-days"])
def test_control_call_that_is_not_understood_says_so(caller, call):
    response = requests.get(f"{caller.url}/_control/{call}", timeout=TIMEOUT)

    assert response.status_code == 400
    assert response.json()["error"]


def test_clock_that_was_never_set_follows_the_machine(start):
    caller = Caller(start())
    caller.control("POST", "clock", {"now": None})

    assert caller.control("GET", "clock")["now"] > "2026-03-08T09:30:00Z"
