"""Carries the accounts of one client over to others: what the template means at each, and its use where confirmed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from daybook.application.access.audit import Actor, AuditSystems, Intended, audited
from daybook.application.access.clients import Client, ClientSystems, client_named, clients_of
from daybook.application.access.sessions import Session
from daybook.application.company.lists import ListSystems, company_lists
from daybook.application.mapping.mapping_template import export_mapping, import_mapping, use_imported
from daybook.application.mapping.mapping_versions import MappingSystems, mapping_in_force
from daybook.application.merchant_books import of_request
from daybook.application.side_by_side import side_by_side
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.audit import Deed
from daybook.domain.company.connection import Connection
from daybook.domain.errors import LaunchRefusedError, NeedsAttentionError, Refusal, RetriableError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.proposals.template import ImportedMapping, PortableMapping


class TemplateSystems(AuditSystems, ClientSystems, ListSystems, MappingSystems, Protocol):
    """The systems that carrying accounts over needs."""


class CarriedOver(StrEnum):
    """What came of one client."""

    USED = "used"
    CHANGED = "changed"
    NOT_ALLOWED = "not_allowed"
    NOT_CONNECTED = "not_connected"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the template means at one client; `mark` identifies the mapping before and after."""

    client: Client
    profile: MerchantProfile
    imported: ImportedMapping
    mark: str


def sources_of(session: Session, systems: ClientSystems) -> tuple[Client, ...]:
    """The clients whose accounts can be carried over: every client whose setup is finished."""
    return tuple(each for each in clients_of(session, systems) if each.is_ready)


def targets_of(source: BooksId, session: Session, systems: ClientSystems) -> tuple[Client, ...]:
    """The other clients whose accounts this accountant may change, and whose company is connected."""
    return tuple(
        each
        for each in sources_of(session, systems)
        if each.books_id != source and each.role.includes(AccountantRole.MAP) and _is_live(each.books_id, systems)
    )


def previews(
    source: str, targets: Sequence[str], session: Session, systems: TemplateSystems
) -> tuple[tuple[Preview, ...], Mapping[str, CarriedOver]]:
    """What the accounts of `source` mean at each target, and the targets of which that cannot be said, with the reason.

    Targets are read by several threads, as the board reads clients: where lists have changed, QuickBooks is asked.

    Raises:
        LaunchRefusedError: the accountant has no grant for the books of `source`.
        NeedsAttentionError: the source has no mapping, or is not connected.
        RetriableError: QuickBooks did not answer for the source.
    """
    portable = _template_of(source, session, systems)
    seen = side_by_side(lambda target: _preview(portable, target, session, of_request(systems)), targets)
    results = dict(zip(targets, seen, strict=True))
    found = tuple(each for each in results.values() if isinstance(each, Preview))
    return found, {target: each for target, each in results.items() if isinstance(each, CarriedOver)}


def carry_over(
    source: str, shown: Mapping[str, str], session: Session, systems: TemplateSystems
) -> Mapping[str, CarriedOver]:
    """Use the accounts of `source` at each client whose mark is as the page showed it; each client has its record.

    Raises:
        LaunchRefusedError, NeedsAttentionError, RetriableError: as `previews`, of the source.
    """
    portable = _template_of(source, session, systems)
    done = side_by_side(lambda each: _carried(portable, each[0], each[1], session, systems), shown.items())
    return dict(zip(shown, done, strict=True))


def _carried(
    portable: PortableMapping, target: str, mark: str, session: Session, systems: TemplateSystems
) -> CarriedOver:
    mine = of_request(systems)
    preview = _preview(portable, target, session, mine)
    if not isinstance(preview, Preview):
        return preview
    if preview.mark != mark:
        return CarriedOver.CHANGED
    books_id = preview.client.books_id
    _, grant = client_named(session, target, mine)
    try:
        audited(
            Intended(Deed.TEMPLATE_USED),  # it names no other client
            Actor(books_id, grant.who),
            mine,
            lambda: use_imported(books_id, preview.imported, mine),
            bool,
        )
    except NeedsAttentionError:
        return CarriedOver.NOT_CONNECTED
    except RetriableError:
        return CarriedOver.NOT_ANSWERED
    return CarriedOver.USED


def _template_of(source: str, session: Session, systems: TemplateSystems) -> PortableMapping:
    client, _ = client_named(session, source, systems)
    connection, profile = _known(client.books_id, systems)
    mapping = mapping_in_force(client.books_id, systems.clock.now(), systems.connections)
    chart = company_lists(connection, systems).chart
    return export_mapping(mapping, profile, chart, title=profile.name).portable


def _preview(
    portable: PortableMapping, target: str, session: Session, systems: TemplateSystems
) -> Preview | CarriedOver:
    try:
        client, grant = client_named(session, target, systems)
        if not grant.role.includes(AccountantRole.MAP):
            return CarriedOver.NOT_ALLOWED
        connection, profile = _known(client.books_id, systems)
        if not connection.is_live:
            return CarriedOver.NOT_CONNECTED
        current = mapping_in_force(client.books_id, systems.clock.now(), systems.connections)
        chart = company_lists(connection, systems).chart
    except LaunchRefusedError:
        return CarriedOver.NOT_ALLOWED
    except NeedsAttentionError:
        return CarriedOver.NOT_CONNECTED
    except RetriableError:
        return CarriedOver.NOT_ANSWERED
    imported = import_mapping(portable, current, profile, chart, effective_from=current.effective_from)
    return Preview(client, profile, imported, _mark(imported))


def _known(books_id: BooksId, systems: ClientSystems) -> tuple[Connection, MerchantProfile]:
    connection, profile = systems.connections.connection(books_id), systems.connections.profile(books_id)
    if connection is None or profile is None:
        raise LaunchRefusedError(Refusal.ACCESS_ENDED, f"nothing is known of {books_id}")
    return connection, profile


def _is_live(books_id: BooksId, systems: ClientSystems) -> bool:
    connection = systems.connections.connection(books_id)
    return connection is not None and connection.is_live


def _mark(imported: ImportedMapping) -> str:
    """The version before it is in the number of the one after it, so another change meanwhile gives another mark."""
    mapping = imported.mapping
    said = repr((mapping.version, sorted(mapping.accounts.items()), mapping.suspense_account))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
