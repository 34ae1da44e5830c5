"""The store of audit records."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from daybook.domain.audit import AuditRecord

_Owner_contra = TypeVar("_Owner_contra", bound=str, contravariant=True)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some records, newest first; `older` is the place of the next page, empty at the end."""

    records: tuple[AuditRecord, ...]
    older: str = ""


class AuditTrail(Protocol[_Owner_contra]):
    """The audit records of each owner, books or a firm. Never changed; those of books end with the merchant."""

    def record(self, owner: _Owner_contra, record: AuditRecord) -> None:
        """Add a record."""

    def page(self, owner: _Owner_contra, count: int, older: str = "") -> AuditPage:
        """A page of records, newest first; with `older` the page after the one that returned it."""
