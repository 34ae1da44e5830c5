"""The tax box: base, collected, given back and net of each tax, and whether documents carry tax codes."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.day.sales import SalesDay
from daybook.domain.month.tax_box import TaxBox, TaxCharged, tax_box
from unit.domain.proof.proofs import proof

# Sales of 1,000.00 bear both taxes, a discount of 100.00 and a refund of 60.00 too; a charge of 20.00 bears the GST.
SOLD = SalesDay(
    "304267:1",
    date(2026, 3, 14),
    "CAD",
    taxes={"gst": 4300, "qst": 8379},
    refunded_tax_minor=300 + 599,
    refunded_taxes={"gst": 300, "qst": 599},
    tax_sets={
        "revenue:food": {"gst+qst": 100_000, "": 500},
        "discount": {"gst+qst": 10_000},
        "refund:food": {"gst+qst": 6_000},
        "service_charge:house": {"gst": 2_000},
    },
)
OF_BEFORE = replace(SOLD, refunded_taxes={})


def test_each_tax_has_its_base_and_what_was_collected_and_given_back():
    box = tax_box([proof(sales_days=[SOLD])])

    assert box.taxes == (TaxCharged("gst", 86_000, 4300, 300), TaxCharged("qst", 84_000, 8379, 599))
    assert [tax.collected_minor for tax in box.taxes] == [4600, 8978]
    assert (box.collected_minor, box.refunded_minor, box.net_minor) == (13_578, 899, 12_679)


def test_days_are_added_up():
    box = tax_box([proof(sales_days=[SOLD]), proof(sales_days=[SOLD])])

    assert box.taxes[0] == TaxCharged("gst", 172_000, 8600, 600)


def test_refunds_that_were_not_split_by_tax_are_known_in_all_alone():
    box = tax_box([proof(sales_days=[SOLD]), proof(sales_days=[OF_BEFORE])])

    assert [(tax.refunded_minor, tax.collected_minor) for tax in box.taxes] == [(None, None)] * 2
    assert (box.refunded_minor, box.collected_minor) == (1798, 25_358 + 1798)


def test_one_tax_needs_no_split():
    alone = replace(OF_BEFORE, taxes={"hst": 1_300}, refunded_tax_minor=130, tax_sets={})

    assert tax_box([proof(sales_days=[alone])]).taxes == (TaxCharged("hst", 0, 1_300, 130),)


def test_a_tax_that_was_only_given_back_has_its_row():
    back = replace(SOLD, taxes={"gst": -300}, refunded_tax_minor=300, refunded_taxes={"gst": 300}, tax_sets={})

    assert tax_box([proof(sales_days=[back])]).taxes == (TaxCharged("gst", 0, -300, 300),)


@pytest.mark.parametrize(
    ("codes", "expected"), [({"gst+qst": MappedTaxCode("5")}, (1, 0)), ({}, (0, 1)), (None, (0, 1))]
)
def test_days_are_counted_by_whether_their_documents_carry_codes(codes, expected):
    untaxed = replace(SOLD, taxes={}, tax_sets={}, refunded_taxes={}, refunded_tax_minor=0)
    box = tax_box([replace(proof(sales_days=[SOLD]), tax_codes=codes), proof(sales_days=[untaxed])])

    assert (box.coded, box.uncoded) == expected


def test_a_period_without_days_has_no_tax():
    assert tax_box([]) == TaxBox()
