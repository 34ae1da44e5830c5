"""Calls about proofs: what the books hold of posted days and why that is right, for accountants and auditors."""

from datetime import date
from typing import Annotated

from pydantic import Field

from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.http.visit import Visit
from daybook.application.planning.request_sync import MAX_DAYS
from daybook.contracts.http.days import LineBody, ProofFieldBody
from daybook.contracts.http.proofs import ProofBody, ProofListBody
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.proof.day_proof import Proof, chained


def proofs(
    visit: Visit,
    first: Annotated[date, Field(description="The oldest business date")],
    last: Annotated[date, Field(description="The newest business date, at most thirty days from the oldest")],
) -> ProofListBody:
    """The proofs of a range, each with its own hash and one chained to the day before of its location."""
    if last < first:
        raise WishRefusedError(f"the range ends on {last}, before it starts on {first}: swap the dates")
    if (days := (last - first).days + 1) > MAX_DAYS:
        raise WishRefusedError(
            f"{first} to {last} is {days} days; at most {MAX_DAYS} can be asked for at once: split it"
        )
    links = chained(visit.systems.proofs.between(visit.merchant_id, first, last))
    return ProofListBody(
        currency=visit.connection.company.home_currency,
        proofs=tuple(_body(proof, chain_hash, visit) for proof, chain_hash in links),
    )


def _body(proof: Proof, chain_hash: str, visit: Visit) -> ProofBody:
    return ProofBody(
        business_date=proof.day.business_date,
        location=proof.day.location,
        revision=proof.revision,
        documents=tuple(document.doc_number for document in proof.documents),
        fields=proof_fields(proof),
        lines=proof_lines(proof, visit),
        proof_hash=proof.hash,
        chain_hash=chain_hash,
    )


def proof_lines(proof: Proof, visit: Visit) -> tuple[LineBody, ...]:
    """What each role put on each account."""
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, proof.day.business_date)
    return tuple(
        LineBody(
            role=str(line.role),
            location=line.location_id,
            account_id=line.account_id,
            account=account_title(line.account_id, mapping),
            amount_minor=line.amount_minor,
        )
        for line in proof.whole_lines
    )


def proof_fields(proof: Proof) -> tuple[ProofFieldBody, ...]:
    """Every figure on its three sides."""
    return tuple(
        ProofFieldBody(
            location=field.location_id,
            field=field.field,
            talech_minor=field.talech_minor,
            daybook_minor=field.sales_day_minor,
            quickbooks_minor=field.document_minor,
        )
        for field in proof.fields
    )
