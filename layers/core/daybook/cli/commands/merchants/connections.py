"""`daybook connections`: who posts to which company, and through which mapping."""

import argparse
from collections.abc import Mapping
from typing import Any

from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.cli.role_names import RoleNames
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import mapping_rows
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.company.grants import GrantTimes
from daybook.domain.merchant.books import BooksId
from daybook.domain.nouns import CONNECTIONS, DOCUMENT_KINDS
from daybook.domain.words import noted

_COLUMNS = (
    noted("merchant"),
    noted("status"),
    noted("company"),
    noted("realm"),
    noted("currency"),
    noted("document"),
    noted("access until"),
)


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show every connection and until when it lasts, or one with its mapping; renewing one takes attention."""
    found = list(_chosen(chosen.merchant, system))
    mappings = {c.merchant_id: _mapping(c, system) for c in found if chosen.merchant}
    # A merchant who disconnected has taken the grant back; its times say nothing any more.
    granted = (c.merchant_id for c in found if c.status is not ConnectionStatus.DISCONNECTED)
    grants = system.grants.times(granted)
    documents = [
        {**_as_document(c, grants.get(c.merchant_id)), **_mapping_document(mappings.get(c.merchant_id), c, system)}
        for c in found
    ]
    output.document({"connections": documents})
    rows = [
        (
            c.merchant_id,
            output.say(CONNECTIONS[c.status]),
            c.company.name,
            c.company.realm_id,
            c.company.home_currency,
            output.say(DOCUMENT_KINDS[c.document_kind]),
            str(grants[c.merchant_id].ends_at.date()) if c.merchant_id in grants else "",
        )
        for c in found
    ]
    output.table("connections", _COLUMNS, rows)
    for mapping in mappings.values():
        if mapping is not None:
            accounts = _rows_of(chosen.merchant, mapping, system)
            _show_mapping(mapping, accounts, RoleNames(chosen.merchant, system, output), output)
    return any(c.status is ConnectionStatus.NEEDS_RECONNECT for c in found)


def _chosen(merchant_id: BooksId | None, system: Systems) -> list[Connection]:
    if merchant_id is None:
        return list(system.connections.connections())
    connection = system.connections.connection(merchant_id)
    if connection is None:
        why = noted("merchant {merchant!r} has never connected: `daybook connections` lists those who have")
        raise AskDifferentlyError(why, merchant=merchant_id)
    return [connection]


def _mapping(connection: Connection, system: Systems) -> AccountMapping | None:
    return system.connections.mapping_on(connection.merchant_id, system.clock.now().date())


def _show_mapping(mapping: AccountMapping, accounts: Mapping[str, str], names: RoleNames, output: Output) -> None:
    rows = [
        (role, names.word(role) or mapping.labels.get(role, ""), account) for role, account in sorted(accounts.items())
    ]
    rows.append((output.say("(anything else)"), output.say("suspense"), mapping.suspense_account))
    output.table(
        "mapping, version {version}", (noted("role"), noted("name"), noted("account id")), rows, version=mapping.version
    )


def _rows_of(merchant_id: BooksId, mapping: AccountMapping, system: Systems) -> Mapping[str, str]:
    """A row for each store where stores mean different things by the id of a category."""
    profile = system.connections.profile(merchant_id)
    return mapping.accounts if profile is None else mapping_rows(mapping, profile)


def _mapping_document(mapping: AccountMapping | None, connection: Connection, system: Systems) -> dict[str, Any]:
    if mapping is None:
        return {}
    return {
        "mapping": {
            "version": mapping.version,
            "accounts": dict(_rows_of(connection.merchant_id, mapping, system)),
            "suspense_account": mapping.suspense_account,
        }
    }


def _as_document(connection: Connection, grant: GrantTimes | None) -> dict[str, Any]:
    return {
        "merchant_id": connection.merchant_id,
        "status": connection.status.value,
        "realm_id": connection.company.realm_id,
        "company": connection.company.name,
        "home_currency": connection.company.home_currency,
        "document_kind": connection.document_kind.value,
        "location_mode": connection.location_mode.value,
        "connected_at": connection.connected_at.isoformat(),
        "grant_refreshed_at": grant.refreshed_at.isoformat() if grant else None,
        "grant_ends_at": grant.ends_at.isoformat() if grant else None,
    }
