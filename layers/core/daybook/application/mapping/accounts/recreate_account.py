"""Brings an account back that the mapping names and QuickBooks no longer has: active again, or created anew."""

from typing import Protocol

from daybook.application.company.lists import ListSystems, company_lists, remember_accounts
from daybook.application.days.settle_holds import plan_held_again
from daybook.application.mapping.accounts.create_accounts import create_accounts
from daybook.application.mapping.map_roles import map_roles
from daybook.application.mapping.mapping_versions import MappingSystems, mapping_in_force
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import GENERIC_SUB_TYPES, Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason

# QuickBooks appends it to the name of a row that was made inactive.
_WHEN_INACTIVE = " (deleted)"


class RecreateSystems(ListSystems, MappingSystems, Protocol):
    """The systems that bringing an account back needs."""


class AccountUnknownError(AskDifferentlyError):
    """Too little is known of the account to create it anew: another one must be chosen."""


def recreate_account(connection: Connection, account_id: str, systems: RecreateSystems) -> Account:
    """Make an account active again; where QuickBooks does not allow it, create one of the same name, type and parent.

    Every role of the account goes to the new one, for every day, and days held for it are queued again. An account that
    is active already is returned as it is.

    Raises:
        AccountUnknownError: the mapping does not name the account, or QuickBooks' type of it is unknown.
        AccountLimitError: the plan keeps no more accounts.
        AccountRefusedError: the new account cannot take one of the roles.
        NeedsAttentionError: QuickBooks refused it.
        RetriableError: QuickBooks did not answer; the same request may be repeated.
    """
    merchant_id, now = connection.merchant_id, systems.clock.now()
    mapping, chart = mapping_in_force(merchant_id, now, systems.connections), company_lists(connection, systems).chart
    roles = [role for role, mapped in mapping.accounts.items() if mapped == account_id]
    if not roles:
        raise AccountUnknownError("no amount goes to account {account}", account=account_id)
    account = chart.by_id(account_id)
    if account is None or not account.active:
        back = systems.ledger_of(connection).reactivate_account(account_id)
        account = back or _created(account_id, mapping, chart, connection, systems)
    remember_accounts(merchant_id, (account,), systems)
    if account.id != account_id:
        map_roles(merchant_id, dict.fromkeys(roles, account), systems)
    plan_held_again(merchant_id, [HoldReason.ACCOUNT_UNUSABLE], systems.sync_log, systems.queue, now)
    return account


def _created(
    account_id: str, mapping: AccountMapping, chart: ChartOfAccounts, connection: Connection, systems: ListSystems
) -> Account:
    gone = chart.by_id(account_id) or _remembered(account_id, mapping, connection)
    kind = next((kind for kind in AccountType if kind == gone.type), None)
    if kind is None:
        raise AccountUnknownError("the type of account {account} is not known", account=account_id)
    above = gone.path.rpartition(":")[0]
    parent = chart.by_path(above) if above else None
    number = gone.number if connection.company.uses_account_numbers and not chart.by_number(gone.number) else ""
    name, sub_type = gone.name.removesuffix(_WHEN_INACTIVE), gone.sub_type or GENERIC_SUB_TYPES[kind]
    new = NewAccount(name, kind, sub_type, "", parent, number)
    (account,) = create_accounts(connection, (new,), systems)
    return account


def _remembered(account_id: str, mapping: AccountMapping, connection: Connection) -> Account:
    """The account as the mapping remembers it: number, parents and name are one text there, the detail type is gone."""
    path, number = mapping.account_names.get(account_id, ""), ""
    first, _, rest = path.partition(" ")
    if connection.company.uses_account_numbers and first.isdigit() and rest:
        number, path = first, rest
    name = path.rpartition(":")[2]
    return Account(
        account_id,
        name,
        mapping.account_types.get(account_id, "") if name else "",
        "",
        active=False,
        full_name=path if path != name else "",
        number=number,
    )
