"""Tax on sales forms, country by country (docs/quickbooks.md 6)."""

from decimal import Decimal

import pytest

from quickbooks_simulator.company.preferences import set_preference
from quickbooks_simulator.faults.refusals import ApiFault

D = Decimal


def figures(document):
    tax = document["TxnTaxDetail"]
    return document["TotalAmt"], tax["TotalTax"], [line["Amount"] for line in tax["TaxLine"]]


def test_the_us_engine_taxes_the_taxable_lines(books):
    receipt = books.post("SalesReceipt", books.sale((D(100), "TAX"), (D(50), "NON")))

    assert figures(receipt) == (D("158.25"), D("8.25"), [D("8.25")])
    assert receipt["TxnTaxDetail"]["TaxReviewStatus"] == "AUTO"


@pytest.mark.parametrize(
    ("honoured", "automated", "tax", "status"),
    [
        (True, None, D("8.20"), "AST_TAX_OVERRIDE"),
        (False, None, D("8.25"), "AUTO"),
        (True, True, D("8.25"), "AUTO"),
    ],
    ids=["honoured", "ignored", "the request asks for the engine"],
)
def test_an_explicit_us_total_is_honoured_or_ignored_as_the_company_is_switched(
    books, honoured, automated, tax, status
):
    books.company.switches.us_tax_override_honoured = honoured
    detail = {"TotalTax": D("8.20"), "UseAutomatedSalesTax": automated}

    receipt = books.post("SalesReceipt", books.sale((D(100), "TAX"), TxnTaxDetail=detail))

    assert (receipt["TxnTaxDetail"]["TotalTax"], receipt["TxnTaxDetail"]["TaxReviewStatus"]) == (tax, status)


@pytest.mark.parametrize(("after", "tax"), [(True, D("7.43")), (False, D("8.25"))])
def test_a_us_discount_lowers_the_tax_only_when_tax_comes_after_it(books, after, tax):
    sale = books.sale((D(100), "TAX"), ApplyTaxAfterDiscount=after)
    sale["Line"].append({"DetailType": "DiscountLineDetail", "Amount": D(10), "DiscountLineDetail": {}})

    receipt = books.post("SalesReceipt", sale)

    assert (receipt["TxnTaxDetail"]["TotalTax"], receipt["TotalAmt"]) == (tax, D(90) + tax)


def test_lines_marked_non_keep_the_us_engine_out(books):
    """The line-item method: tax as an item of its own, exact to the cent."""
    receipt = books.post("SalesReceipt", books.sale((D("955.00"), "NON"), (D("78.79"), "NON")))

    assert figures(receipt) == (D("1033.79"), D(0), [])


def test_a_company_without_sales_tax_drops_every_tax_field(books):
    set_preference(books.company.preferences, "TaxPrefs.UsingSalesTax", value=False)

    receipt = books.post("SalesReceipt", books.sale((D(100), "TAX"), TxnTaxDetail={"TotalTax": D(9)}))

    assert "TxnTaxDetail" not in receipt
    assert receipt["TotalAmt"] == D(100)


@pytest.mark.parametrize(
    ("variant", "lines", "expected"),
    [
        ("ca_plus", [(D(1000), "GST/QST QC")], (D("1149.75"), D("149.75"), [D("50.00"), D("99.75")])),
        ("ca_plus", [(D("4495.16"), "QST QC")], (D("4943.55"), D("448.39"), [D("448.39")])),
        ("ca_plus", [(D(100), "HST ON"), (D(50), "Zero-rated")], (D(163), D(13), [D(13), D(0)])),
        ("ca_plus_fr", [(D(1000), "TPS/TVQ QC")], (D("1149.75"), D("149.75"), [D("50.00"), D("99.75")])),
        ("ie_plus", [(D(100), "13.5% R"), (D(100), "23% S")], (D("236.50"), D("36.50"), [D("13.50"), D("23.00")])),
        ("gb_plus", [(D("10.03"), "20.0% S"), (D(5), "No VAT")], (D("17.04"), D("2.01"), [D("2.01")])),
    ],
)
def test_tax_is_worked_out_per_rate_on_the_document(open_books, variant, lines, expected):
    books = open_books(variant)

    assert figures(books.post("Invoice", books.sale(*lines))) == expected


@pytest.mark.parametrize(
    ("variant", "gross", "code", "net"),
    [("ie_plus", D("123.00"), "23% S", D("100.00")), ("ca_plus", D("114.98"), "GST/QST QC", D("100.00"))],
)
def test_inclusive_amounts_are_taken_apart(open_books, variant, gross, code, net):
    books = open_books(variant)

    invoice = books.post("Invoice", books.sale((gross, code), GlobalTaxCalculation="TaxInclusive"))

    assert invoice["TotalAmt"] == gross
    assert invoice["Line"][0]["Amount"] == net
    assert invoice["Line"][0]["SalesItemLineDetail"]["TaxInclusiveAmt"] == gross


def override(books, *amounts):
    rates = books.query("SELECT * FROM TaxCode WHERE Name = 'GST/QST QC'")["TaxCode"][0]["SalesTaxRateList"]
    references = [detail["TaxRateRef"]["value"] for detail in rates["TaxRateDetail"]]
    return {
        "TaxLine": [
            {"Amount": amount, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": rate}}}
            for rate, amount in zip(references, amounts, strict=False)
        ]
    }


def test_explicit_tax_lines_win_outside_the_us(open_books):
    books = open_books("ca_plus")
    sale = books.sale((D(1000), "GST/QST QC"), TxnTaxDetail=override(books, D("50.00"), D("99.76")))

    invoice = books.post("Invoice", sale)

    assert figures(invoice) == (D("1149.76"), D("149.76"), [D("50.00"), D("99.76")])
    assert invoice["TxnTaxDetail"]["TaxLine"][1]["TaxLineDetail"]["OverrideDeltaAmount"] == D("0.01")


def test_new_lines_with_the_old_tax_detail_keep_stale_tax(open_books):
    """The trap of docs/quickbooks.md 4.9: who sends `TxnTaxDetail` back gets the old tax."""
    books = open_books("ca_plus")
    invoice = books.post("Invoice", books.sale((D(1000), "GST/QST QC")))
    lines = books.sale((D(2000), "GST/QST QC"))["Line"]
    update = {"Id": invoice["Id"], "sparse": True, "Line": lines}

    stale = books.post("Invoice", update | {"SyncToken": "0", "TxnTaxDetail": invoice["TxnTaxDetail"]})
    right = books.post("Invoice", update | {"SyncToken": "1"})

    assert (stale["TxnTaxDetail"]["TotalTax"], right["TxnTaxDetail"]["TotalTax"]) == (D("149.75"), D("299.50"))


def refused(books, sale):
    with pytest.raises(ApiFault) as caught:
        books.post("Invoice", sale)
    return caught.value.problems[0].code


def test_what_is_refused_outside_the_us(open_books):
    books = open_books("ca_plus")
    twice = override(books, D(50), D(99))
    twice["TaxLine"].append(twice["TaxLine"][0])
    foreign = override(books, D(50))

    assert refused(books, books.sale((D(10), None))) == "6000"
    assert refused(books, books.sale((D(10), "GST"), TxnTaxDetail=twice)) == "6000"
    assert refused(books, books.sale((D(10), "HST ON"), TxnTaxDetail=foreign)) == "6000"
    assert (
        refused(books, books.sale((D(10), "GST"), GlobalTaxCalculation="NotApplicable", TxnTaxDetail=foreign)) == "6170"
    )


def test_a_form_without_tax_needs_no_codes(open_books):
    books = open_books("ie_plus")

    invoice = books.post("Invoice", books.sale((D(10), None), GlobalTaxCalculation="NotApplicable"))

    assert invoice["TotalAmt"] == D(10)


@pytest.mark.parametrize(("missing", "code"), [("TaxApplicableOn", "2270"), ("TaxAmount", "2280")])
def test_journal_lines_take_tax_in_britain_with_all_three_fields(open_books, missing, code):
    books = open_books("gb_plus")
    entry = books.journal(("Debit", "Checking", D(12)), ("Credit", "SalesOfProductIncome", D(10)))
    tax = {"TaxCodeRef": books.code("20.0% S"), "TaxApplicableOn": "Sales", "TaxAmount": D(2)}
    entry["Line"][1]["JournalEntryLineDetail"] |= tax

    assert books.post("JournalEntry", entry)["Line"][1]["JournalEntryLineDetail"]["TaxAmount"] == D(2)
    del entry["Line"][1]["JournalEntryLineDetail"][missing]
    with pytest.raises(ApiFault) as caught:
        books.post("JournalEntry", entry)
    assert caught.value.problems[0].code == code
