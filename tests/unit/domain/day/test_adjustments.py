"""How far orders may differ from their lines before the day is held, and what the held day says of the difference."""

from datetime import date, timedelta

import pytest

from daybook.domain.day.adjustments import (
    DEFAULT_LIMIT,
    AdjustmentLimit,
    LimitRefusedError,
    OrderDifference,
    StoreDifference,
    differences_above,
    parts_minor,
    read_differences,
)
from daybook.domain.day.sales import SalesDay
from factories import location, order

STORE = "Queen St"
DAY = date(2026, 3, 14)
WINDOW = location().calendar.window(DAY)
NOON = WINDOW.start + timedelta(hours=8)
SECOND = timedelta(seconds=1)
ABOVE = SalesDay("304267:1", DAY, "CAD", gross_minor=200_000, adjustment_minor=2_001)
STORE_LINE = StoreDifference(STORE, 2_001, 200_000)


def apart(order_id, header, lines, *, closed_at=NOON, **more):
    """An order whose header says other sales than its lines."""
    return order(order_id=order_id, closed_at=closed_at, gross=header, lines=[("c1", lines)], **more)


def told(*orders, day=ABOVE, limit=DEFAULT_LIMIT):
    return differences_above(limit, STORE, day, orders, WINDOW)


@pytest.mark.parametrize(
    ("text", "basis_points"),
    [
        ("0", 0),
        ("0.01", 1),
        ("1", 100),
        ("2.5", 250),
        ("2,5", 250),
        (" 2,5 % ", 250),
        ("12.34%", 1_234),
        ("99.99", 9_999),
        ("100", 10_000),
        ("1.500", 150),
    ],
)
def test_a_limit_is_read_as_people_write_it(text, basis_points):
    assert AdjustmentLimit.of(text) == AdjustmentLimit(basis_points)


@pytest.mark.parametrize(
    "text", ["", "a lot", "%", "-0.01", "100.01", "101", "1.234", "NaN", "Infinity", "1%%", "1.2.3"]
)
def test_a_text_that_is_no_share_from_0_to_100_with_two_decimals_is_refused(text):
    with pytest.raises(LimitRefusedError):
        AdjustmentLimit.of(text)


@pytest.mark.parametrize(
    ("basis_points", "percent"),
    [(0, "0"), (1, "0.01"), (25, "0.25"), (100, "1"), (250, "2.5"), (1_000, "10"), (10_000, "100")],
)
def test_a_limit_is_written_without_zeros_at_its_end(basis_points, percent):
    assert AdjustmentLimit(basis_points).percent == percent


@pytest.mark.parametrize(
    ("basis_points", "sales_minor", "most_minor"),
    [
        (100, 0, 500),
        (100, 50_000, 500),
        (100, 50_099, 500),
        (100, 50_100, 501),
        (100, 200_000, 2_000),
        (100, 200_099, 2_000),
        (100, -200_000, 2_000),
        (100, -200_099, 2_000),
        (250, 200_000, 5_000),
        (0, 200_000, 500),
        (10_000, 200_000, 200_000),
    ],
)
def test_a_limit_is_a_share_of_the_sales_and_at_least_five_units(basis_points, sales_minor, most_minor):
    assert AdjustmentLimit(basis_points).minor_of(sales_minor) == most_minor


def test_the_limit_of_a_merchant_who_chose_none_is_one_per_cent():
    assert AdjustmentLimit() == DEFAULT_LIMIT == AdjustmentLimit(100)


@pytest.mark.parametrize(
    ("parts", "minor"),
    [
        ({}, 0),
        ({"lines": [("c1", 1_000), (None, 250)]}, 1_250),
        ({"discount": 70}, -70),
        ({"loyalty": 60}, -60),
        ({"taxes": {"hst": 130, "city": 7}}, 137),
        ({"service_charges": {"STAFF": 40, "HOUSE": 9}}, 49),
        ({"tip": 55}, 55),
        ({"gift_sold": 2_500}, 2_500),
        ({"house_paid": 700}, 700),
        ({"deposits_sold": 800}, 800),
        ({"rounding": -2}, -2),
        ({"comps": 30}, 0),
        (
            {
                "lines": [("c1", 1_000), (None, 250)],
                "discount": 70,
                "loyalty": 60,
                "taxes": {"hst": 130, "city": 7},
                "service_charges": {"STAFF": 40, "HOUSE": 9},
                "tip": 55,
                "gift_sold": 2_500,
                "house_paid": 700,
                "deposits_sold": 800,
                "rounding": -2,
            },
            5_359,
        ),
    ],
    ids=lambda value: "+".join(value) or "nothing" if isinstance(value, dict) else str(value),
)
def test_an_orders_parts_are_its_lines_taxes_charges_and_everything_its_header_says_beside_them(parts, minor):
    assert parts_minor(order(closed_at=NOON, gross=99_999, **parts)) == minor


@pytest.mark.parametrize(
    ("adjustment_minor", "is_held"), [(2_000, False), (-2_000, False), (0, False), (2_001, True), (-2_001, True)]
)
def test_a_day_is_held_only_above_the_limit_whichever_side_is_larger(adjustment_minor, is_held):
    day = SalesDay("304267:1", DAY, "CAD", gross_minor=200_000, adjustment_minor=adjustment_minor)
    expected = (StoreDifference(STORE, adjustment_minor, 200_000), OrderDifference(STORE, "o1", 1_500, 1_000))

    assert told(apart("o1", 1_500, 1_000), day=day) == (expected if is_held else ())


def test_the_merchants_own_limit_decides():
    order_apart = apart("o1", 1_500, 1_000)

    assert told(order_apart, limit=AdjustmentLimit(101)) == ()
    assert told(order_apart, limit=AdjustmentLimit(99)) != ()


def test_the_order_that_is_furthest_from_its_lines_comes_first_and_equal_ones_come_by_their_id():
    orders = [
        apart("b", 1_100, 1_000),
        apart("small", 50_001, 50_000),
        apart("a", 1_000, 1_100),
        apart("large", 9_000, 9_300),
    ]

    assert told(*orders) == (
        STORE_LINE,
        OrderDifference(STORE, "large", 9_000, 9_300),
        OrderDifference(STORE, "a", 1_000, 1_100),
        OrderDifference(STORE, "b", 1_100, 1_000),
        OrderDifference(STORE, "small", 50_001, 50_000),
    )


def test_no_more_than_twenty_orders_are_named():
    orders = [apart(f"o{number:02}", 1_100, 1_000) for number in range(1, 22)]

    named = [each.order_id for each in told(*orders)[1:]]

    assert (len(named), named[0], named[-1]) == (20, "o01", "o20")


@pytest.mark.parametrize(
    ("order_of_no_part", "why"),
    [
        (apart("x", 1_000, 1_000), "its lines agree with its header"),
        (apart("x", 1_500, 1_000, training=True), "training"),
        (apart("x", 1_500, 1_000, status="VOIDED"), "voided"),
        (apart("x", 1_500, 1_000, closed_at=None), "still open"),
        (apart("x", 1_500, 1_000, closed_at=WINDOW.start - SECOND), "of the day before"),
        (apart("x", 1_500, 1_000, closed_at=WINDOW.end), "of the next day"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_order_that_does_not_count_on_the_day_is_not_named(order_of_no_part, why):
    assert told(order_of_no_part) == (STORE_LINE,), why


@pytest.mark.parametrize("closed_at", [WINDOW.start, WINDOW.end - SECOND])
def test_an_order_counts_from_the_first_to_the_last_second_of_the_day(closed_at):
    found = told(apart("o1", 1_500, 1_000, closed_at=closed_at))

    assert found == (STORE_LINE, OrderDifference(STORE, "o1", 1_500, 1_000))


LINES = [
    (
        StoreDifference(STORE, -1_234, 98_765),
        "Queen St: the lines of its orders leave -1234 open of 98765 in sales (minor units)",
    ),
    (
        StoreDifference("Café: North", 1_234, -98_765),
        "Café: North: the lines of its orders leave 1234 open of -98765 in sales (minor units)",
    ),
    (
        OrderDifference(STORE, "o-17", -250, -300),
        "Queen St: order o-17: its header says -250, its lines and taxes give -300 (minor units)",
    ),
    (
        OrderDifference("Café: North", "7", 250, 300),
        "Café: North: order 7: its header says 250, its lines and taxes give 300 (minor units)",
    ),
]


@pytest.mark.parametrize(("difference", "line"), LINES)
def test_a_difference_is_one_line_in_records_and_is_read_from_it(difference, line):
    assert str(difference) == line
    assert read_differences([line]) == (difference,)


def test_other_details_of_a_held_day_are_skipped_and_the_differences_keep_their_order():
    (store, store_line), _, (of_order, order_line), _ = LINES
    details = ["tip: 100 and 120", order_line, f"{store_line}, and more", "", store_line]

    assert read_differences(details) == (of_order, store)
