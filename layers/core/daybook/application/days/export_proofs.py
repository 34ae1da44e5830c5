"""Exports the proofs of a range for accountants and auditors: CSV, JSON lines, or a plain-text ledger."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from daybook.application.ports import ConnectionStore, ProofStore
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.day_proof import Proof, chained
from daybook.domain.proof.plain_text_ledger import ledger_text

CSV_COLUMNS = (
    "business_date",
    "location",
    "field",
    "talech_minor",
    "sales_day_minor",
    "document_minor",
    "difference_minor",
    "documents",
    "proof_hash",
    "chain_hash",
)


class ProofFormat(StrEnum):
    """The format of an export."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    BEANCOUNT = "beancount"


def export_proofs(
    merchant_id: BooksId,
    first: date,
    last: date,
    form: ProofFormat,
    *,
    proofs: ProofStore,
    connections: ConnectionStore,
) -> str:
    """Every proof of the range as text; amounts are in minor units, in the ledger in decimals.

    Each proof has its own hash and a hash chained to the previous day of its location, so that a missing or altered day
    shows.
    """
    found = list(proofs.between(merchant_id, first, last))
    if form is ProofFormat.BEANCOUNT:
        mapping = connections.mapping_on(merchant_id, last)
        names, types = (mapping.account_names, mapping.account_types) if mapping else ({}, {})
        return ledger_text(found, names, types)
    return _csv(found) if form is ProofFormat.CSV else _json_lines(found)


def _csv(proofs: Iterable[Proof]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for proof, chain_hash in chained(proofs):
        documents = " ".join(document.doc_number for document in proof.documents)
        for field in proof.fields:
            rows.writerow(
                [
                    proof.day.business_date,
                    field.location_id,
                    field.field,
                    "" if field.talech_minor is None else field.talech_minor,
                    field.sales_day_minor,
                    field.document_minor,
                    field.difference_minor,
                    documents,
                    proof.hash,
                    chain_hash,
                ]
            )
    return text.getvalue()


def _json_lines(proofs: Iterable[Proof]) -> str:
    return "".join(json.dumps(as_document(proof, chain), ensure_ascii=False) + "\n" for proof, chain in chained(proofs))


def as_document(proof: Proof, chain_hash: str) -> dict[str, object]:
    """A proof as JSON values."""
    return {
        "business_date": str(proof.day.business_date),
        "location": proof.day.location,
        "revision": proof.revision,
        "currency": proof.currency,
        "documents": [{"kind": d.kind, "id": d.id, "doc_number": d.doc_number} for d in proof.documents],
        "fields": [
            {
                "location": field.location_id,
                "field": field.field,
                "talech_minor": field.talech_minor,
                "sales_day_minor": field.sales_day_minor,
                "document_minor": field.document_minor,
            }
            for field in proof.fields
        ],
        "lines": [
            {
                "role": str(line.role),
                "account_id": line.account_id,
                "amount_minor": line.amount_minor,
                "memo": line.memo,
            }
            for line in proof.whole_lines
        ],
        "proof_hash": proof.hash,
        "chain_hash": chain_hash,
    }
