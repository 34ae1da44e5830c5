"""Reads what left the clearing accounts: metered reads, counted before they are made and capped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from daybook.application.clearing.metered_reads import give_back_reads, reserve_reads
from daybook.application.clearing.show_clearing import groups_between
from daybook.application.company.lists import ListSystems, known_lists
from daybook.application.ports.clearing import ClearingSystems
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile

PERIOD = timedelta(days=62)


class LookSystems(ClearingSystems, ListSystems, Protocol):
    """What a look needs: records, lists, and the company's movements."""


def look(connection: Connection, profile: MerchantProfile, systems: LookSystems) -> None:
    """Read the last 62 days and keep them.

    Raises:
        AskDifferentlyError: it is off, there is nothing to follow, or the reads of this month are used up.
        BooksUnreadableError: QuickBooks' answer cannot be used.
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    now, merchant_id = systems.clock.now(), connection.merchant_id
    last = now.astimezone(ZoneInfo(profile.active_locations[0].calendar.history[-1].zone)).date()
    first = last - PERIOD
    if not systems.clearing.record(merchant_id).is_on:
        raise AskDifferentlyError("the clearing page is off: turn it on before QuickBooks is read")
    accounts, chart = _accounts(connection, first, last, systems)
    reserve_reads(merchant_id, now, systems.clearing)
    reading = systems.movements_of(connection).between(first, last, accounts, chart)
    give_back_reads(merchant_id, now, reading.reads, systems.clearing)
    kept = systems.clearing.record(merchant_id)
    systems.clearing.save_record(merchant_id, replace(kept, reading=reading, read_at=now))


def _accounts(
    connection: Connection, first: date, last: date, systems: LookSystems
) -> tuple[tuple[Account, ...], tuple[Account, ...]]:
    """The accounts to read: clearing, Undeposited Funds, banks; and the whole chart."""
    clearing = {account for group in groups_between(connection, first, last, systems)[1] for account in group.accounts}
    chart = known_lists(connection, systems).chart.accounts
    wanted = tuple(
        account
        for account in chart
        if account.id in clearing
        or (account.active and (account.type == AccountType.BANK or account.sub_type == "UndepositedFunds"))
    )
    if not clearing & {account.id for account in wanted}:
        raise AskDifferentlyError("no payment is on a clearing account yet: there is nothing to follow")
    return wanted, chart
