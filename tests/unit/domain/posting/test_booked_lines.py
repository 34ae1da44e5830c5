"""What the books hold and what they lack: by account and tax set, whatever the memos say."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.booked_lines import (
    BookedLines,
    TaxedAmount,
    account_title,
    booked_lines,
    taxed_amounts,
    whole_lines,
)
from daybook.domain.posting.documents import DocumentKind

D = date(2026, 11, 23)
CODES = {
    "": MappedTaxCode("zero"),
    "+": MappedTaxCode("out"),
    "hst": MappedTaxCode("c-hst", (MappedTaxRate("hst", "r-hst", "13"),)),
    "gst": MappedTaxCode("c-gst", (MappedTaxRate("gst", "r-gst", "5"),)),
}
MAPPING = AccountMapping(
    1,
    D,
    {"revenue": "sales", "tax:hst": "own-hst", "tender": "cash"},
    "suspense",
    labels={"tax:hst": "HST"},
    account_names={"sales": "Sales of food"},
    tax_codes=CODES,
)


def line(role, amount, account, tax_set="", **more):
    return PostingLine(role_from_text(role), amount, role, "1:1", account, tax_set=tax_set, **more)


LINES = (
    line("revenue:food", -1000, "sales", "hst"),
    line("revenue:food", -400, "sales"),
    line("tax:hst", -130, "own-hst"),
    line("tender:CASH", 1530, "cash", is_payment=True),
)
DAY = Posting(D, "CAD", ("1:1",), LINES, ())


@pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT, DocumentKind.REFUND_RECEIPT])
def test_a_form_with_codes_holds_its_tax_on_quickbooks_account_and_the_codes_it_used(kind):
    booked = booked_lines(DAY, MAPPING, kind)

    assert [(str(one.role), one.account_id) for one in booked.lines if one.role.kind is RoleKind.TAX] == [
        ("tax:hst", "quickbooks:tax:hst")
    ]
    assert [one.tax_set for one in booked.lines] == ["hst", "", "", ""]
    assert booked.tax_codes == {key: CODES[key] for key in ("", "+", "hst")}


@pytest.mark.parametrize(
    ("kind", "mapping", "day"),
    [
        (DocumentKind.JOURNAL_ENTRY, MAPPING, DAY),
        (DocumentKind.INVOICE, replace(MAPPING, tax_codes={}), DAY),
        (DocumentKind.INVOICE, MAPPING, replace(DAY, lines=(*LINES, line("revenue:food", 0, "sales", "city")))),
    ],
    ids=["a journal entry", "no codes", "a set without a code"],
)
def test_anything_else_holds_its_tax_on_the_account_that_is_mapped(kind, mapping, day):
    booked = booked_lines(day, mapping, kind)

    assert not booked.is_coded
    assert [(str(one.role), one.amount_minor, one.account_id) for one in booked.lines] == [
        ("revenue:food", -1400, "sales"),
        ("tax:hst", -130, "own-hst"),
        ("tender:CASH", 1530, "cash"),
    ]


def test_what_is_lacking_and_what_is_there_are_what_is_wanted():
    held = BookedLines((line("revenue:food", -900, "sales", "hst"), line("tip", -50, "tips")))

    lacking = held.lacking(LINES)

    assert [(str(one.role), one.amount_minor, one.tax_set) for one in lacking] == [
        ("revenue:food", -100, "hst"),
        ("revenue:food", -400, ""),
        ("tax:hst", -130, ""),
        ("tender:CASH", 1530, ""),
        ("tip", 50, ""),
    ]
    assert held.with_lines(lacking).lacking(LINES) == ()


def test_a_memo_in_another_language_lacks_nothing():
    held = BookedLines(tuple(replace(one, memo="Ventes") for one in LINES))

    assert held.lacking(LINES) == ()


def test_another_account_of_a_role_is_lacking_there_and_too_much_here():
    moved = replace(LINES[0], account_id="drinks")

    lacking = BookedLines((LINES[0],)).lacking([moved])

    assert {one.account_id: one.amount_minor for one in lacking} == {"drinks": -1000, "sales": 1000}


def test_parts_that_bear_different_taxes_are_one_line_for_people():
    assert [one.amount_minor for one in whole_lines(LINES)] == [-1400, -130, 1530]


def test_taxed_amounts_are_the_tax_and_the_net_amount_that_bears_it():
    assert taxed_amounts(LINES) == {"hst": TaxedAmount(130, 1000)}
    assert str(TaxedAmount(130, 1000)) == "tax 130 on 1000"


@pytest.mark.parametrize(
    ("account", "mapping", "title"),
    [
        ("sales", MAPPING, "Sales of food"),
        ("own-hst", MAPPING, "own-hst"),
        ("quickbooks:tax:hst", MAPPING, "QuickBooks (HST)"),
        ("quickbooks:tax:gst", MAPPING, "QuickBooks (tax:gst)"),
        ("sales", None, "sales"),
    ],
)
def test_an_account_goes_by_its_name_and_quickbooks_own_by_its_tax(account, mapping, title):
    assert account_title(account, mapping) == title


def test_the_customer_of_a_line_is_part_of_where_it_lies():
    role = Role(RoleKind.HOUSE_ACCOUNT)
    owed = PostingLine(role, 500, "House account", "1:1", "ar", customer_id="12")

    lacking = BookedLines((owed,)).lacking([replace(owed, customer_id="13")])

    assert {one.customer_id: one.amount_minor for one in lacking} == {"13": 500, "12": -500}
