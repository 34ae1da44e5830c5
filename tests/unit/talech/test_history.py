"""What is asked of talech's order search, on which clock."""

from datetime import date, time

import pytest

from daybook.adapters.talech.history import order_headers
from factories import location
from unit.talech.scripted import ScriptedTalech, answer

PATH = "order/getorderhistory"


def row(order_id, **changed):
    amounts = {"amount": 10.17, "subTotal": 9.0, "discount": 0, "tax": 1.17, "tip": 0, "revenue": 9.0}
    return {"orderId": order_id, "orderStatus": "PAID", **amounts, **changed}


def listed(*rows):
    return answer(len(rows), searchResult={"orders": list(rows)})


def headers(talech, shop, day):
    return order_headers(talech.source()._client, shop, shop.calendar.window(day))


@pytest.mark.parametrize(
    ("zone", "report_end_time", "day", "start", "end"),
    [
        ("America/Toronto", time(4), date(2026, 3, 10), "03/10/2026 03:00:00", "03/11/2026 05:00:00"),
        # 23 hours: the clock skips from 02:00 to 03:00 within the day
        ("America/Toronto", time(4), date(2026, 3, 7), "03/07/2026 03:00:00", "03/08/2026 05:00:00"),
        # 25 hours, and Report End Time reads twice: the first reading ends the day, the second is covered
        ("America/Toronto", time(1, 30), date(2026, 10, 31), "10/31/2026 00:30:00", "11/01/2026 02:30:00"),
        ("America/Toronto", time(1, 30), date(2026, 11, 1), "11/01/2026 00:30:00", "11/02/2026 02:30:00"),
        # Report End Time in the spring gap: the day ends at the first instant after it
        ("America/Toronto", time(2, 30), date(2026, 3, 7), "03/07/2026 01:30:00", "03/08/2026 04:00:00"),
        ("Europe/Dublin", time(22), date(2026, 3, 29), "03/28/2026 21:00:00", "03/29/2026 23:00:00"),
    ],
)
def test_the_search_is_an_hour_wider_than_the_day_on_the_shops_clock(zone, report_end_time, day, start, end):
    talech = ScriptedTalech()

    headers(talech, location(zone=zone, report_end_time=report_end_time), day)

    asked = {(each["searchCriteria"]["startDate"], each["searchCriteria"]["endDate"]) for each in talech.bodies(PATH)}
    assert asked == {(start, end)}


def test_open_orders_are_asked_for_before_paid_ones():
    """An order that is paid between the two searches is then seen twice, and not missed."""
    talech = ScriptedTalech()

    headers(talech, location(), date(2026, 3, 10))

    asked = [each["searchCriteria"]["orderStatus"] for each in talech.bodies(PATH)]
    assert asked == [["PARTIAL_PAID", "OPEN"], ["PAID"]]


def test_a_split_check_listed_once_per_tender_is_one_order():
    split = row("o1", paymentType="SPLITCHECK")
    talech = ScriptedTalech({PATH: [answer(0, status=404), listed(split, split, row("o2"))]})

    found = headers(talech, location(), date(2026, 3, 10))

    assert sorted(found) == ["o1", "o2"]


def test_an_order_paid_between_the_two_searches_counts_as_it_is_now():
    talech = ScriptedTalech({PATH: [listed(row("o1", amount=5)), listed(row("o1", amount=10.17))]})

    found = headers(talech, location(), date(2026, 3, 10))

    assert str(found["o1"].amount) == "10.17"
