"""Sales forms that carry QuickBooks' tax codes, through the whole system: the return is the tills' tax, to the cent."""

import json
from datetime import date

import pytest

from daybook_local.demo.examination import examine
from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.system.places import SAMPLES
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.loopback import Loopback
from e2e.conftest import system_of, told_by
from quickbooks_simulator import dumps

pytestmark = pytest.mark.stack

CLEAN = {"difference_minor": 0, "tax_return_difference_minor": 0, "tax_on_lines_minor": 0, "unbalanced": 0}
RECEIPTS = PostingChoice("sales_receipt", "separate", "quickbooks")


@pytest.fixture(scope="module")
def cafes(tmp_path_factory):
    """Two cafés in two provinces, three dates over the end of a month, as sales receipts."""
    dates = DateRange(date(2026, 2, 28), date(2026, 3, 2))
    with system_of(SAMPLES / "cafe-ca", tmp_path_factory.mktemp("cafes"), dates) as (system, chosen):
        yield system, chosen, told_by(system, chosen, choice=RECEIPTS)


def test_each_months_return_holds_what_the_tills_collected_at_every_rate_and_the_books_tie(cafes):
    _, _, told = cafes

    assert told.problems == []
    assert told.as_json() | CLEAN == told.as_json()
    assert (told.as_json()["documents"], told.as_json()["taxes"], told.as_json()["intuit_reads"]) == (6, 3, 0)
    filed = told.examination.tax_return.lines
    assert [(f"{line.month:%m}", line.taxes, line.rates) for line in filed] == [
        (month, *pair) for month in ("02", "03") for pair in (("t_hst", "HST ON"), ("t_gst", "GST"), ("t_qst", "QST"))
    ]
    assert all(line.till_minor == line.quickbooks_minor > 0 for line in filed)


def test_one_cent_under_another_rate_is_found_on_the_return_though_every_total_still_ties(cafes):
    """The proof can fail: somebody edits the tax of a receipt on the screens of QuickBooks."""
    system, dates, told = cafes
    row = next(row for row in map(json_of, told.examination.documents) if len(taxes_on(row)) > 1)
    first, second = taxes_on(row)
    first["Amount"], second["Amount"] = round(first["Amount"] + 0.01, 2), round(second["Amount"] - 0.01, 2)
    edit = {"entity": "SalesReceipt", "id": row["Id"], "changes": {"TxnTaxDetail": row["TxnTaxDetail"]}}
    Loopback(system.quickbooks.url).post(f"/_control/companies/{system.quickbooks.realm}/edit", edit)

    found = examine(system, dates, told.examination.records, told.connecting, 0.0, choice=RECEIPTS, taxes=told.taxes)

    assert (found.figures.unbalanced, found.figures.tax_return_difference_minor) == (0, 2)
    assert sorted(line.difference_minor for line in found.tax_return.lines if line.difference_minor) == [-1, 1]
    assert any(problem.startswith("tax return of 2026-") for problem in found.problems)


def json_of(document):
    return json.loads(dumps(document.row))


def taxes_on(row):
    """The tax lines that hold anything: a zero rate has one too."""
    return [line for line in row["TxnTaxDetail"]["TaxLine"] if line["Amount"]]
