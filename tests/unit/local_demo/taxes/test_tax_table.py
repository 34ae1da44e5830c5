"""What a person reads of the tax return."""

from dataclasses import replace
from io import StringIO
from types import SimpleNamespace

from rich.console import Console

from daybook_local.demo.taxes.tax_codes import TaxCodesInUse
from daybook_local.demo.taxes.tax_return import ReturnLine, TaxReturn
from daybook_local.demo.taxes.tax_table import show_taxes
from talech_simulator.contract import Tax
from unit.local_demo.shop_books import DAY, record
from unit.local_demo.taxes_of_a_cafe import TAXES

FILED = [ReturnLine(DAY, "t_gst+t_hst", "GST+HST ON", 543, 542), ReturnLine(DAY, "", "PST BC", 0, 1)]
ON_LINES = {("L1", DAY, "t_hst"): -131}


def said(found, *, country="CA", gaps=(), made=()):
    console = Console(width=200, record=True, file=StringIO())
    bottle = Tax(id="t_bottle", name="Bottle", kind="FLAT", flat_minor=5)
    sample = SimpleNamespace(taxes=(*TAXES, bottle), country=country)
    show_taxes(console, sample, found, [replace(record(), gaps=gaps)], TaxCodesInUse({}, made))
    return console.export_text()


def test_every_tax_stands_beside_its_rate_with_both_figures_and_the_difference():
    rows = [line.split() for line in said(TaxReturn(FILED, {})).splitlines()]

    assert [
        "│",
        "2026-03",
        "│",
        "TPS",
        "+",
        "TVH",
        "│",
        "GST+HST",
        "ON",
        "│",
        "543",
        "│",
        "542",
        "│",
        "-1",
        "│",
    ] in rows


def test_tax_off_the_return_is_told_with_the_sets_that_have_no_code():
    text = said(TaxReturn(FILED, ON_LINES), gaps=("tax_code:t_hst", "tender:CCRD:JCB"))

    assert "131 minor units of tax of 1 location-days stay on liability lines, off the return" in text
    assert "Daybook names tax_code:t_hst." in text
    assert "tender:CCRD:JCB" not in text


def test_a_correction_of_closed_books_is_the_reason_where_no_set_lacks_a_code():
    assert "off the return: journal entries that correct closed books." in said(TaxReturn(FILED, ON_LINES))


def test_an_american_reader_learns_why_and_which_codes_were_made():
    text = said(TaxReturn([], {("L1", DAY, "t_bottle"): -5}), country="US", made=("NY state 4%",))

    assert "holds nothing of these dates" in text
    assert "5 minor units of tax of 1 location-days stay on liability lines" in text
    assert "off the return: a fee an item is no percentage, which is all that a tax code holds." in text
    assert "as no code had these rates: NY state 4%" in text


def test_a_fee_and_a_set_without_a_code_are_both_told():
    text = said(TaxReturn([], {**ON_LINES, ("L1", DAY, "t_bottle"): -5}), country="US", gaps=("tax_code:t_hst",))

    assert "Daybook names tax_code:t_hst; a fee an item is no percentage" in text


def test_nothing_is_said_where_all_is_on_the_return():
    assert "liability" not in said(TaxReturn(FILED, {}))
