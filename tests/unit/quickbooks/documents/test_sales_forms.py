"""A sales form says what it holds, and what came back is proven to be it (docs/quickbooks.md 4.9, 6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.documents.sales_forms import render
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ResponseDiffersError, TaxRecomputedError
from unit.quickbooks.echo import Echo
from unit.quickbooks.sample_documents import QUEEN, REFERENCES, invoice, refund_receipt, sales_receipt


def details(body):
    return [line["SalesItemLineDetail"] for line in body["Line"]]


@pytest.mark.parametrize("document", [invoice("US"), sales_receipt("US"), refund_receipt("US")])
def test_us_lines_without_quickbooks_tax_are_all_exempt(document):
    """Automated sales tax never touches an exempt line, so the total is ours to the cent (docs/quickbooks.md 6.2)."""
    body = render(document, REFERENCES, "US")

    assert {detail["TaxCodeRef"]["value"] for detail in details(body)} == {"NON"}
    assert body.keys().isdisjoint({"TxnTaxDetail", "GlobalTaxCalculation"})


@pytest.mark.parametrize("country", ["CA", "IE", "GB", "FR"])
def test_elsewhere_a_form_without_quickbooks_tax_has_no_tax_at_all(country):
    body = render(invoice("CA"), REFERENCES, country)

    assert body["GlobalTaxCalculation"] == "NotApplicable"
    assert "TxnTaxDetail" not in body
    assert all("TaxCodeRef" not in detail for detail in details(body))


def test_us_tax_is_one_code_and_one_total():
    body = render(invoice("US", taxed=True), REFERENCES, "US")

    assert [detail["TaxCodeRef"]["value"] for detail in details(body)] == ["TAX", "TAX", "NON", "NON"]
    assert body["TxnTaxDetail"] == {"TxnTaxCodeRef": {"value": "3"}, "TotalTax": Decimal("78.79")}


@pytest.mark.parametrize(
    ("amounts", "named"),
    [
        pytest.param((700, 300), "5", id="more under the first"),
        pytest.param((300, 700), "3", id="more under the second"),
        pytest.param((500, 500), "3", id="as much under both"),
        pytest.param((-700, 300), "5", id="more given back under the first"),
    ],
)
def test_a_us_form_of_several_codes_names_the_one_under_which_most_was_sold(amounts, named):
    """The head has room for one code; the lines are taxable whichever they bear, and the total is the whole tax."""
    taxed = invoice("US", taxed=True)
    first, second, *rest = taxed.lines
    lines = (
        replace(first, tax_code_id="5", amount_minor=amounts[0]),
        replace(second, tax_code_id="3", amount_minor=amounts[1]),
        *(replace(line, tax_code_id="NON", amount_minor=0) for line in rest),
    )
    receipt = replace(taxed, kind=DocumentKind.REFUND_RECEIPT, payments=(), lines=lines)

    body = render(receipt, REFERENCES, "US")

    assert [detail["TaxCodeRef"]["value"] for detail in details(body)][:2] == ["TAX", "TAX"]
    assert body["TxnTaxDetail"] == {"TxnTaxCodeRef": {"value": named}, "TotalTax": Decimal("78.79")}


def test_a_rate_that_appears_twice_is_sent_once():
    taxed = invoice("CA", taxed=True)
    gst, qst = taxed.taxes
    halves = (replace(gst, base_minor=50000, amount_minor=2500), replace(gst, base_minor=45500, amount_minor=2275))

    body = render(replace(taxed, taxes=(*halves, qst)), REFERENCES, "CA")

    assert body == render(taxed, REFERENCES, "CA")


def test_a_line_without_a_code_is_refused_before_quickbooks_does():
    taxed = invoice("CA", taxed=True)
    first, *rest = taxed.lines

    with pytest.raises(ValueError, match="'Ventes, Food, Queen St' has no tax code"):
        render(replace(taxed, lines=(replace(first, tax_code_id=None), *rest)), REFERENCES, "CA")


def test_a_form_of_two_locations_names_none_in_its_head_and_a_class_on_each_line():
    one = invoice()
    two = replace(one, lines=(replace(one.lines[0], location_id="304267:2"), *one.lines[1:]))
    references = replace(REFERENCES, departments={QUEEN: "2", "304267:2": "3"}, classes={QUEEN: "5", "304267:2": "6"})

    body = render(two, references, "CA")

    assert "DepartmentRef" not in body
    assert [detail["ClassRef"]["value"] for detail in details(body)] == ["6", "5", "5", "5", "5"]


@pytest.mark.parametrize(
    ("references", "complaint"),
    [(replace(REFERENCES, items={}), "no item points at account 79"), (CompanyReferences(), "no customer")],
)
def test_a_form_whose_references_are_not_made_yet_is_not_sent(references, complaint):
    books = Echo()

    with pytest.raises(ValueError, match=complaint):
        books.post(invoice(), references)

    assert books.sent == []


def test_a_preview_is_the_first_body_that_is_sent():
    books = Echo(country="US")
    books.post(invoice("US"), REFERENCES)

    assert books.ledger.payload(invoice("US"), REFERENCES) == books.sent[0]


def drop_item(row):
    """What QuickBooks makes of a line whose item it does not see: a text without an amount (docs/quickbooks.md 4.9)."""
    row["Line"][0] = {"Description": "Sales, Food", "DetailType": "DescriptionOnly", "DescriptionLineDetail": {}}
    row["TotalAmt"] -= Decimal(700)


def set_amount(row, amount):
    row["Line"][2]["Amount"] = amount


def renumber(row):
    row["DocNumber"] = "1042"


def add_tax(row):
    row |= {"TxnTaxDetail": {"TotalTax": Decimal("87.08")}, "TotalAmt": row["TotalAmt"] + Decimal("87.08")}


def move_item(row):
    row["Line"][0]["SalesItemLineDetail"]["ItemAccountRef"] = {"value": "80"}


LIES = {
    "a line that became a text": (
        drop_item,
        ["lines: sent 5, QuickBooks has 4", "missing in QuickBooks: 700.00 of item 21",
         "total: sent 1055.50, QuickBooks has 355.50"],
    ),
    "a cent": (
        lambda row: set_amount(row, Decimal("41.72")),
        ["missing in QuickBooks: 41.71 of item 27", "only in QuickBooks: 41.72 of item 27"],
    ),
    "the account behind an item": (move_item, ["item 21 points at account 80, not at 79"]),
    "the number": (renumber, ["DocNumber: sent TL-20261123-K7QZ2, QuickBooks has 1042"]),
    "the date": (lambda row: row.update(TxnDate="2026-11-24"), ["TxnDate: sent 2026-11-23, QuickBooks has 2026-11-24"]),
    "the customer": (lambda row: row.pop("CustomerRef"), ["customer: sent 58, QuickBooks has none"]),
    "tax out of nothing": (
        add_tax,
        ["tax: sent 0.00, QuickBooks has 87.08", "total: sent 1055.50, QuickBooks has 1142.58"],
    ),
    "the id": (lambda row: row.pop("Id"), ["Id is missing in the answer"]),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_an_invoice_that_differs_in_anything_is_reported_in_full_and_not_paid(lie):
    tell, expected = LIES[lie]
    books = Echo()
    books.lie("Invoice", tell)

    with pytest.raises(ResponseDiffersError) as caught:
        books.post(invoice(), REFERENCES)

    assert caught.value.details == (*expected, "intuit_tid 1-tid")
    assert not isinstance(caught.value, TaxRecomputedError)
    assert (len(books.sent), caught.value.document.parts) == (1, ())


def test_a_receipt_whose_money_went_elsewhere_is_not_posted():
    books = Echo()
    books.lie("RefundReceipt", lambda row: row.update(DepositToAccountRef={"value": "91"}))

    with pytest.raises(ResponseDiffersError) as caught:
        books.post(refund_receipt(), REFERENCES)

    assert caught.value.details[0] == "deposit account: sent 92, QuickBooks has 91"


def recompute(row):
    """What automated sales tax does to an explicit total where it does not honour it (docs/quickbooks.md 6.2)."""
    row["TxnTaxDetail"]["TotalTax"] += Decimal("0.01")
    row["TotalAmt"] += Decimal("0.01")


@pytest.mark.parametrize("country", ["US", "CA", "IE"])
def test_a_tax_that_quickbooks_worked_out_by_itself_is_told_apart(country):
    """The caller can then say the tax as plain lines, in the same document."""
    books = Echo(country=country)
    books.lie("Invoice", recompute)

    with pytest.raises(TaxRecomputedError) as caught:
        books.post(invoice(country, taxed=True), REFERENCES)

    assert caught.value.details[0] == "tax: sent 78.79, QuickBooks has 78.80"
    assert len(books.sent) == 1


def test_a_tax_that_moved_from_one_rate_to_another_is_seen():
    def shift(row):
        first, second = row["TxnTaxDetail"]["TaxLine"]
        first["Amount"] += 1
        second["Amount"] -= 1

    books = Echo()
    books.lie("Invoice", shift)

    with pytest.raises(TaxRecomputedError) as caught:
        books.post(invoice(taxed=True), REFERENCES)

    assert caught.value.details[:2] == (
        "tax of rate 15: sent 47.75, QuickBooks has 48.75",
        "tax of rate 16: sent 31.04, QuickBooks has 30.04",
    )
