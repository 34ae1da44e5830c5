"""`taxed_amounts` of orders and refunds: which part of each figure bears which taxes."""

import pytest

from simulators.talech.over_http.caller import Caller
from simulators.talech.shop import line, order, payment, refund, sample
from talech_simulator.shop.quirks import Quirks

pytestmark = pytest.mark.loopback

NOON = "2026-03-06T18:00:00Z"
WINDOW = {"from": "2026-03-06T09:00:00Z", "to": "2026-03-07T09:00:00Z"}
HST, BOTH = ["t_hst"], ["t_city", "t_hst"]


def rows_of(shown):
    return [(row["role"], row["tax_ids"], row["amount_minor"]) for row in shown["taxed_amounts"]]


def sold(*lines, **more):
    made = order("A", NOON, NOON, lines=list(lines), payments=[], **more)
    return made | {"payments": [payment("p-A", made["totals"]["total_minor"], NOON)]}


def order_rows(start, order_sold, **options):
    caller = Caller(start(sample([order_sold]), **options))
    (shown,) = caller.read("ext/v0/orderfinancials", {"order_ids": ["A"]})["orders"]
    return rows_of(shown)


def refund_rows(start, order_sold, *refunds):
    caller = Caller(start(sample([order_sold], refunds)))
    return [rows_of(each) for each in caller.read("ext/v0/refunds", WINDOW)["refunds"]]


def test_revenue_is_told_by_category_and_set_of_taxes(start):
    rows = order_rows(
        start,
        sold(
            line("l1", 1000, taxes={"t_hst": 130, "t_city": 10}),
            line("l2", 300, 39),
            line("l3", 200, 26),
            line("l4", 400),
            line("l5", 50, category=None, kind="CUSTOM"),
            line("l6", 900, 117, voided=True),
            line("l7", 2500, category=None, kind="GIFT_CARD_SALE"),
        ),
    )

    assert rows == [
        ("revenue:c1", [], 400),
        ("revenue:c1", BOTH, 1000),
        ("revenue:c1", HST, 500),
        ("revenue:none", [], 50),
    ]


def test_a_tax_that_comes_to_nothing_still_counts_as_applied(start):
    assert order_rows(start, sold(line("l1", 3, taxes={"t_city": 0}))) == [("revenue:c1", ["t_city"], 3)]


def test_comps_are_taken_out_of_every_sets_discounts_in_proportion(start):
    """400 off, of which 150 are a comp: 37.5 and 112.5, and the unit left over goes to the set that sorts first."""
    comp = {"id": "d1", "amount_minor": 150, "is_comp": True}
    other = {"id": "d2", "amount_minor": 250}
    lines = [line("l1", 3000, 351, discount_minor=300), line("l2", 1000, discount_minor=100)]

    rows = order_rows(start, sold(*lines, discounts=[comp, other]))

    assert [row for row in rows if not row[0].startswith("revenue")] == [
        ("comp", [], 38),
        ("comp", HST, 112),
        ("discount", [], 62),
        ("discount", HST, 188),
    ]


def test_a_service_charge_has_the_taxes_it_lists_or_those_its_tax_is_split_over(start):
    listed = [{"tax_id": "t_city", "amount_minor": 1}]
    charges = [
        {"id": "s1", "amount_minor": 100, "payee": "STAFF", "tax_minor": 1, "taxes": listed},
        {"id": "s2", "amount_minor": 200, "payee": "STAFF", "tax_minor": 26},
        {"id": "s3", "amount_minor": 300, "payee": "HOUSE"},
    ]

    rows = order_rows(start, sold(line("l1", 1000, 130), service_charges=charges))

    assert [row for row in rows if row[0].startswith("service_charge")] == [
        ("service_charge:HOUSE", [], 300),
        ("service_charge:STAFF", ["t_city"], 100),
        ("service_charge:STAFF", HST, 200),
    ]


def test_revenue_follows_the_lines_as_shown_where_the_header_is_above_them(start):
    rows = order_rows(start, sold(line("l1", 1000, 130)), quirks=Quirks(difference_share=1))

    assert rows == [("revenue:c1", HST, 950)]


@pytest.mark.parametrize(
    ("back", "rows"),
    [
        ({"line_id": "l1", "net_minor": 500, "tax_minor": 65}, [("refund:c1", HST, 500)]),
        ({"line_id": "l1", "net_minor": 500}, [("refund:c1", [], 500)]),
        ({"line_id": "l2", "net_minor": 3}, [("refund:c1", ["t_city"], 3)]),
        ({"line_id": "l1", "net_minor": 0, "tax_minor": 130}, []),
        (
            {"net_minor": 70, "tax_minor": 1, "taxes": [{"tax_id": "t_city", "amount_minor": 1}]},
            [("refund:none", ["t_city"], 70)],
        ),
    ],
    ids=["with its tax", "without its tax", "of a line whose tax came to nothing", "tax alone", "its own taxes"],
)
def test_a_refund_line_has_the_taxes_that_come_back_with_it(start, back, rows):
    sale = sold(line("l1", 1000, 130), line("l2", 3, taxes={"t_city": 0}))

    assert refund_rows(start, sale, refund("R", "A", NOON, lines=[back])) == [rows]


def test_a_refund_without_an_order_is_listed_with_the_taxes_that_it_names_itself(start):
    taxes = [{"tax_id": "t_hst", "amount_minor": 130}, {"tax_id": "t_city", "amount_minor": 10}]
    goods = [{"category_id": "c2", "net_minor": 1000, "tax_minor": 140, "taxes": taxes}, {"net_minor": 250}]
    caller = Caller(start(sample([], [refund("R", None, NOON, lines=goods)])))

    (shown,) = caller.read("ext/v0/refunds", WINDOW)["refunds"]

    assert (shown["order_id"], shown["service_charges"]) == (None, [])
    assert rows_of(shown) == [("refund:c2", BOTH, 1000), ("refund:none", [], 250)]


def test_the_rest_of_a_refund_is_a_service_charge_with_its_taxes_or_an_untaxed_amount(start):
    charges = [{"id": "s1", "amount_minor": 200, "payee": "STAFF", "tax_minor": 26}]
    sale = sold(line("l1", 1000, 130), service_charges=charges)
    refunds = [
        refund("R1", "A", NOON, service_charge_minor=100),
        refund("R2", "A", NOON, kind="AMOUNT", total_minor=70),
        refund("R3", "A", NOON, kind="PAYMENT_REFUND_REOPEN", payment_id="p-A", total_minor=40),
    ]

    assert refund_rows(start, sale, *refunds) == [
        [("service_charge:STAFF", HST, 100)],
        [("refund:none", [], 70)],
        [],
    ]
