"""Reads classes and locations of a company; a Department in QuickBooks' API is a Location on its screens."""

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.domain.company.lists import ListEntry
from daybook.domain.outside_text import cleaned

_ACTIVE = "Active = true"


class QuickBooksTracking:
    """`CompanyTracking` of one company."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def classes(self) -> tuple[ListEntry, ...]:
        """Active classes by name: one metered read."""
        return self._entries("Class")

    def departments(self) -> tuple[ListEntry, ...]:
        """Active locations by name: one metered read."""
        return self._entries("Department")

    def _entries(self, entity: str) -> tuple[ListEntry, ...]:
        rows = self._client.query(entity, _ACTIVE)
        entries = (
            ListEntry(str(row["Id"]), cleaned(str(row.get("FullyQualifiedName") or row["Name"]))) for row in rows
        )
        return tuple(sorted(entries, key=lambda entry: entry.name.casefold()))
