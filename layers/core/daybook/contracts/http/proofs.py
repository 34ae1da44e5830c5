"""The proofs of posted days, chained so that a missing or altered one shows."""

from datetime import date

from daybook.contracts.http.body import HttpBody
from daybook.contracts.http.days import LineBody, ProofFieldBody


class ProofBody(HttpBody):
    """A posted location-day: talech's report, Daybook's summary and the document, figure by figure.

    `proof_hash` changes with every figure, `chain_hash` also with every earlier proof of the location in the range.
    """

    business_date: date
    location: str
    revision: int
    documents: tuple[str, ...]
    fields: tuple[ProofFieldBody, ...]
    lines: tuple[LineBody, ...]
    proof_hash: str
    chain_hash: str


class ProofListBody(HttpBody):
    """Proofs by location and date."""

    currency: str
    proofs: tuple[ProofBody, ...]
