"""The lists a merchant chooses from: read once, remembered, read anew on request (design 6)."""

from collections.abc import Iterable
from dataclasses import replace

from daybook.application.portal_ports import PortalPorts
from daybook.domain.accounts import Account, ChartOfAccounts
from daybook.domain.company_lists import CompanyLists
from daybook.domain.connection import Connection


def company_lists(connection: Connection, ports: PortalPorts) -> CompanyLists:
    """The lists as they are remembered; read from QuickBooks if there are none yet.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    known = ports.setups.lists(connection.merchant_id)
    is_theirs = known is not None and known.realm_id == connection.company.realm_id
    return known if known is not None and is_theirs else refresh_lists(connection, ports)


def refresh_lists(connection: Connection, ports: PortalPorts) -> CompanyLists:
    """Read them anew: one metered read per list, two for the company.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer; what was remembered stays.
    """
    ledger, tracking = ports.ledger_of(connection), ports.tracking_of(connection)
    company = ledger.company()
    lists = CompanyLists(
        chart=ledger.chart_of_accounts(),
        classes=tracking.classes() if company.tracks_classes else (),
        departments=tracking.departments() if company.tracks_locations else (),
        read_at=ports.clock.now(),
        realm_id=connection.company.realm_id,
    )
    ports.connections.save_connection(connection.with_company(company))
    ports.setups.save_lists(connection.merchant_id, lists)
    return lists


def remember_accounts(merchant_id: str, accounts: Iterable[Account], ports: PortalPorts) -> None:
    """Add accounts that were just made to the remembered chart."""
    known = ports.setups.lists(merchant_id)
    if known is not None:
        new = [account for account in accounts if known.chart.by_id(account.id) is None]
        chart = ChartOfAccounts((*known.chart.accounts, *new))
        ports.setups.save_lists(merchant_id, replace(known, chart=chart))
