"""What each thing that happens at a till adds to the day: one row a case, with its sign and its date."""

from datetime import date, timedelta

import pytest

from daybook.domain.day.orders import DayActivity, DrawerEvent, DrawerShift
from daybook.domain.day.summary import summarise
from factories import TENDER_KINDS, location, order, payment, refund

DAY = date(2026, 11, 23)
WINDOW = location().calendar.window(DAY)
NOON, BEFORE = WINDOW.start + timedelta(hours=8), WINDOW.start - timedelta(seconds=1)


def figures(**activity):
    """The figures of a day that are not zero, counts left out."""
    told = {name: tuple(happened) for name, happened in activity.items()}
    day = summarise(location(), DAY, DayActivity(**told), TENDER_KINDS)
    names = [name for name in type(day).__slots__ if name.endswith("_minor")]
    return {name: getattr(day, name) for name in names if getattr(day, name)}


def event(kind, minor, at=NOON):
    return DrawerEvent("e1", kind, minor, at)


DRAWER = {
    "money put in": (event("PAY_IN", 500), {"paid_in_minor": 500}),
    "money taken out is positive, whatever its sign": (event("PAY_OUT", -500), {"paid_out_minor": 500}),
    "tips paid out": (event("TIP_PAYOUT", -500), {"tip_payouts_minor": 500}),
    "cash brought to the bank": (event("DROP", -500), {"cash_drops_minor": 500}),
    "an opened drawer moves no money": (event("NO_SALE", 500), {}),
    "before the day": (event("PAY_IN", 500, BEFORE), {}),
    "at the instant at which the day begins": (event("PAY_IN", 500, WINDOW.start), {"paid_in_minor": 500}),
    "at the instant at which the next one begins": (event("PAY_IN", 500, WINDOW.end), {}),
}


@pytest.mark.parametrize(("happened", "expected"), DRAWER.values(), ids=DRAWER)
def test_what_happens_in_the_drawer(happened, expected):
    assert figures(drawer_events=[happened, happened]) == {name: 2 * minor for name, minor in expected.items()}


SHIFTS = {
    "over": (NOON, 70, {"over_short_minor": 70}),
    "short": (NOON, -70, {"over_short_minor": -70}),
    "closed before the day": (BEFORE, 70, {}),
    "closed at the instant at which the next day begins": (WINDOW.end, 70, {}),
}


@pytest.mark.parametrize(("closed_at", "minor", "expected"), SHIFTS.values(), ids=SHIFTS)
def test_a_drawer_counts_on_the_date_on_which_its_shift_closes(closed_at, minor, expected):
    assert figures(drawer_shifts=[DrawerShift("s1", closed_at, minor)]) == expected


SOLD = {"gross_minor": 1000}
ORDERS = {
    "a sale": ({}, 1000, SOLD),
    "a discount": ({"discount": 100}, 900, {**SOLD, "discounts_minor": 100}),
    "a comp is no discount": ({"discount": 100, "comps": 60}, 900, {**SOLD, "discounts_minor": 40, "comps_minor": 60}),
    "loyalty": ({"loyalty": 100}, 900, {**SOLD, "loyalty_minor": 100}),
    "a tip": ({"tip": 150}, 1150, {**SOLD, "tips_minor": 150}),
    "a gift card": ({"gift_sold": 2000}, 3000, {**SOLD, "gift_cards_sold_minor": 2000}),
    "a house account that is paid": ({"house_paid": 700}, 1700, {**SOLD, "house_account_paid_minor": 700}),
    "a deposit that is sold": ({"deposits_sold": 300}, 1300, {**SOLD, "deposits_sold_minor": 300}),
    "rounded up": ({"rounding": 2}, 1002, {**SOLD, "rounding_minor": 2}),
    "rounded down": ({"rounding": -2}, 998, {**SOLD, "rounding_minor": -2}),
    "tax": ({"taxes": {"hst": 130}}, 1130, SOLD),
    "a service charge": ({"service_charges": {"house": 180}}, 1180, SOLD),
    "a header above its lines": ({"gross": 1010}, 1010, {"gross_minor": 1010, "adjustment_minor": 10}),
    "a header below its lines": ({"gross": 990}, 990, {"gross_minor": 990, "adjustment_minor": -10}),
}


@pytest.mark.parametrize(("parts", "paid", "expected"), ORDERS.values(), ids=ORDERS)
def test_what_an_order_adds_when_it_closes(parts, paid, expected):
    """Paid in full on the day: whatever its parts are, nothing is left for deposits."""
    sale = order(closed_at=NOON, lines=[("food", 1000)], payments=[payment(paid, at=NOON)], **parts)

    assert figures(orders=[sale]) == expected


PAYMENTS = {
    "paid before the day": (BEFORE, NOON, {**SOLD, "deposits_released_minor": 1000}),
    "paid on the day, and still open": (NOON, None, {"deposits_taken_minor": 1000}),
    "paid on the day, and closed on the next": (NOON, WINDOW.end, {"deposits_taken_minor": 1000}),
    "closed before the day and paid then": (BEFORE, BEFORE, {}),
}


@pytest.mark.parametrize(("taken_at", "closed_at", "expected"), PAYMENTS.values(), ids=PAYMENTS)
def test_what_is_not_paid_on_the_date_of_its_sale_goes_through_deposits(taken_at, closed_at, expected):
    sale = order(closed_at=closed_at, lines=[("food", 1000)], payments=[payment(1000, at=taken_at)])

    assert figures(orders=[sale]) == expected


def test_a_cent_on_an_open_order_is_a_deposit():
    assert figures(orders=[order(closed_at=None, payments=[payment(1, at=NOON)])]) == {"deposits_taken_minor": 1}


@pytest.mark.parametrize("how", [{"training": True}, {"status": "VOIDED"}])
def test_training_and_voided_orders_have_no_effect(how):
    sale = order(closed_at=NOON, lines=[("food", 1000)], payments=[payment(1000, at=NOON)], **how)

    assert figures(orders=[sale]) == {}


def test_a_payment_that_did_not_complete_was_not_taken():
    declined = payment(1000, at=NOON, status="DECLINED")

    assert figures(orders=[order(closed_at=None, payments=[declined])]) == {}


REFUNDS = {
    "to the tender": ({}, {}),
    "a tip": ({"tip": 50}, {"tips_minor": -50}),
    "rounding": ({"rounding": 2}, {"rounding_minor": -2}),
    "tax": ({"taxes": {"hst": 115}}, {"refunded_tax_minor": 115}),
    "a service charge": ({"service_charges": {"house": 90}}, {"refunded_service_charge_minor": 90}),
    "as store credit": (
        {"destination": "STORE_CREDIT", "taxes": {"hst": 115}},
        {"store_credit_granted_minor": 1000, "refunds_as_store_credit_minor": 885, "refunded_tax_minor": 115},
    ),
    "onto a gift card": ({"destination": "GIFT_CARD"}, {"gift_cards_refunded_to_minor": 1000}),
    "in cash": ({"destination": "CASH"}, {}),
}


@pytest.mark.parametrize(("parts", "expected"), REFUNDS.values(), ids=REFUNDS)
def test_what_a_refund_gives_back(parts, expected):
    assert figures(refunds=[refund(1000, at=NOON, **parts)]) == expected
    assert figures(refunds=[refund(1000, at=WINDOW.end, **parts)]) == {}


@pytest.mark.parametrize(
    ("how", "expected"),
    [({}, ("CCRD", "VISA")), ({"destination": "CASH"}, ("CASH", None)), ({"card": None}, ("CCRD", "UNKNOWN"))],
)
def test_a_refund_lessens_the_tender_that_it_went_to(how, expected):
    day = summarise(location(), DAY, DayActivity(refunds=(refund(1000, at=NOON, **how),)), TENDER_KINDS)

    (tender,) = day.tenders
    assert (tender.tender_id, tender.card_type, tender.taken_minor, tender.refunded_minor) == (*expected, 0, 1000)
    assert sum(day.refunds.values()) == 1000


def test_a_payment_given_back_of_an_order_without_anything_else_on_the_day_is_released_from_its_deposits():
    back = refund(1000, at=NOON, kind="PAYMENT_REFUND_REOPEN", order_id="o1")
    earlier = refund(70, at=BEFORE, kind="PAYMENT_REFUND_REOPEN", order_id="o2")

    day = summarise(location(), DAY, DayActivity(refunds=(back, earlier)), TENDER_KINDS)

    assert (day.deposits_released_minor, day.advances, sum(day.refunds.values())) == (1000, {"o1": -1000}, 0)
    assert [tender.refunded_minor for tender in day.tenders] == [1000]


@pytest.mark.parametrize(
    ("destination", "figure"),
    [
        ("STORE_CREDIT", lambda day: day.store_credit_granted_minor),
        ("GIFT_CARD", lambda day: day.gift_cards_refunded_to_minor),
        ("CASH", lambda day: day.tenders[0].refunded_minor),
        ("ORIGINAL_TENDER", lambda day: day.tenders[0].refunded_minor),
    ],
)
def test_what_goes_back_the_same_way_adds_up(destination, figure):
    back = tuple(refund(total, at=NOON, destination=destination) for total in (1000, 300))

    assert figure(summarise(location(), DAY, DayActivity(refunds=back), TENDER_KINDS)) == 1300


def test_several_refunds_of_a_day_add_up():
    back = [
        refund(total, at=NOON, destination="STORE_CREDIT", service_charges={"HOUSE": 10}, taxes={"hst": 5})
        for total in (1000, 300)
    ]

    day = summarise(location(), DAY, DayActivity(refunds=tuple(back)), TENDER_KINDS)

    assert (day.refunds_given, day.refunded_service_charge_minor, day.refunded_tax_minor) == (2, 20, 10)
    assert (day.store_credit_granted_minor, day.refunds_as_store_credit_minor) == (1300, 1270)


def test_what_was_taken_is_told_by_tender_and_card_and_a_tender_of_no_list_is_another_one():
    taken = [
        payment(300, at=NOON),
        payment(200, "CCRD", "Visa", at=NOON),
        payment(70, "CCRD", "VISA", at=NOON),
        payment(30, "NEW", at=NOON),
    ]

    day = summarise(location(), DAY, DayActivity((order(closed_at=None, payments=taken),)), TENDER_KINDS)

    assert [(each.tender_id, each.kind, each.card_type, each.taken_minor) for each in day.tenders] == [
        ("CASH", "CASH", None, 300),
        ("CCRD", "CARD", "VISA", 270),
        ("NEW", "OTHER", None, 30),
    ]


def test_what_an_open_order_keeps_is_what_was_paid_less_what_was_given_back():
    paid = order(order_id="o1", closed_at=None, payments=[payment(1000, at=NOON)])
    back = refund(300, at=NOON, kind="PAYMENT_REFUND_REOPEN", order_id="o1")

    day = summarise(location(), DAY, DayActivity((paid,), (back,)), TENDER_KINDS)

    assert (day.location_id, day.business_date, day.currency) == ("304267:1", DAY, "CAD")
    assert (day.deposits_taken_minor, day.advances) == (700, {"o1": 700})
