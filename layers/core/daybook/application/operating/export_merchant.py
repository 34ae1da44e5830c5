"""Everything that is kept of a merchant, for the merchant: one JSON object a line, proofs also as CSV and beancount."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Protocol

from daybook.application.days.export_proofs import ProofFormat, export_proofs
from daybook.application.ports.balances import HasBalances
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.systems import HasAudit, HasConnections, HasNotifyStore, HasProofs, HasSyncLog
from daybook.domain.merchant.books import BooksId

_AUDIT_PAGE = 200


class ExportSystems(
    HasAccountants, HasAudit, HasBalances, HasConnections, HasNotifyStore, HasProofs, HasSyncLog, Protocol
):
    """The systems that keep facts of a merchant; tokens are no facts, and never leave."""


def export_merchant(merchant_id: BooksId, systems: ExportSystems) -> Iterator[str]:
    """Lines of JSON, each with `kind`.

    It is connection, profile, mapping, mails, accountants, balances (that persons typed), day, proof or audit.
    """
    for kind, value in _facts(merchant_id, systems):
        if value is not None:
            yield json.dumps({"kind": kind, **_plain(value)}, ensure_ascii=False, default=str)


def export_books(merchant_id: BooksId, form: ProofFormat, systems: ExportSystems) -> str:
    """Every proof of the merchant in another format; amounts are in minor units, in the ledger in decimals."""
    return export_proofs(merchant_id, date.min, date.max, form, proofs=systems.proofs, connections=systems.connections)


def _facts(merchant_id: BooksId, systems: ExportSystems) -> Iterator[tuple[str, Any]]:
    yield "connection", systems.connections.connection(merchant_id)
    yield "profile", systems.connections.profile(merchant_id)
    yield "mapping", systems.connections.mapping_on(merchant_id, date.max)
    yield "mails", systems.notify_store.preference(merchant_id)
    accountants = systems.accountants.accountants(merchant_id)
    yield "accountants", accountants if accountants.version else None
    balances = systems.balances.typed(merchant_id)
    yield "balances", balances if balances.amounts else None
    for record in systems.sync_log.history(merchant_id):
        yield "day", record
    for proof in systems.proofs.between(merchant_id, date.min, date.max):
        yield "proof", proof
    older = ""
    while True:
        page = systems.audit.page(merchant_id, _AUDIT_PAGE, older)
        yield from (("audit", deed) for deed in page.records)
        if not page.older:
            return
        older = page.older


def _plain(value: Any) -> Any:
    """A value of the domain as JSON values; fields that no `repr` shows are secrets, and stay out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.repr}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    return value
