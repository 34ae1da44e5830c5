"""One business date read from talech's pieces."""

from datetime import date

import pytest

from daybook.domain.day.invariants import inconsistencies
from daybook.domain.day.orders import DayActivity, OrderLine, TaxedAmount
from daybook.domain.day.summary import summarise
from daybook.domain.errors import RetriableError
from factories import TENDER_KINDS, location
from unit.talech.scripted import ZERO_SUMMARY, ScriptedTalech, answer
from unit.talech.till import DAY_BEFORE, figures, header, lines, payment, refund, shop_scripts, taxed

DAY = date(2026, 3, 10)
SHOP = location()
SUMMARY = "reports/receiptssummaryreport"
DETAIL = "order/getorderbyid"


def read(*orders, talech=None, **day):
    return (talech or ScriptedTalech(shop_scripts(*orders, **day))).source().day_activity(SHOP, DAY)


def test_a_day_on_which_nothing_happened_is_empty():
    activity = ScriptedTalech().source().day_activity(SHOP, DAY)

    assert activity == DayActivity(control=activity.control)
    assert summarise(SHOP, DAY, activity, TENDER_KINDS).is_empty


@pytest.mark.parametrize(
    "path",
    [
        "order/getorderhistory",
        DETAIL,
        SUMMARY,
        "ext/v0/closings",
        "ext/v0/payments",
        "ext/v0/refunds",
        "ext/v0/drawer",
        "ext/v0/orderfinancials",
    ],
)
@pytest.mark.parametrize("broken", [b'{"ResponseCode": {"statusCode": 200', b"<html>", answer(status=500), answer()])
def test_a_reply_cut_off_anywhere_is_never_a_day_without_sales(path, broken):
    """`answer()` is a whole envelope around nothing: a missing list is not an empty one."""
    talech = ScriptedTalech(shop_scripts(figures("o1"), rows=[header("o1")]) | {path: broken})

    with pytest.raises(RetriableError):
        read(talech=talech)


def test_an_order_that_was_listed_and_then_has_no_figures_is_an_error():
    talech = ScriptedTalech(shop_scripts(figures("o1"), rows=[header("o1"), header("o2")]))

    with pytest.raises(RetriableError, match="o2"):
        read(talech=talech)


def test_header_floats_are_rounded_half_up_once_per_field():
    row = header("o1", subTotal=10.0049, discount=0.005, tax=1.2951, amount=11.299999999999999)

    (order,) = read(figures("o1"), rows=[row]).orders

    totals = order.totals
    assert (totals.gross_minor, totals.discount_minor, totals.tax_minor, totals.total_minor) == (1000, 1, 130, 1130)


def test_the_header_stays_where_the_integer_figures_disagree():
    """It is talech's truth; the difference shows as a finding and as an adjustment of the day."""
    activity = read(figures("o1"), rows=[header("o1", subTotal=10.5, revenue=10.5, amount=11.8)])

    assert activity.orders[0].totals.total_minor == 1180
    assert summarise(SHOP, DAY, activity, TENDER_KINDS).adjustment_minor == 50
    assert [finding.rule for finding in inconsistencies(activity, SHOP.calendar.window(DAY))] == ["I3"]


def test_an_order_first_paid_on_an_earlier_day_brings_its_integer_figures():
    paid_twice = [payment(500, at=DAY_BEFORE), payment(630)]

    (order,) = read(figures("o1", payments=paid_twice)).orders

    assert order.totals.total_minor == 1130
    assert order.lines == (OrderLine("c1", 1000),)


def test_an_order_that_closed_without_any_payment_of_the_day_is_found_by_its_closing():
    paid_yesterday = figures("o1", payments=[payment(1130, at=DAY_BEFORE)])
    talech = ScriptedTalech(
        shop_scripts(paid_yesterday) | {"ext/v0/payments": answer(0, payments=[], next_cursor=None)}
    )

    (order,) = read(talech=talech).orders

    assert order.lines == (OrderLine("c1", 1000),)
    (asked,) = talech.bodies("ext/v0/closings")
    assert (asked["from"], asked["to"]) == ("2026-03-10T08:00:00Z", "2026-03-11T08:00:00Z")


def test_what_bears_which_taxes_is_read_for_orders_and_refunds():
    sold = [taxed("revenue:c1", 800, "t_gst", "t_qst"), taxed("revenue:c1", 200)]
    given_back = [taxed("refund:c1", 1000)]

    activity = read(
        figures("o0", taxed_amounts=sold), rows=[header("o0")], refunds=[refund("r1", taxed_amounts=given_back)]
    )

    assert activity.orders[0].taxed == (
        TaxedAmount("revenue:c1", ("t_gst", "t_qst"), 800),
        TaxedAmount("revenue:c1", (), 200),
    )
    assert activity.refunds[0].taxed == (TaxedAmount("refund:c1", (), 1000),)


@pytest.mark.parametrize("path", ["ext/v0/orderfinancials", "ext/v0/refunds"])
def test_figures_that_do_not_say_what_they_are_taxed_with_are_an_error(path):
    """Nothing is untaxed because a field is missing."""
    order, back = figures("o0"), refund("r1")
    del order["taxed_amounts"], back["taxed_amounts"]
    scripts = shop_scripts(figures("o0"), rows=[header("o0")], refunds=[refund("r1")])
    broken = shop_scripts(order, rows=[header("o0")], refunds=[back])[path]

    with pytest.raises(RetriableError, match="taxed_amounts"):
        read(talech=ScriptedTalech(scripts | {path: broken}))


def test_lines_are_read_for_the_orders_that_closed_in_the_day_alone():
    """A detail costs one call per order; an open order recognises no line today."""
    talech = ScriptedTalech(
        shop_scripts(figures("closed"), figures("open", closed_at=None), rows=[header("closed"), header("open")])
    )

    activity = read(talech=talech)

    assert [order.id for order in activity.orders] == ["closed", "open"]
    assert [body["orderId"] for body in talech.bodies(DETAIL)] == ["closed"]


def test_an_order_of_the_hour_beside_the_day_is_left_to_its_own_day():
    before = "2026-03-10T07:30:00Z"  # 03:30, half an hour before Report End Time

    activity = read(figures("o1", closed_at=before, payments=[payment(1130, at=before)]), rows=[header("o1")])

    assert activity.orders == ()


@pytest.mark.parametrize(
    ("sold", "gross"),
    [
        (lines(price=4.5, quantity=2), 900),
        (lines(price=3.333, quantity=1, refundedQuantity=2), 1000),
        (lines(price=0.005, quantity=1), 1),
        (lines(price=-0.005, quantity=1), -1),
        (lines(price=2.004, quantity=1, addOns=[{"price": 0.503, "quantity": 1, "categoryId": "other"}]), 251),
        (lines(price=1.0, quantity=0.35), 35),
        (lines(price=10.0, addOns=None), 1000),
    ],
)
def test_a_line_is_summed_exactly_with_its_add_ons_and_rounded_once(sold, gross):
    (order,) = read(figures("o1"), rows=[header("o1")], order_lines=sold).orders

    assert order.lines == (OrderLine("c1", gross),)


def test_a_line_without_a_category_keeps_none():
    (order,) = read(figures("o1"), rows=[header("o1")], order_lines=lines(category=None)).orders

    assert order.lines == (OrderLine(None, 1000),)


def test_talechs_own_summary_comes_in_minor_units_and_without_its_counts():
    figures_of_all = {"grossRevenue": 10.0049, "netRevenue": 10, "totalCollected": 11.3, "tip": -0.005, "receipts": 3}
    talech = ScriptedTalech({SUMMARY: answer(all=figures_of_all)})

    control = talech.source().day_activity(SHOP, DAY).control

    assert control.fields == {"grossRevenue": 1000, "netRevenue": 1000, "totalCollected": 1130, "tip": -1}


def test_the_summary_is_asked_for_the_very_day():
    talech = ScriptedTalech()

    talech.source().day_activity(SHOP, DAY)

    criteria = talech.bodies(SUMMARY)[0]["searchCriteria"]
    assert (criteria["startDate"], criteria["endDate"]) == ("03/10/2026 04:00:00", "03/11/2026 04:00:00")


def test_a_summary_without_records_controls_the_day_with_zeros():
    talech = ScriptedTalech({SUMMARY: answer(0, status=404)})

    control = talech.source().day_activity(SHOP, DAY).control

    assert control.fields.keys() > ZERO_SUMMARY.keys()
    assert set(control.fields.values()) == {0}


def test_five_hundred_orders_are_asked_for_in_chunks_of_a_hundred():
    orders = [figures(f"o{number:03}", closed_at=None) for number in range(450)]
    talech = ScriptedTalech(shop_scripts(*orders))

    activity = read(talech=talech)

    asked = [len(body["order_ids"]) for body in talech.bodies("ext/v0/orderfinancials")]
    assert sorted(asked) == [50, 100, 100, 100, 100]
    assert len(activity.orders) == 450
