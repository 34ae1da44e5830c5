"""Balances that QuickBooks moves between accounts without a change of our documents (docs/quickbooks.md 13.11).

If a person makes an account inactive, QuickBooks moves its balance; if a person merges it, QuickBooks moves its lines.
If a person points an item at another account, QuickBooks may move earlier sales with it. The proofs of those days then
no longer agree with the books.
"""

from dataclasses import dataclass
from datetime import datetime

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.day_proof import Proof

# Other types keep their balance when a person makes them inactive.
_GIVES_ITS_BALANCE_AWAY = frozenset(
    {
        AccountType.BANK,
        AccountType.ACCOUNTS_RECEIVABLE,
        AccountType.OTHER_CURRENT_ASSET,
        AccountType.FIXED_ASSET,
        AccountType.OTHER_ASSET,
        AccountType.ACCOUNTS_PAYABLE,
        AccountType.CREDIT_CARD,
        AccountType.OTHER_CURRENT_LIABILITY,
        AccountType.LONG_TERM_LIABILITY,
        AccountType.EQUITY,
    }
)


@dataclass(frozen=True, slots=True)
class MovedBalance:
    """An account whose balance QuickBooks moved, and when Daybook first saw it.

    `item_id` is an item that now points at the account `now_at`; without an item, the account itself is inactive or
    gone. `took_history` is whether QuickBooks also moved earlier sales of the item, not only later ones.
    """

    account_id: str
    at: datetime
    item_id: str = ""
    now_at: str = ""
    took_history: bool = True

    def belies(self, proof: Proof) -> bool:
        """Whether the books no longer agree with a proof."""
        if not self.took_history:
            return False
        if self.item_id:
            return is_sold_with_item_of(self.account_id, proof)
        return any(line.account_id == self.account_id for line in proof.lines)


def is_sold_with_item_of(account_id: str, proof: Proof) -> bool:
    """Whether a day's sales form has a line with the item that Daybook created for an account.

    A journal entry and the payments of an invoice name only accounts, no items.
    """
    kinds = {document.kind for document in proof.documents} - {DocumentKind.JOURNAL_ENTRY}
    pays_apart = DocumentKind.INVOICE in kinds
    lines = (line for line in proof.lines if not (line.is_payment and pays_apart))
    return bool(kinds) and any(line.account_id == account_id for line in lines)


def emptied(before: ChartOfAccounts, now: ChartOfAccounts) -> frozenset[str]:
    """Accounts that were active in the previous chart and have lost their balance or lines since."""
    return frozenset(account.id for account in before.accounts if account.active and _is_emptied(account, now))


def is_back(account_id: str, chart: ChartOfAccounts) -> bool:
    """Whether an emptied account is active again."""
    found = chart.by_id(account_id)
    return found is not None and found.active


def _is_emptied(account: Account, chart: ChartOfAccounts) -> bool:
    found = chart.by_id(account.id)
    if found is None:
        return True
    return not found.active and account.type in _GIVES_ITS_BALANCE_AWAY
