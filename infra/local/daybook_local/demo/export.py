"""Writes the proof to files: every document as QuickBooks gave it back, every figure and every tax beside talech's."""

import csv
from collections.abc import Iterable
from pathlib import Path

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.examination import Examination
from quickbooks_simulator import dumps

DOCUMENTS = "documents.jsonl"
PROOF = "proof.csv"
TAX_RETURN = "tax_return.csv"
_HEADER = ("location", "date", "field", "talech minor units", "posted minor units", "difference")
_TAX_RETURN_HEADER = (
    "month",
    "taxes of the tills",
    "rates",
    "till minor units",
    "quickbooks minor units",
    "difference",
)


def export(folder: Path, examination: Examination) -> None:
    """Write the files; earlier ones of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_documents(folder / DOCUMENTS, examination.documents)
    _write_table(
        folder / PROOF,
        _HEADER,
        (
            (
                line.location,
                line.business_date.isoformat(),
                line.field,
                line.talech_minor,
                line.posted_minor,
                line.difference_minor,
            )
            for line in examination.proof
        ),
    )
    if examination.tax_return is not None:
        _write_table(
            folder / TAX_RETURN,
            _TAX_RETURN_HEADER,
            (
                (
                    f"{line.month:%Y-%m}",
                    line.taxes,
                    line.rates,
                    line.till_minor,
                    line.quickbooks_minor,
                    line.difference_minor,
                )
                for line in examination.tax_return.lines
            ),
        )


def _write_documents(file: Path, documents: Iterable[BookedDocument]) -> None:
    lines = [
        dumps({entity: row})
        for document in documents
        for entity, row in ((document.entity, document.row), *(("Payment", part) for part in document.payments))
    ]
    file.write_bytes(b"".join(line + b"\n" for line in lines))


def _write_table(file: Path, header: Iterable[str], rows: Iterable[tuple[str | int, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
