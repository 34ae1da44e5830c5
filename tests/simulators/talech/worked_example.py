"""The worked example of docs/talech.md 7.8 in the contract; business date D is 2026-03-06 in Toronto."""

from simulators.talech.shop import line, order, payment, refund

DAY_D, DAY_AFTER = "2026-03-06", "2026-03-07"
OLDER_SALE = order(
    "O0",
    "2026-03-02T15:00:00Z",
    "2026-03-02T15:05:00Z",
    lines=[line("l1", 1000, 130)],
    payments=[payment("p0", 1130, "2026-03-02T15:05:00Z", tender="CCRD", card_type="VISA")],
)
O1 = order(
    "O1",
    "2026-03-06T14:00:00Z",
    "2026-03-06T14:05:00Z",
    lines=[line("l1", 900, 105, quantity="2", unit_price_minor=450, discount_minor=90)],
    discounts=[{"id": "d1", "kind": "PERCENT", "name": "Staff 10%", "amount_minor": 90}],
    payments=[payment("p1", 915, "2026-03-06T14:05:00Z", tendered_minor=1000, change_minor=85)],
)
O2 = order(
    "O2",
    "2026-03-06T18:00:00Z",
    "2026-03-06T19:00:00Z",
    lines=[line("l1", 4000, 520, category="c2")],
    service_charges=[{"id": "s1", "amount_minor": 720, "taxable": True, "tax_minor": 94, "payee": "STAFF"}],
    payments=[payment("p2", 5334, "2026-03-06T19:00:00Z", tender="CCRD", card_type="VISA", tip_minor=500)],
)
O3 = order(
    "O3",
    "2026-03-06T20:00:00Z",
    "2026-03-06T20:01:00Z",
    lines=[line("l1", 2500, category=None, kind="GIFT_CARD_SALE")],
    payments=[payment("p3", 2500, "2026-03-06T20:01:00Z", tender="CCRD", card_type="MasterCard")],
)
O4 = order(
    "O4",
    "2026-03-06T22:00:00Z",
    "2026-03-07T17:00:00Z",
    lines=[line("l1", 5000, 650, category="c2")],
    payments=[
        payment("p4a", 2000, "2026-03-06T22:05:00Z", tender="CCRD", card_type="VISA"),
        payment("p4b", 2500, "2026-03-07T16:59:00Z", tender="GCRD"),
        payment("p4c", 1150, "2026-03-07T17:00:00Z"),
    ],
)
O5 = order(
    "O5",
    "2026-03-07T07:30:00Z",  # 02:30 at night in Toronto: still business date D
    "2026-03-07T07:31:00Z",
    lines=[line("l1", 333, 43)],
    totals={"rounding_minor": -1},
    payments=[payment("p5", 375, "2026-03-07T07:31:00Z")],
)
R1 = refund(
    "R1",
    "O0",
    "2026-03-06T16:00:00Z",
    payment_id="p0",
    lines=[{"line_id": "l1", "category_id": "c1", "net_minor": 1000, "tax_minor": 130}],
)
ORDERS = [OLDER_SALE, O1, O2, O3, O4, O5]
REFUNDS = [R1]
