"""`daybook connections`: who posts to which company, and through which mapping."""

import argparse
from typing import Any

from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.output import Output
from daybook.domain.connection import Connection, ConnectionStatus
from daybook.domain.mapping import AccountMapping


def run(chosen: argparse.Namespace, system: OperatorSystem, output: Output) -> bool:
    """Show every connection, or one with its mapping; attention is needed where one must be renewed."""
    found = list(_chosen(chosen.merchant, system))
    mappings = {c.merchant_id: _mapping(c, system) for c in found if chosen.merchant}
    output.document({"connections": [_as_document(c, mappings.get(c.merchant_id)) for c in found]})
    rows = [
        (c.merchant_id, c.status.value, c.company.name, c.company.realm_id, c.company.home_currency, c.document_kind)
        for c in found
    ]
    output.table("connections", ("merchant", "status", "company", "realm", "currency", "document"), rows)
    for mapping in mappings.values():
        if mapping is not None:
            _show_mapping(mapping, output)
    return any(c.status is ConnectionStatus.NEEDS_RECONNECT for c in found)


def _chosen(merchant_id: str | None, system: OperatorSystem) -> list[Connection]:
    if merchant_id is None:
        return list(system.connections.connections())
    connection = system.connections.connection(merchant_id)
    if connection is None:
        raise ValueError(f"merchant {merchant_id!r} has never connected: `daybook connections` lists those who have")
    return [connection]


def _mapping(connection: Connection, system: OperatorSystem) -> AccountMapping | None:
    return system.connections.mapping_on(connection.merchant_id, system.clock.now().date())


def _show_mapping(mapping: AccountMapping, output: Output) -> None:
    rows = [(role, mapping.labels.get(role, ""), account) for role, account in sorted(mapping.accounts.items())]
    rows.append(("(anything else)", "suspense", mapping.suspense_account))
    output.table(f"mapping, version {mapping.version}", ("role", "name", "account id"), rows)


def _as_document(connection: Connection, mapping: AccountMapping | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "merchant_id": connection.merchant_id,
        "status": connection.status.value,
        "realm_id": connection.company.realm_id,
        "company": connection.company.name,
        "home_currency": connection.company.home_currency,
        "document_kind": connection.document_kind.value,
        "location_mode": connection.location_mode.value,
        "connected_at": connection.connected_at.isoformat(),
    }
    if mapping is not None:
        document["mapping"] = {
            "version": mapping.version,
            "accounts": dict(mapping.accounts),
            "suspense_account": mapping.suspense_account,
        }
    return document
