"""An entry with every kind of line, and the row QuickBooks answers with."""

from datetime import date

from daybook.adapters.quickbooks.documents.journal_entries import render
from daybook.adapters.quickbooks.http.wire import dumps, loads
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.documents import JournalEntry, JournalLine, Side

NO_REFERENCES = CompanyReferences()


def debit(account, minor, memo, customer=None):
    return JournalLine(Side.DEBIT, account, minor, memo, customer)


def credit(account, minor, memo):
    return JournalLine(Side.CREDIT, account, minor, memo)


ENTRY = JournalEntry(
    business_date=date(2026, 11, 23),
    doc_number="TL-20261123-K7QZ2M",
    private_note="Daybook: talech sales of 2026-11-23, location 304267:1, revision 1",
    currency="CAD",
    lines=(
        debit("91", 84210, "Payments by VISA, Queen St"),
        debit("92", 21540, "Payments by CASH, Queen St"),
        debit("84", 1800, "House account, Queen St", customer="58"),
        credit("79", 95500, "Sales, Boissons chaudes"),
        credit("95", 7879, "Tax collected, HST"),
        credit("96", 4171, "Tips"),
    ),
)


def answered(entry=ENTRY):
    """The row QuickBooks answers with: what was sent, ids, a total of 0, and a line that only describes."""
    row = loads(dumps(render(entry, NO_REFERENCES)))
    row |= {"Id": "412", "SyncToken": "0", "TotalAmt": 0, "domain": "QBO", "sparse": False}
    row["Line"] = [{"Id": str(n), **line} for n, line in enumerate(row["Line"])]
    row["Line"].append({"Id": "9", "DetailType": "DescriptionOnly", "Description": "Note"})
    return row
