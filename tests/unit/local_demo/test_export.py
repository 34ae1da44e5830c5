import csv
import json
from decimal import Decimal

from daybook_local.demo.books.proof import proof_lines
from daybook_local.demo.examination import Examination
from daybook_local.demo.export import export
from daybook_local.demo.figures import figures_of
from daybook_local.demo.taxes.tax_return import ReturnLine, TaxReturn
from daybook_local.system.vendors.quickbooks_control import MeterReading
from unit.local_demo.shop_books import ACCOUNTS, BOOKED, DAY, SOLD, document, record


def examined(documents, proof=(), tax_return=None):
    calls = MeterReading(0, 0, 0, 0)
    figures = figures_of([], documents, proof, (), calls, locations=1, location_days=1, seconds=1.0)
    return Examination(figures, [], documents, proof, (), tax_return)


def test_every_document_is_a_line_of_json_and_every_figure_stands_beside_talechs(tmp_path):
    documents = [document(BOOKED), document({"1": 5, "2": -5}, identifier="502")]
    documents[0].row["Line"] = [{"Amount": Decimal("11.30")}]

    export(tmp_path / "new", examined(documents, proof_lines(SOLD, [record()], documents, ACCOUNTS)))

    rows = [json.loads(line) for line in (tmp_path / "new/documents.jsonl").read_text().splitlines()]
    assert [row["JournalEntry"]["Id"] for row in rows] == ["501", "502"]
    assert rows[0]["JournalEntry"]["Line"][0]["Amount"] == 11.3
    with (tmp_path / "new/proof.csv").open(newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["location", "date", "field", "talech minor units", "posted minor units", "difference"]
    assert ["L1", "2026-03-08", "tender:CASH", "1130", "1130", "0"] in lines


def test_the_payments_of_an_invoice_follow_it_in_the_documents(tmp_path):
    payments = ({"Id": "502", "TotalAmt": Decimal("11.30")},)

    export(tmp_path, examined([document(BOOKED, payments=payments)]))

    rows = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_text().splitlines()]
    assert [list(row) for row in rows] == [["JournalEntry"], ["Payment"]]


def test_the_tax_return_is_a_table_of_its_own_where_there_is_one(tmp_path):
    filed = TaxReturn([ReturnLine(DAY, "t_hst", "HST ON", 393, 392)], {})

    export(tmp_path, examined([], tax_return=filed))
    export(tmp_path / "without", examined([]))

    with (tmp_path / "tax_return.csv").open(newline="") as file:
        header, line = csv.reader(file)
    assert header[:3] == ["month", "taxes of the tills", "rates"]
    assert line == ["2026-03", "t_hst", "HST ON", "393", "392", "-1"]
    assert not (tmp_path / "without/tax_return.csv").exists()
