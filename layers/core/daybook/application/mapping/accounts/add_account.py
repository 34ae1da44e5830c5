"""Adds a new account for a merchant: checks name, parent and number, then creates the account in QuickBooks at once."""

from dataclasses import dataclass
from enum import StrEnum

from daybook.application.company.lists import ListSystems, company_lists
from daybook.application.mapping.accounts.create_accounts import create_accounts
from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.company.connection import Connection
from daybook.domain.outside_text import cleaned

MAX_NAME_LENGTH = 100
MAX_NUMBER_LENGTH = 20
_NOT_IN_NAMES = frozenset(':"')


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """What a merchant asks for; without `parent_id` a top account, without `number` an account that has none."""

    name: str
    type: AccountType
    sub_type: str
    parent_id: str = ""
    number: str = ""


class AccountField(StrEnum):
    """The fields of the form that can be wrong."""

    NAME = "name"
    PARENT = "parent"
    NUMBER = "number"


class AccountProblem(StrEnum):
    """The rule that a request breaks (docs/quickbooks.md 4.3)."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTER = "forbidden_character"
    TAKEN = "taken"
    PARENT_GONE = "parent_gone"
    PARENT_OF_OTHER_TYPE = "parent_of_other_type"
    NO_NUMBERS = "no_numbers"
    NUMBER_TOO_LONG = "number_too_long"
    NUMBER_WITH_COLON = "number_with_colon"
    NUMBER_TAKEN = "number_taken"
    OTHER_NUMBER = "other_number"

    @property
    def field(self) -> AccountField:
        """The field where the problem lies."""
        if self in {AccountProblem.PARENT_GONE, AccountProblem.PARENT_OF_OTHER_TYPE}:
            return AccountField.PARENT
        return AccountField.NUMBER if "number" in self else AccountField.NAME


class NewAccountRefusedError(ValueError):
    """The account cannot be created as asked; `problem` says why, `holder` names the account that is in the way."""

    def __init__(self, problem: AccountProblem, value: str, holder: Account | None = None) -> None:
        taken_by = f", see {holder.label!r}" if holder else ""
        super().__init__(f"account {problem.field} {value!r}: {problem}{taken_by}")
        self.problem = problem
        self.holder = holder


def add_account(connection: Connection, asked: AccountRequest, systems: ListSystems) -> Account:
    """Create an account in QuickBooks; the same form sent twice gives the same account.

    Raises:
        NewAccountRefusedError: QuickBooks would refuse name, parent or number, or another account has one of them.
        AccountLimitError: the plan keeps no more accounts.
        NeedsAttentionError: QuickBooks refused it.
        RetriableError: QuickBooks did not answer; the merchant may send the form again.
    """
    chart = company_lists(connection, systems).chart
    name, number = _tidy(asked.name), _tidy(asked.number)
    _check_name(name)
    parent = _parent(asked, chart)
    new = NewAccount(name, asked.type, asked.sub_type, "", parent, number)
    existing = chart.by_path(new.path)
    if existing is not None and existing.type != asked.type:
        raise NewAccountRefusedError(AccountProblem.TAKEN, name, existing)
    if number:
        _check_number(number, existing, chart, uses_numbers=connection.company.uses_account_numbers)
    if existing is not None:
        return existing
    (account,) = create_accounts(connection, (new,), systems)
    return account


def possible_parents(chart: ChartOfAccounts, types: frozenset[AccountType], currency: str) -> tuple[Account, ...]:
    """The accounts of some types that may get a sub-account, by path; those in a foreign currency are left out."""
    return tuple(
        sorted(
            (
                account
                for account in chart.accounts
                if account.type in types and account.may_have_sub_accounts and account.currency in {"", currency}
            ),
            key=lambda account: account.path.casefold(),
        )
    )


def _tidy(text: str) -> str:
    return " ".join(cleaned(text).split())


def _check_name(name: str) -> None:
    if not name:
        raise NewAccountRefusedError(AccountProblem.EMPTY, name)
    if len(name) > MAX_NAME_LENGTH:
        raise NewAccountRefusedError(AccountProblem.TOO_LONG, name)
    if _NOT_IN_NAMES & set(name):
        raise NewAccountRefusedError(AccountProblem.FORBIDDEN_CHARACTER, name)


def _parent(asked: AccountRequest, chart: ChartOfAccounts) -> Account | None:
    if not asked.parent_id:
        return None
    parent = chart.by_id(asked.parent_id)
    if parent is None or not parent.may_have_sub_accounts:
        raise NewAccountRefusedError(AccountProblem.PARENT_GONE, asked.parent_id)
    if parent.type != asked.type:
        raise NewAccountRefusedError(AccountProblem.PARENT_OF_OTHER_TYPE, asked.parent_id, parent)
    return parent


def _check_number(number: str, existing: Account | None, chart: ChartOfAccounts, *, uses_numbers: bool) -> None:
    """Check that a new account can have the number, and that an existing one of this name has no other."""
    if not uses_numbers:
        raise NewAccountRefusedError(AccountProblem.NO_NUMBERS, number)
    if len(number) > MAX_NUMBER_LENGTH:
        raise NewAccountRefusedError(AccountProblem.NUMBER_TOO_LONG, number)
    if ":" in number:
        raise NewAccountRefusedError(AccountProblem.NUMBER_WITH_COLON, number)
    holder = chart.by_number(number)
    if existing is not None and existing.number != number:
        raise NewAccountRefusedError(AccountProblem.OTHER_NUMBER, number, existing)
    if holder is not None and holder != existing:
        raise NewAccountRefusedError(AccountProblem.NUMBER_TAKEN, number, holder)
