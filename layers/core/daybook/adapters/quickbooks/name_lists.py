"""Locations and classes for mapping screens (quickbooks-online reference 4.6)."""

from collections.abc import Mapping

from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.domain.outside_text import cleaned


def read_departments(client: QuickBooksClient) -> Mapping[str, str]:
    """The company's active locations, which the API calls departments: id to full name."""
    return _names(client, "Department")


def read_classes(client: QuickBooksClient) -> Mapping[str, str]:
    """The company's active classes: id to full name."""
    return _names(client, "Class")


def _names(client: QuickBooksClient, entity: str) -> Mapping[str, str]:
    rows = client.query(entity, "Active = true")
    return {row["Id"]: cleaned(row.get("FullyQualifiedName") or row["Name"]) for row in rows}
