"""The company's lists for pages: read once, stored, and read again on request (docs/architecture.md 5)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from daybook.application.company.changes import changes_of, update_changes
from daybook.application.company.moved_balances import look_at_items, with_emptied_accounts
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasLedger,
    HasProofs,
    HasSetups,
    HasTracking,
    HasWatch,
)
from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.company.changes import LISTED, ChangedEntry, CompanyChanges, CompanyEntity
from daybook.domain.company.connection import Connection
from daybook.domain.company.lists import CompanyLists
from daybook.domain.errors import DaybookError
from daybook.domain.merchant.books import BooksId
from daybook.domain.proposals.taxes import TaxCodeCandidate


class ListSystems(HasClock, HasConnections, HasLedger, HasProofs, HasSetups, HasTracking, HasWatch, Protocol):
    """The systems that reading a company's lists needs."""


def company_lists(connection: Connection, systems: ListSystems) -> CompanyLists:
    """The stored lists; read from QuickBooks if there are none yet, or if a person changed them there.

    If QuickBooks cannot be read now, the stored lists are returned although they are out of date.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    known = _remembered(connection, systems)
    if known is None:
        return refresh_lists(connection, systems)
    changes = changes_of(connection.merchant_id, connection.company.realm_id, systems.watch)
    try:
        if changes.changed(LISTED):
            return refresh_lists(connection, systems)
        look_at_items(connection, systems)
    except DaybookError:
        return known
    return known


def known_lists(connection: Connection, systems: ListSystems) -> CompanyLists:
    """The stored lists, even if they changed since a page showed them; read from QuickBooks if there are none yet.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    return _remembered(connection, systems) or refresh_lists(connection, systems)


def company_tax_codes(connection: Connection, systems: ListSystems) -> tuple[TaxCodeCandidate, ...]:
    """The stored tax codes; if there are none yet, two metered reads of QuickBooks.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    lists = company_lists(connection, systems)
    if lists.tax_codes is not None:
        return lists.tax_codes
    codes = systems.ledger_of(connection).tax_codes()
    systems.setups.save_lists(connection.merchant_id, replace(lists, tax_codes=codes))
    return codes


def refresh_lists(connection: Connection, systems: ListSystems) -> CompanyLists:
    """Read the lists again: one metered read per list, two for the company; tax codes only if they were needed before.

    Items are read only if a person changed one that Daybook uses.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer; the stored lists stay.
    """
    ledger, tracking, asked_at = systems.ledger_of(connection), systems.tracking_of(connection), systems.clock.now()
    company = ledger.company()
    known = _remembered(connection, systems)
    lists = CompanyLists(
        chart=ledger.chart_of_accounts(),
        classes=tracking.classes() if company.tracks_classes else (),
        departments=tracking.departments() if company.tracks_locations else (),
        # A change made during the reading may be missing in the lists, so it stays to be read again.
        read_at=asked_at,
        realm_id=connection.company.realm_id,
        tax_codes=ledger.tax_codes() if known is not None and known.tax_codes is not None else None,
    )
    systems.connections.save_connection(connection.with_company(company))
    systems.setups.save_lists(connection.merchant_id, lists)
    update_changes(
        connection.merchant_id,
        lists.realm_id,
        systems.watch,
        lambda before: _after_reading(before, known, lists),
    )
    look_at_items(connection, systems)
    return lists


def remember_accounts(merchant_id: BooksId, accounts: Iterable[Account], systems: ListSystems) -> None:
    """Add newly created accounts to the stored chart; one that is known is replaced by what it is now."""
    known = systems.setups.lists(merchant_id)
    if known is not None:
        new = {account.id: account for account in accounts}
        kept = [new.pop(account.id, account) for account in known.chart.accounts]
        chart = ChartOfAccounts((*kept, *new.values()))
        systems.setups.save_lists(merchant_id, replace(known, chart=chart))


def _remembered(connection: Connection, systems: ListSystems) -> CompanyLists | None:
    """The stored lists of this company, if there are any."""
    known = systems.setups.lists(connection.merchant_id)
    return known if known is not None and known.realm_id == connection.company.realm_id else None


def _after_reading(before: CompanyChanges, known: CompanyLists | None, lists: CompanyLists) -> CompanyChanges:
    """The changes that remain after the reading, with the accounts emptied between two readings."""
    chart_before = lists.chart if known is None else known.chart
    marked = with_emptied_accounts(before, chart_before, lists.chart, lists.read_at)
    return marked.after_reading(lists.read_at, _lost(before.entries, lists))


def _lost(entries: Iterable[ChangedEntry], lists: CompanyLists) -> list[tuple[CompanyEntity, str]]:
    """The changed entries that are gone or inactive now."""
    codes = lists.tax_codes
    there = {
        CompanyEntity.ACCOUNT: {account.id for account in lists.chart.accounts if account.active},
        CompanyEntity.CLASS: {entry.id for entry in lists.classes},
        CompanyEntity.DEPARTMENT: {entry.id for entry in lists.departments},
        **({CompanyEntity.TAX_CODE: {code.id for code in codes if code.active}} if codes is not None else {}),
    }
    changed = ((entry.entity, entry.id) for entry in entries if entry.id)
    return [(entity, entry_id) for entity, entry_id in changed if entity in there and entry_id not in there[entity]]
