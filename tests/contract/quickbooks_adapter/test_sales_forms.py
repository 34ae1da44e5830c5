"""Every kind of document in every kind of company: accepted, proven, on the right accounts (docs/accounting.md 5)."""

from dataclasses import replace

import pytest

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import KINDS, QUEEN, day
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import OutcomeUnknownError, ResponseDiffersError, TaxRecomputedError
from daybook.domain.posting.sales_forms import FormTax
from quickbooks_simulator import ledger as ledger_lines

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
COMPANIES = {
    "us_simple_start": ("US", "USD"),
    "us_plus": ("US", "USD"),
    "ca_plus": ("CA", "CAD"),
    "ca_plus_fr": ("CA", "CAD"),
    "ie_plus": ("IE", "EUR"),
    "gb_plus": ("GB", "GBP"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variant", COMPANIES)
def test_every_company_takes_every_kind(simulator, variant, kind):
    country, currency = COMPANIES[variant]
    books = Simulated(simulator, variant, country)
    document = day(books, kind, currency=currency)

    books.post(document)

    assert books.effect == document.effect


@pytest.mark.parametrize(
    ("kind", "writes", "requests"),
    [(DocumentKind.JOURNAL_ENTRY, 1, 1), (INVOICE, 3, 2), (DocumentKind.SALES_RECEIPT, 1, 1)],
)
def test_a_normal_day_costs_no_read_and_a_correction_neither(simulator, kind, writes, requests):
    """An invoice and its payments are two requests; reads are what Intuit charges for (docs/quickbooks.md 2.9)."""
    books, heard = Simulated(simulator), []
    books.client._on_answer = lambda *answer: heard.append(answer)
    before = replace(books.meter)

    posted = books.post(day(books, kind))
    after_posting, asked = replace(books.meter), len(heard)
    books.amend(day(books, kind), posted)

    assert (after_posting.writes - before.writes, books.meter.writes - after_posting.writes) == (writes, 1)
    assert books.meter.reads == before.reads
    assert (asked, len(heard) - asked) == (requests, 1), "payments that stay as they are, are not written again"


@pytest.mark.parametrize("kind", KINDS)
def test_locations_and_classes_reach_the_books(simulator, kind):
    books = Simulated(simulator)
    made = [books.client.post(path, {"Name": "Queen St"}, path).body for path in ("department", "class")]
    department, class_id = made[0]["Department"]["Id"], made[1]["Class"]["Id"]
    references = replace(books.references, departments={QUEEN: department}, classes={QUEEN: class_id})

    books.references = references
    books.post(day(books, kind))

    document_lines = [line for line in ledger_lines(books.company) if line.transaction != "Payment"]
    own = [line for line in document_lines if line.account_id in books.accounts.values()]
    assert {line.department_id for line in document_lines} == {department}
    # Where the total of a receipt goes is no line of it, so it has no class.
    assert {line.class_id for line in own} - {None} == {class_id}


def taxed_invoice(books, codes, taxes):
    """The ordinary day with its tax as QuickBooks' own: one code on the sales, another on what bears none."""
    plain = day(books, INVOICE)
    sales_code, other_code = codes
    lines = [
        replace(line, tax_code_id=sales_code if line.account_id == books.accounts["sales"] else other_code)
        for line in plain.lines
        if line.account_id != books.accounts["tax"]
    ]
    return replace(plain, lines=tuple(lines), taxes=taxes)


def code(books, name):
    (found,) = [candidate for candidate in books.ledger.tax_codes() if candidate.name == name]
    return found


def tax_of(books, rate, minor):
    """Tax on 953.71, as it was collected ticket by ticket."""
    agency = books.company.find("TaxRate", rate.id).body["AgencyRef"]["value"]
    return FormTax(rate.id, rate.percent, 95371, minor, books.company.tax_accounts[agency])


def test_canadian_tax_is_booked_as_it_was_collected_not_as_it_computes(simulator):
    """GST computes to 47.69 and QST to 95.13; ticket by ticket the shop collected other figures, and those count."""
    books = Simulated(simulator)
    qc = code(books, "GST/QST QC")
    gst, qst = qc.rates
    form = taxed_invoice(
        books, (qc.id, code(books, "Out of Scope").id), (tax_of(books, gst, 4137), tax_of(books, qst, 8242))
    )

    books.post(form)

    assert [rate.percent for rate in qc.rates] == ["5", "9.975"]
    assert books.effect == form.effect


def test_irish_vat_is_booked_as_it_was_collected(simulator):
    books = Simulated(simulator, "ie_plus", "IE")
    reduced = code(books, "13.5% R")
    form = taxed_invoice(books, (reduced.id, code(books, "No VAT").id), (tax_of(books, reduced.rates[0], 12379),))

    books.post(replace(form, currency="EUR"))

    assert books.effect == form.effect


@pytest.mark.parametrize("honoured", [True, False])
def test_us_tax_that_is_recomputed_falls_back_to_lines_in_the_same_document(simulator, honoured):
    """Whether automated sales tax honours our total is disputed (docs/quickbooks.md 6.2): both ways end right."""
    books = Simulated(simulator, "us_plus", "US")
    books.company.switches.us_tax_override_honoured = honoured
    california = code(books, "California")
    taxed = replace(
        taxed_invoice(books, (california.id, None), (tax_of(books, california.rates[0], 12379),)), currency="USD"
    )
    plain = day(books, INVOICE, currency="USD")

    try:
        books.post(taxed)
        expected = taxed
    except TaxRecomputedError as error:
        books.amend(plain, error.document)
        expected = plain

    assert expected is (taxed if honoured else plain)
    assert books.effect == expected.effect
    assert books.documents == 3


@pytest.mark.parametrize("action", [CallAction.POST, CallAction.AMEND])
def test_us_tax_that_is_recomputed_behind_a_lost_answer_is_told_from_a_persons_doing(simulator, action):
    books = Simulated(simulator, "us_plus", "US")
    books.company.switches.us_tax_override_honoured = False
    california = code(books, "California")
    taxed = replace(
        taxed_invoice(books, (california.id, None), (tax_of(books, california.rates[0], 12379),)), currency="USD"
    )
    about = None
    if action is CallAction.AMEND:
        about = books.send(BooksCall(CallAction.POST, day(books, INVOICE, currency="USD")), "r1")
    call = BooksCall(action, taxed, about)
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, "r2")
    recomputed = books.look_up(call)
    books.touch(recomputed.document.id)

    assert recomputed.likeness is Likeness.TAX_DIFFERS
    assert recomputed.document.body_hash == ""
    assert any("tax" in detail for detail in recomputed.details)
    assert books.look_up(call).likeness is Likeness.OTHER


def test_a_person_who_points_an_item_elsewhere_is_noticed(simulator):
    books = Simulated(simulator)
    item = books.company.find("Item", books.references.items[books.accounts["sales"]])
    item.body["IncomeAccountRef"] = {"value": books.accounts["refunds"]}

    with pytest.raises(ResponseDiffersError, match="differently") as caught:
        books.post(day(books, INVOICE))

    assert any(f"points at account {books.accounts['refunds']}" in detail for detail in caught.value.details)
