"""Proofs in a dictionary."""

from collections.abc import Iterable
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
        return self._proofs.get(day)

    def between(self, merchant_id: str, first: date, last: date) -> Iterable[Proof]:
        return [
            proof
            for day, proof in sorted(self._proofs.items())
            if day.merchant_id == merchant_id and first <= day.business_date <= last
        ]

    def delete(self, day: LocationDay) -> None:
        self._proofs.pop(day, None)
