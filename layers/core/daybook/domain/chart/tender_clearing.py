"""Clearing accounts that replace bank accounts where QuickBooks lets no item point at a bank account.

A line of a sales form names an item. Intuit does not document whether an item may point at a bank account
(docs/quickbooks.md 13.15). So each tender can have its own clearing account, an Other Current Asset. The merchant moves
the money from it to the bank account when it arrives there.
"""

from collections.abc import Mapping

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.default_names import account_description, account_name
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.tender_words import card_word, tender_word
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.words import say

CLEARED = frozenset({RoleKind.TENDER, RoleKind.CASH_DROP})
"""The roles that a merchant may map to a bank account."""
_SUB_TYPE = "OtherCurrentAssets"
_ANY_OTHER = "OTHER"


def clearing_accounts(mapping: AccountMapping, chart: ChartOfAccounts, language: str) -> Mapping[str, NewAccount]:
    """An account to create for every role that is mapped to a bank account, by the role's text form."""
    banks = {account.id for account in chart.accounts if account.type == AccountType.BANK}
    on_banks = sorted(role for role, account in mapping.accounts.items() if account in banks)
    text = account_description(language)
    return {
        role: NewAccount(
            account_name("clearing", language, _word(role_from_text(role), mapping, language)),
            AccountType.OTHER_CURRENT_ASSET,
            _SUB_TYPE,
            text,
        )
        for role in on_banks
    }


def may_clear(account: Account) -> bool:
    """Whether both items and payments can use the account of a tender."""
    return account.type == AccountType.OTHER_CURRENT_ASSET and account.sub_type == _SUB_TYPE


def _word(role: Role, mapping: AccountMapping, language: str) -> str:
    """The tender's name; tenders with the same name get numbers when their accounts are created."""
    if role.kind is RoleKind.CASH_DROP:
        return say("Safe", language)
    if role.detail:
        return card_word(role.detail, language)
    if not role.key:
        return tender_word(_ANY_OTHER, language)
    return tender_word(role.key, language, mapping.label_for(Role(RoleKind.TENDER, role.key)))
