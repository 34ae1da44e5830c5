"""Proofs in a dictionary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import LocationDay


class FakeProofStore:
    """The newest revision by location-day."""

    def __init__(self) -> None:
        self._proofs: dict[LocationDay, Proof] = {}

    def save(self, proof: Proof) -> None:
        kept = self._proofs.get(proof.day)
        if kept is None or kept.revision <= proof.revision:
            self._proofs[proof.day] = proof

    def get(self, day: LocationDay) -> Proof | None:
        proof = self.last(day)
        return None if proof is None or proof.is_overtaken else proof

    def last(self, day: LocationDay) -> Proof | None:
        return self._proofs.get(day)

    def overtake(self, day: LocationDay) -> None:
        proof = self.last(day)
        if proof is not None:
            self.save(replace(proof, is_overtaken=True))

    def between(self, merchant_id: str, first: date, last: date) -> Iterable[Proof]:
        return [
            proof
            for day, proof in sorted(self._proofs.items())
            if day.merchant_id == merchant_id and not proof.is_overtaken and first <= day.business_date <= last
        ]

    def delete(self, day: LocationDay) -> None:
        self._proofs.pop(day, None)
