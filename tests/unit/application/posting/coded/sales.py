"""What the merchant with tax codes sells, and what the worker does with it."""

from dataclasses import replace
from datetime import date

from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.day.orders import ControlTotals
from factories import order, payment
from unit.application.conftest import AT

HST = ("hst",)
CODES = {"": MappedTaxCode("zero"), "hst": MappedTaxCode("c1", (MappedTaxRate("hst", "r1", "13"),))}
NOVEMBER = date(2026, 11, 30)
IN_QUICKBOOKS = "quickbooks:tax:hst"


def sale(minor, tax, **more):
    taxed = [("revenue:food", HST, minor)] if tax else []
    paid = payment(minor + tax, at=AT)
    return order(closed_at=AT, lines=[("food", minor)], taxes={"hst": tax}, payments=[paid], taxed=taxed, **more)


def one_more(sales, day, activity, more):
    """talech tells of one more sale of the day."""
    orders = (*activity.orders, more)
    gross = sum(each.totals.gross_minor for each in orders)
    control = ControlTotals({"grossRevenue": gross})
    sales.days[day.location, day.business_date] = replace(activity, orders=orders, control=control)
