"""A proof is kept together with the way back from its documents to the day."""

from daybook.application.posting_target import PostingPorts
from daybook.domain.connection import Connection
from daybook.domain.proof import Proof


def keep_proof(proof: Proof, connection: Connection, ports: PostingPorts) -> None:
    """Remember whose the documents are, then keep the proof.

    In this order, because a proof says that a call was answered (a try that finds it makes none): every document of a
    proof is one whose change by a person will be noticed.
    """
    ports.watch.watch(connection.company.realm_id, proof.day, proof.documents, ports.clock.now())
    ports.proofs.save(proof)
