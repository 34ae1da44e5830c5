"""Reads or creates again what a person changed in QuickBooks, at the time when a posting needs it.

A notice alone never costs a read (docs/architecture.md 5), because most changes affect no posting.
"""

from datetime import date

from daybook.application.company.changes import changes_of, update_changes
from daybook.application.posting.ports import PostingSystems
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import ReferenceNeeds
from daybook.domain.company.changes import REFERENCED, ChangedEntry, CompanyEntity
from daybook.domain.company.connection import Connection


def refreshed_if_closed(
    connection: Connection, business_date: date, systems: PostingSystems, *, is_asked: bool = False
) -> Connection:
    """The connection; the company is read again if the books seem closed for a date and its settings changed.

    It costs two metered reads, once per change; without them a period that the accountant reopened would stay closed
    for Daybook. The company is also read if a person asks for a day that is held for this (`is_asked`), because a
    notice can be lost.
    """
    closed_through = connection.company.book_close_date
    if closed_through is None or business_date > closed_through:
        return connection
    is_to_be_read = is_asked or _settings_changed(connection, systems)
    return refreshed_company(connection, systems) if is_to_be_read else connection


def refreshed_company(connection: Connection, systems: PostingSystems) -> Connection:
    """Read the company again, store it and return the connection: two metered reads.

    This settles noticed changes of the settings. Lists that depend on the settings are read again when a page needs
    them.
    """
    changed = _settings_changed(connection, systems)
    company = systems.ledger_of(connection).company()
    stored = systems.connections.connection(connection.merchant_id) or connection
    systems.connections.save_connection(stored.with_company(company))
    if changed:
        listed, at = CompanyEntity.CLASS, changed[0].at
        update_changes(
            connection.merchant_id,
            connection.company.realm_id,
            systems.watch,
            lambda known: known.without(changed).with_change(listed, "", at),
        )
    return connection.with_company(company)


def _settings_changed(connection: Connection, systems: PostingSystems) -> tuple[ChangedEntry, ...]:
    known = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch)
    return known.changed(frozenset({CompanyEntity.PREFERENCES}))


def renew_references(connection: Connection, mapping: AccountMapping, systems: PostingSystems) -> bool:
    """Find or create again the items, payment methods and customer that a person changed; True if ids differ now.

    Raises:
        NeedsAttentionError: QuickBooks refused one.
        RetriableError: QuickBooks did not answer.
    """
    merchant_id, realm_id = connection.merchant_id, connection.company.realm_id
    changed = changes_of(merchant_id, realm_id, systems.watch).changed(REFERENCED)
    ids = {(entry.entity, entry.id) for entry in changed}
    known = systems.connections.references(merchant_id)
    items = (account for account, item in known.items.items() if (CompanyEntity.ITEM, item) in ids)
    methods = (name for name, row in known.payment_methods.items() if (CompanyEntity.PAYMENT_METHOD, row) in ids)
    needs = ReferenceNeeds(
        {account: mapping.account_names.get(account, account) for account in sorted(items)},
        frozenset(methods),
        customer=(CompanyEntity.CUSTOMER, known.customer_id) in ids,
    )
    if not needs:
        return False
    renewed = systems.ledger_of(connection).complete_references(needs, known)
    systems.connections.save_references(merchant_id, renewed)
    update_changes(merchant_id, realm_id, systems.watch, lambda before: before.without(changed))
    return renewed != known
