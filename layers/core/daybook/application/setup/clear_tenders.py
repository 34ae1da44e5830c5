"""Switches tenders to clearing accounts, for companies in which no item may point at a bank account.

It creates the accounts, maps the tenders to them, and queues the days that were held for this.
"""

from dataclasses import dataclass, replace

from daybook.application.days.settle_holds import plan_held_again
from daybook.application.mapping.accounts.create_accounts import check_room
from daybook.application.mapping.map_roles import map_roles, with_roles
from daybook.application.mapping.mapping_versions import MappingSystems, mapping_in_force
from daybook.application.ports import Ledger
from daybook.application.posting.reading.read_day import usable_connection
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.tender_clearing import clearing_accounts
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId


@dataclass(frozen=True, slots=True)
class Cleared:
    """The changed connection, and the clearing accounts that tenders were mapped to."""

    connection: Connection
    accounts: tuple[Account, ...] = ()


def clear_tenders(merchant_id: BooksId, *, wanted: bool, systems: MappingSystems) -> Cleared:
    """Map the tenders to clearing accounts, or allow bank accounts for them again.

    Posted days do not change. Days held for an unusable account are queued again. When the merchant switches back, no
    role is mapped: the merchant chooses the bank account of each tender.

    Raises:
        AccountLimitError: the plan does not keep that many accounts; nothing was changed.
        NeedsAttentionError: the merchant is not connected or has no mapping, or QuickBooks refused an account.
        RetriableError: QuickBooks did not answer; the same request may be repeated.
    """
    connection = usable_connection(merchant_id, systems.connections)
    now = systems.clock.now()
    if not wanted:
        return Cleared(_remembered(connection, systems, wanted=False))
    base = mapping_in_force(merchant_id, now, systems.connections)
    assignments = _made(base, connection, systems.ledger_of(connection))
    # Save this first: it prevents a mapping back to a bank account, and a repeated request completes an interrupted
    # one.
    connection = _remembered(connection, systems, wanted=True)
    if assignments:
        map_roles(merchant_id, assignments, systems)
    plan_held_again(merchant_id, [HoldReason.ACCOUNT_UNUSABLE], systems.sync_log, systems.queue, now)
    return Cleared(connection, tuple(assignments.values()))


def with_clearing(
    base: AccountMapping, connection: Connection, ledger: Ledger
) -> tuple[AccountMapping, tuple[Account, ...]]:
    """A new mapping with clearing accounts, if the merchant uses them, and these accounts.

    Raises:
        AccountLimitError, NeedsAttentionError, RetriableError: as `clear_tenders`.
    """
    assignments = _made(base, connection, ledger) if connection.clears_tenders else {}
    return with_roles(base, assignments), tuple(assignments.values())


def _made(base: AccountMapping, connection: Connection, ledger: Ledger) -> dict[str, Account]:
    """Find by name or create a clearing account for every role on a bank account: one metered read for the chart."""
    chart = ledger.chart_of_accounts()
    missing = clearing_accounts(base, chart, connection.language)
    if not missing:
        return {}
    check_room(connection, chart, tuple(missing.values()))
    return dict(zip(missing, ledger.create_accounts(tuple(missing.values())), strict=True))


def _remembered(connection: Connection, systems: MappingSystems, *, wanted: bool) -> Connection:
    changed = replace(connection, clears_tenders=wanted)
    if changed != connection:
        systems.connections.save_connection(changed)
    return changed
