"""Order history and detail, as observed at talech."""

from decimal import Decimal

import pytest

from simulators.talech.over_http.caller import Caller, minor
from simulators.talech.shop import line, order, payment, refund, sample
from talech_simulator.shop.quirks import Quirks

pytestmark = pytest.mark.loopback

DAY_D = ("03/06/2026 04:00:00", "03/07/2026 04:00:00")
EVER = ("01/01/2026 00:00:00", "12/31/2026 00:00:00")


def ids(reply):
    return [row["orderId"] for row in reply["searchResult"]["orders"]]


def test_window_matches_first_payments_on_the_shops_clock(caller):
    assert list(dict.fromkeys(ids(caller.history(*DAY_D)))) == ["O1", "O2", "O3", "O4", "O5"]


def test_order_paid_with_several_tenders_comes_once_per_tender_with_its_whole_header(caller):
    reply = caller.history("03/01/2026 00:00:00", "03/09/2026 00:00:00", orderStatus=["PAID"])

    rows = [row for row in reply["searchResult"]["orders"] if row["orderId"] == "O4"]

    assert [row["paymentType"] for row in rows] == ["SPLITCHECK"] * 3
    assert {minor(row["amount"]) for row in rows} == {5650}
    assert reply["ResponseCode"]["totalCnt"] == 5 + 3


def test_header_rounds_to_the_orders_figures(start):
    caller = Caller(start(quirks=Quirks(noise_share=1, difference_share=0)))

    row = caller.history(*DAY_D)["searchResult"]["orders"][1]

    amounts = {name: value for name, value in row.items() if isinstance(value, Decimal)}
    assert {name: minor(value) for name, value in amounts.items()} == {
        "amount": 5834,
        "subTotal": 4000,
        "discount": 0,
        "tax": 614,
        "tip": 500,
        "revenue": 4000,
        "refundAmount": 0,
        "refundRevenue": 0,
    }
    assert any(value != round(value, 2) for value in amounts.values())


def test_empty_search_is_404_inside_http_200(caller):
    reply = caller.history("03/20/2026 00:00:00", "03/21/2026 00:00:00")

    assert reply["ResponseCode"] == {"statusCode": 404, "desc": "records not found", "totalCnt": 0}


@pytest.mark.parametrize(("status", "expected"), [("PAID", []), ("PARTIAL_PAID", ["O4"]), ("OPEN", [])])
def test_order_that_closes_later_is_partly_paid_until_then(start, status, expected):
    caller = Caller(start(now="2026-03-06T23:00:00Z"))

    reply = caller.history("03/06/2026 17:00:00", "03/06/2026 18:00:00", orderStatus=[status])

    assert ids(reply) == expected


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        ({"paymentTypes": ["GCRD"]}, ["O4"]),
        ({"paymentTypes": ["SPLITCHECK"]}, ["O4"]),
        ({"onlySplitCheck": True}, ["O4"]),
        ({"searchString": "o2"}, ["O2"]),
        ({"storeIds": ["7"]}, []),
        ({"paymentTypes": ["CASH"], "onlySplitCheck": True, "orderStatus": ["OPEN"]}, []),
    ],
)
def test_a_search_is_narrowed_by_what_is_documented(caller, narrowing, expected):
    assert list(dict.fromkeys(ids(caller.history(*DAY_D, **narrowing)))) == expected


def test_sales_and_refunds_are_hidden_apart_and_are_everything_together(caller):
    everything = ids(caller.history(*EVER))
    returned, kept = ids(caller.history(*EVER, hideSale=True)), ids(caller.history(*EVER, hideRefund=True))

    assert returned
    assert kept
    assert sorted(returned + kept) == sorted(everything)
    assert set(ids(caller.history(*EVER, transactionTypes=["REFUND", "PARTIALREFUND"]))) == set(returned)


@pytest.mark.parametrize(
    "wrong",
    [{"orderBy": "amount"}, {"hideSale": "yes"}, {"searchString": 7}, {"paymentTypes": "CASH"}, {"userId": "u1"}],
)
def test_a_search_that_means_nothing_here_is_refused_by_name(caller, wrong):
    reply = caller.history(*DAY_D, **wrong)

    assert reply["ResponseCode"]["statusCode"] == 400
    assert reply["ResponseCode"]["desc"].startswith(next(iter(wrong)))


def test_pages_together_are_the_whole(caller):
    pages = [ids(caller.history(*DAY_D, offset=offset, limit=2)) for offset in (0, 2, 4)]

    assert pages == [["O1", "O2"], ["O3", "O4"], ["O4", "O4"]]


def test_window_in_the_autumn_overlap_starts_at_the_first_occurrence(start):
    """01:30 reads twice in Toronto on 2026-11-01: at 05:30 and at 06:30 UTC."""
    sold = [
        order(name, at, at, lines=[line("l1", 100)], payments=[payment(f"p{name}", 100, at)])
        for name, at in [
            ("before", "2026-11-01T05:29:59Z"),
            ("first", "2026-11-01T05:30:00Z"),
            ("second", "2026-11-01T06:30:00Z"),
            ("end", "2026-11-01T07:00:00Z"),
        ]
    ]
    caller = Caller(start(sample(sold), now="2026-11-02T00:00:00Z"))

    reply = caller.history("11/01/2026 01:30:00", "11/01/2026 02:00:00")

    assert ids(reply) == ["first", "second"]
    assert {row["orderDate"] for row in reply["searchResult"]["orders"]} == {"11/01/2026 01:30:00"}


def test_voided_orders_are_never_listed_and_unpaid_ones_match_by_their_opening(start):
    opened = "2026-03-06T18:00:00Z"
    sold = [
        order("V", opened, None, lines=[line("l1", 500)], payments=[]) | {"status": "VOIDED"},
        order("N", opened, None, lines=[line("l1", 500)], payments=[]),
    ]
    caller = Caller(start(sample(sold)))

    assert ids(caller.history(*EVER)) == ["N"]


def test_detail_shows_unit_prices_that_add_up_to_the_line_with_its_add_ons(start):
    sold = order(
        "A",
        "2026-03-06T18:00:00Z",
        "2026-03-06T18:00:00Z",
        lines=[
            line(
                "l1",
                1120,
                146,
                quantity="3",
                discount_minor=100,
                modifiers=[{"name": "Oat milk", "gross_minor": 120, "quantity": "2", "category_id": "c2"}],
            ),
            line("l2", 2500, category=None, kind="GIFT_CARD_SALE"),
            line("l3", 700, voided=True),
        ],
        payments=[payment("p", 3666, "2026-03-06T18:00:00Z", tender="CCRD", card_type="VISA")],
    )
    back = refund("R", "A", "2026-03-07T18:00:00Z", lines=[{"line_id": "l1", "net_minor": 340}])
    caller = Caller(start(sample([sold], [back]), quirks=Quirks(noise_share=1, difference_share=0)))

    (detail,) = caller.read("order/getorderbyid", {"orderId": "A"})["Order"]["orderDetails"]

    (add_on,) = detail["addOns"]
    gross = detail["price"] * (detail["quantity"] + detail["refundedQuantity"])
    gross += add_on["price"] * (add_on["quantity"] + add_on["refundedQuantity"])
    assert minor(gross) == 1120
    assert (detail["categoryId"], add_on["categoryId"]) == ("c1", "c2")
    assert (detail["quantity"], detail["refundedQuantity"], detail["printedQuantity"]) == (2, 1, 3)
    assert minor(detail["discountAmt"] * 3) == 100


def test_detail_names_tenders_and_card_types(caller):
    shown = caller.read("order/getorderbyid", {"orderId": "O3"})["Order"]

    assert shown["paymentDetails"] == [{"paymentType": "CCRD", "cardType": "MasterCard"}]
    assert shown["orderCreationTime"] == "03/06/2026 15:00:00"


def test_lines_fall_short_of_the_header_where_the_truth_ledger_says_so(start):
    caller = Caller(start(quirks=Quirks(difference_share=1)))

    (detail,) = caller.read("order/getorderbyid", {"orderId": "O1"})["Order"]["orderDetails"]
    rows = caller.control("GET", "truth?from=2026-03-06&to=2026-03-06")["rows"]

    assert minor(detail["price"] * detail["quantity"]) == 850
    roles = {row["role"]: row["minor"] for row in rows}
    assert roles["adjustment"] == -(50 + 50 + 50)
    assert roles["revenue:c1"] == -(850 + 283)


def test_unknown_order_is_404_inside_http_200(caller):
    assert caller.read("order/getorderbyid", {"orderId": "nobody"})["ResponseCode"]["statusCode"] == 404
