"""What a person did to a document of ours, as the sync record keeps it."""

from typing import Self

from daybook.contracts.contract import Contract, Instant
from daybook.domain.drift import Drift, DriftKind


class StoredDrift(Contract):
    """Noticed, not read."""

    kind: DriftKind
    document_id: str
    at: Instant

    @classmethod
    def of(cls, drift: Drift) -> Self:
        """The stored form."""
        return cls(kind=drift.kind, document_id=drift.document_id, at=drift.at)

    def to_domain(self) -> Drift:
        """The domain's form."""
        return Drift(self.kind, self.document_id, self.at)
