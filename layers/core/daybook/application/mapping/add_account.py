"""Adds a new account for a merchant: checks the name, then creates the account in QuickBooks at once."""

from enum import StrEnum

from daybook.application.company.lists import ListSystems, company_lists
from daybook.application.mapping.create_accounts import create_accounts
from daybook.domain.chart.accounts import Account, AccountType, NewAccount
from daybook.domain.company.connection import Connection
from daybook.domain.outside_text import cleaned

MAX_NAME_LENGTH = 100
_NOT_IN_NAMES = frozenset(':"')


class AccountField(StrEnum):
    """The fields of the form."""

    NAME = "name"
    TYPE = "type"
    SUB_TYPE = "sub_type"


class NameProblem(StrEnum):
    """The rule that a name breaks (docs/quickbooks.md 4.3)."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTER = "forbidden_character"
    TAKEN = "taken"


class NameRefusedError(ValueError):
    """The name cannot be used; `problem` says why."""

    def __init__(self, problem: NameProblem, name: str) -> None:
        super().__init__(f"account name {name!r}: {problem}")
        self.problem = problem


def add_account(
    connection: Connection, name: str, account_type: AccountType, sub_type: str, systems: ListSystems
) -> Account:
    """Create an account in QuickBooks; the same form sent twice gives the same account.

    Raises:
        NameRefusedError: the name is empty, too long, holds a colon or quote, or another kind of account has it.
        AccountLimitError: the plan keeps no more accounts.
        NeedsAttentionError: QuickBooks refused it.
        RetriableError: QuickBooks did not answer; the merchant may send the form again.
    """
    wanted = " ".join(cleaned(name).split())
    _check_name(wanted)
    taken = company_lists(connection, systems).chart.by_name(wanted)
    if taken is not None:
        if taken.type == account_type:
            return taken
        raise NameRefusedError(NameProblem.TAKEN, wanted)
    new = NewAccount(wanted, account_type, sub_type, "")
    (account,) = create_accounts(connection, (new,), systems)
    return account


def _check_name(name: str) -> None:
    if not name:
        raise NameRefusedError(NameProblem.EMPTY, name)
    if len(name) > MAX_NAME_LENGTH:
        raise NameRefusedError(NameProblem.TOO_LONG, name)
    if _NOT_IN_NAMES & set(name):
        raise NameRefusedError(NameProblem.FORBIDDEN_CHARACTER, name)
