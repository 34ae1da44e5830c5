"""Every figure that a sales form shows per tax code is cut by the taxes it bears, and the parts add up to it."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.day.orders import DayActivity
from daybook.domain.day.summary import summarise
from daybook.domain.day.tax_sets import complete_tax_sets, tax_ids_of, tax_set_key
from factories import TENDER_KINDS, location, order, payment, refund
from strategies import DAY, WINDOW, activities
from taxable_bases import taxable_bases

NOON = WINDOW.start + timedelta(hours=8)
GST, QST = "t_gst", "t_qst"


def day_of(*orders, refunds=()):
    """The day of these orders and refunds."""
    return summarise(location(), DAY, DayActivity(tuple(orders), tuple(refunds)), TENDER_KINDS)


def sale(*rows, **parts):
    """An order closed at noon with these taxed amounts, paid in cash."""
    made = order(closed_at=NOON, taxed=rows, **parts)
    return order(
        closed_at=NOON, taxed=rows, payments=[payment(made.totals.total_minor, at=NOON)], order_id=made.id, **parts
    )


def figures_of(day):
    """The figures that are cut by taxes, added up here without the code under test."""
    return {
        "discount": day.discounts_minor,
        "comp": day.comps_minor,
        **{f"revenue:{category}": minor for category, minor in day.revenue.items()},
        **{f"refund:{category}": minor for category, minor in day.refunds.items()},
        **{f"service_charge:{payee}": minor for payee, minor in day.service_charges.items()},
    }


@given(activities)
def test_the_tax_sets_of_every_role_add_up_to_its_figure(activity):
    """Whatever the source leaves open, and also where it names a figure that the day does not have."""
    day = summarise(location(), DAY, activity, TENDER_KINDS)

    figures = figures_of(day)

    assert {role: minor for role, minor in figures.items() if minor and role not in day.tax_sets} == {}
    assert {role: sum(parts.values()) for role, parts in day.tax_sets.items()} == {
        role: figures.get(role, 0) for role in day.tax_sets
    }
    assert all(minor for parts in day.tax_sets.values() for minor in parts.values())


@given(activities, st.integers(min_value=0, max_value=6), st.integers(min_value=0, max_value=3))
def test_the_tax_sets_of_batches_add_up_to_those_of_the_day(activity, cut_orders, cut_refunds):
    whole = summarise(location(), DAY, activity, TENDER_KINDS)
    first = day_of(*activity.orders[:cut_orders], refunds=activity.refunds[:cut_refunds])
    second = day_of(*activity.orders[cut_orders:], refunds=activity.refunds[cut_refunds:])

    added = Counter()
    for part in (first, second):
        added.update({(role, key): minor for role, sets in part.tax_sets.items() for key, minor in sets.items()})

    assert {each: minor for each, minor in added.items() if minor} == {
        (role, key): minor for role, sets in whole.tax_sets.items() for key, minor in sets.items()
    }


@given(st.frozensets(st.text(alphabet="tax_5+%2B", min_size=1), max_size=4))
def test_a_key_tells_its_taxes_again(tax_ids):
    key = tax_set_key(tax_ids)

    assert tax_ids_of(key) == tuple(sorted(tax_ids))


@pytest.mark.parametrize(("tax_ids", "key"), [((), ""), ((GST,), "t_gst"), ((QST, GST), "t_gst+t_qst")])
def test_a_key_reads_the_same_in_any_order_of_its_taxes(tax_ids, key):
    assert tax_set_key(tax_ids) == key


def test_a_sale_and_a_return_in_quebec():
    """Food for 100.00 with both taxes and 20.00 without, 10.00 off, 5.00 comped; 30.00 comes back."""
    sold = sale(
        ("revenue:food", (GST, QST), 10000),
        ("revenue:food", (), 2000),
        ("discount", (GST, QST), 900),
        ("discount", (), 100),
        ("comp", (GST, QST), 500),
        ("service_charge:STAFF", (GST,), 1500),
        lines=[("food", 10000), ("food", 2000)],
        discount=1500,
        comps=500,
        service_charges={"STAFF": 1500},
    )
    back = refund(3000, at=NOON, lines=[("food", 3000)], taxed=[("refund:food", (GST, QST), 3000)])

    day = day_of(sold, refunds=[back])

    assert day.tax_sets == {
        "comp": {"t_gst+t_qst": 500},
        "discount": {"": 100, "t_gst+t_qst": 900},
        "refund:food": {"t_gst+t_qst": 3000},
        "revenue:food": {"": 2000, "t_gst+t_qst": 10000},
        "service_charge:STAFF": {"t_gst": 1500},
    }
    assert taxable_bases(day) == {GST: 10000 - 900 - 500 - 3000 + 1500, QST: 10000 - 900 - 500 - 3000}


def test_what_no_row_explains_is_untaxed():
    sold = sale(("revenue:food", ("t_hst",), 700), lines=[("food", 1000), (None, 300)])

    assert day_of(sold).tax_sets == {"revenue:food": {"": 300, "t_hst": 700}, "revenue:none": {"": 300}}


def test_a_row_of_a_figure_that_is_not_cut_by_taxes_is_left_out():
    sold = sale(("tip", ("t_hst",), 200), ("revenue:food", ("t_hst",), 1000), lines=[("food", 1000)], tip=200)

    assert day_of(sold).tax_sets == {"revenue:food": {"t_hst": 1000}}


def test_a_service_charge_given_back_lessens_what_bears_its_taxes():
    charged = sale(("service_charge:STAFF", ("t_hst",), 500), service_charges={"STAFF": 500})
    back = refund(200, at=NOON, service_charges={"STAFF": 200}, taxed=[("service_charge:STAFF", ("t_hst",), 200)])

    assert day_of(charged, refunds=[back]).tax_sets == {"service_charge:STAFF": {"t_hst": 300}}


def test_parts_that_cancel_out_are_kept_apart():
    """The day's figure is zero; its taxed and its untaxed part are not."""
    charged = sale(("service_charge:STAFF", ("t_hst",), 500), service_charges={"STAFF": 500})
    back = refund(500, at=NOON, service_charges={"STAFF": 500}, taxed=[("service_charge:STAFF", (), 500)])

    day = day_of(charged, refunds=[back])

    assert day.service_charges == {}
    assert day.tax_sets == {"service_charge:STAFF": {"": -500, "t_hst": 500}}
    assert taxable_bases(day) == {"t_hst": 500}


def test_a_role_without_a_figure_has_the_opposite_of_its_taxed_parts_untaxed():
    assert complete_tax_sets({"comp": 5}, {("revenue:food", "hst"): 700}) == {
        "comp": {"": 5},
        "revenue:food": {"hst": 700, "": -700},
    }


def test_the_same_figures_with_other_taxes_are_another_content():
    taxed = sale(("revenue:food", ("t_hst",), 1000), lines=[("food", 1000)])
    exempt = sale(("revenue:food", (), 1000), lines=[("food", 1000)])

    assert day_of(taxed).content_hash != day_of(exempt).content_hash


def test_an_order_that_does_not_close_in_the_day_has_no_tax_sets():
    opened = order(closed_at=None, lines=[("food", 1000)], taxed=[("revenue:food", ("t_hst",), 1000)])

    assert day_of(opened).tax_sets == {}
