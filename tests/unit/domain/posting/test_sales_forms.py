"""Three kinds of document, one set of books."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.day.summary import summarise
from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.day_documents import invoice, sales_receipt
from daybook.domain.posting.documents import DocumentKind, journal_entry
from daybook.domain.posting.form_taxes import uncoded_sets
from daybook.domain.posting.sales_forms import FormLine, SalesForm, TenderPayment
from factories import TENDER_KINDS, location
from strategies import DAY, activities

D = date(2026, 11, 23)
MAPPING = AccountMapping(
    1,
    date(2020, 1, 1),
    accounts={
        "revenue": "sales",
        "refund": "refunds",
        "tax:hst": "hst",
        "tender:CASH": "cash",
        "tender:CCRD": "cards",
        "tender:CCRD:AMEX": "amex",
        "gift_card": "gift cards",
    },
    suspense_account="suspense",
)
NAMES = {"doc_number": "TL-1", "private_note": "note"}


def tender(tender_id, taken, refunded=0, card=None):
    kind = {"CASH": "CASH", "CCRD": "CARD", "GCRD": "GIFT_CARD"}[tender_id]
    return TenderTotal(tender_id, kind, card, taken, refunded)


def posting(**figures):
    return build_posting([SalesDay("1:1", D, "USD", **figures)], MAPPING)


@given(st.lists(activities, min_size=1, max_size=2))
def test_every_kind_moves_every_account_by_the_same_amount(days):
    """Any day, below zero or not, one location or two: the trial balance does not depend on the document."""
    summaries = [summarise(location(f"{n}:1"), DAY, activity, TENDER_KINDS) for n, activity in enumerate(days, start=1)]
    whole = build_posting(summaries, MAPPING)
    assume(whole.lines)

    entry = journal_entry(whole, **NAMES)

    assert sales_receipt(whole, **NAMES).effect == entry.effect
    assert invoice(whole, **NAMES).effect == entry.effect
    assert sum(entry.effect.values()) == 0


def test_an_invoice_is_paid_by_one_payment_per_tender_and_card_type():
    form = invoice(
        posting(revenue={"c": 1500}, tenders=(tender("CASH", 700), tender("CCRD", 800, card="VISA"))), **NAMES
    )

    assert form.kind is DocumentKind.INVOICE
    assert form.total_minor == 1500
    assert [(p.tender, p.account_id, p.amount_minor) for p in form.payments] == [
        ("tender:CASH", "cash", 700),
        ("tender:CCRD:VISA", "cards", 800),
    ]


def test_a_gift_card_that_pays_is_a_line_on_its_liability_and_never_a_payment():
    """QuickBooks deposits payments to bank and current-asset accounts only."""
    form = invoice(posting(revenue={"c": 1500}, tenders=(tender("CASH", 500), tender("GCRD", 1000))), **NAMES)

    assert [payment.tender for payment in form.payments] == ["tender:CASH"]
    assert ("gift cards", -1000) in {(line.account_id, line.amount_minor) for line in form.lines}


def test_a_tender_that_gave_back_more_than_it_took_is_a_line_of_the_invoice():
    figures = {"revenue": {"c": 1500}, "refunds": {"c": 300}}
    form = invoice(posting(tenders=(tender("CASH", 1500), tender("CCRD", 0, 300, "VISA")), **figures), **NAMES)

    assert form.total_minor == 1500
    assert ("cards", 300) in {(line.account_id, line.amount_minor) for line in form.lines}


def test_a_day_below_zero_becomes_a_refund_receipt_where_invoices_were_chosen():
    form = invoice(
        posting(refunds={"c": 900}, tenders=(tender("CASH", 0, 600), tender("CCRD", 0, 300, "VISA"))), **NAMES
    )

    assert form.kind is DocumentKind.REFUND_RECEIPT
    assert (form.deposit_account_id, form.total_minor) == ("cash", 600)
    assert form.effect == {"cards": -300, "cash": -600, "refunds": 900}


def test_a_day_without_any_payment_is_an_invoice_of_zero():
    """A 100 % comp: sales and comps move, no money does."""
    form = invoice(posting(revenue={"c": 1000}, comps_minor=1000), **NAMES)

    assert (form.kind, form.total_minor, form.payments) == (DocumentKind.INVOICE, 0, ())


@pytest.mark.parametrize(
    ("kind", "lines", "payments", "says"),
    [
        (DocumentKind.INVOICE, (FormLine("a", 100, ""),), (), "total 100, payments 0"),
        (DocumentKind.SALES_RECEIPT, (FormLine("a", 100, ""),), (), "total 100 is not zero"),
        (DocumentKind.REFUND_RECEIPT, (FormLine("a", -1, ""),), (), "total -1 is below zero"),
        (DocumentKind.INVOICE, (), (TenderPayment("t", "a", 1, ""),), "has no lines"),
    ],
)
def test_a_form_that_does_not_add_up_cannot_be_built(kind, lines, payments, says):
    with pytest.raises(UnbalancedEntryError, match=says):
        SalesForm(kind, D, "TL-1", "", "USD", lines, payments)


CODES = {
    "": MappedTaxCode("zero"),
    "gst": MappedTaxCode("c-gst", (MappedTaxRate("gst", "r-gst", "5"),)),
    "gst+qst": MappedTaxCode("c-both", (MappedTaxRate("gst", "r-gst", "5"), MappedTaxRate("qst", "r-qst", "9.975"))),
}
CODED = replace(MAPPING, tax_codes=CODES)


def quebec_day(mapping=CODED, **changes):
    figures = {
        "revenue": {"food": 3000},
        "discounts_minor": 200,
        "taxes": {"gst": 140, "qst": 180},
        "tax_sets": {"revenue:food": {"": 200, "gst": 1000, "gst+qst": 1800}, "discount": {"gst+qst": 200}},
        "tips_minor": 100,
        "tenders": (tender("CASH", 3220),),
    }
    return build_posting([SalesDay("1:1", D, "CAD", **{**figures, **changes})], mapping)


def test_a_form_with_tax_codes_carries_a_code_per_line_and_the_tills_tax_per_rate_with_its_base():
    form = invoice(quebec_day(), **NAMES, mapping=CODED)

    assert [(line.memo, line.amount_minor, line.tax_code_id) for line in form.lines] == [
        ("Discounts", -200, "c-both"),
        ("Sales", 200, "zero"),
        ("Sales", 1000, "c-gst"),
        ("Sales", 1800, "c-both"),
        ("Tips", 100, "zero"),
    ]
    assert [(tax.rate_id, tax.percent, tax.base_minor, tax.amount_minor) for tax in form.taxes] == [
        ("r-gst", "5", 2600, 140),
        ("r-qst", "9.975", 1600, 180),
    ]
    assert form.total_minor == 3220


def test_a_coded_form_moves_every_account_as_the_journal_entry_does_but_tax_goes_to_quickbooks_own():
    """Which account that is the API does not tell, so it is named by its role."""
    taxes = {"tax:gst": "own-gst", "tax:qst": "own-qst"}
    mapping = replace(CODED, accounts={**CODED.accounts, **taxes})
    day = quebec_day(mapping)
    entry = journal_entry(day, **NAMES).effect
    expected = {account: minor for account, minor in entry.items() if account not in taxes.values()}
    expected |= {f"quickbooks:{role}": entry[account] for role, account in taxes.items()}

    assert invoice(day, **NAMES, mapping=mapping).effect == expected
    assert sales_receipt(day, **NAMES, mapping=mapping).effect == expected


def test_a_day_with_a_tax_set_that_has_no_code_keeps_its_tax_as_liability_lines_and_names_the_set():
    """All or nothing: QuickBooks tax on half a form would be wrong on the return."""
    day = quebec_day(tax_sets={"revenue:food": {"hst": 3000}})

    form = invoice(day, **NAMES, mapping=CODED)

    assert form.taxes == ()
    assert {line.tax_code_id for line in form.lines} == {None}
    assert uncoded_sets(day, CODED) == ("hst",)


@given(activities)
def test_cutting_a_day_by_its_taxes_changes_no_figure(activity):
    day = summarise(location(), DAY, activity, TENDER_KINDS)
    whole, cut = build_posting([day], MAPPING), build_posting([day], CODED)
    assume(whole.lines)

    assert journal_entry(cut, **NAMES).effect == journal_entry(whole, **NAMES).effect
    assert sum(line.amount_minor for line in cut.lines) == 0
