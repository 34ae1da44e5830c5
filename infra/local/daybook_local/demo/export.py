"""Writes the proof to files: every document as QuickBooks gave it back, and every figure beside talech's."""

import csv
from collections.abc import Iterable
from pathlib import Path

from daybook_local.demo.booked_documents import BookedDocument
from daybook_local.demo.proof import ProofLine
from daybook_local.quickbooks.wire import dumps

DOCUMENTS = "documents.jsonl"
PROOF = "proof.csv"
_HEADER = ("location", "date", "field", "talech minor units", "posted minor units", "difference")


def export(folder: Path, documents: Iterable[BookedDocument], proof: Iterable[ProofLine]) -> None:
    """Write both files; earlier ones of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        dumps({entity: row})
        for document in documents
        for entity, row in ((document.entity, document.row), *(("Payment", part) for part in document.payments))
    ]
    (folder / DOCUMENTS).write_bytes(b"".join(line + b"\n" for line in lines))
    with (folder / PROOF).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows(
            (
                line.location,
                line.business_date.isoformat(),
                line.field,
                line.talech_minor,
                line.posted_minor,
                line.difference_minor,
            )
            for line in proof
        )
