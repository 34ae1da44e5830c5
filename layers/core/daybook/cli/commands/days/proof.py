"""`daybook proof`: why the books are right, for accountants, auditors and other programs."""

import argparse
import sys

from daybook.application.days.export_proofs import ProofFormat, as_document, export_proofs
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.proof.day_proof import Proof, ProofField, chained
from daybook.domain.words import noted


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show the proofs of a range, or write them in a format; attention is needed where the three sides differ."""
    if chosen.format:
        form = ProofFormat(chosen.format)
        text = export_proofs(
            chosen.merchant,
            chosen.first,
            chosen.last,
            form,
            proofs=system.proofs,
            connections=system.connections,
        )
        sys.stdout.write(text)
        return False
    links = chained(system.proofs.between(chosen.merchant, chosen.first, chosen.last))
    output.document({"proofs": [as_document(proof, chain) for proof, chain in links]})
    untied = [(proof, field) for proof, _ in links for field in proof.fields if field.difference_minor]
    rows = [_row(proof, field, output) for proof, _ in links for field in proof.fields]
    title = noted("days proved: {days}, fields that differ: {untied}")
    output.table(title, _COLUMNS, rows, days=len(links), untied=len(untied))
    return bool(untied)


_COLUMNS = (
    noted("date"),
    noted("location"),
    noted("field"),
    noted("talech"),
    noted("sales day"),
    noted("document"),
    noted("tied"),
)


def _row(proof: Proof, field: ProofField, output: Output) -> tuple[str, ...]:
    talech = "" if field.talech_minor is None else output.amount(field.talech_minor)
    return (
        str(proof.day.business_date),
        field.location_id,
        field.field,
        talech,
        output.amount(field.sales_day_minor),
        output.amount(field.document_minor),
        output.say("NO, {amount}", amount=output.amount(field.difference_minor))
        if field.difference_minor
        else output.say("yes"),
    )
