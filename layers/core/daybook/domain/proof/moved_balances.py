"""What QuickBooks moves between accounts without any document of ours changing (docs/quickbooks.md 13.11).

An account that is made inactive gives its balance away, one that is merged its lines; an item that is pointed at
another account may take along what earlier days sold with it. The proofs of those days then say what the books no
longer hold.
"""

from dataclasses import dataclass
from datetime import datetime

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proof.day_proof import Proof

# The balances of the other accounts stay where they are when they are made inactive.
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
    """An account whose balance went elsewhere, first seen at an instant.

    `item_id` is the item that was pointed at another account, `now_at`; without one, the account itself is inactive or
    gone. `took_history` is whether days of before are concerned: an item may also move for what is sold from then on.
    """

    account_id: str
    at: datetime
    item_id: str = ""
    now_at: str = ""
    took_history: bool = True

    def belies(self, proof: Proof) -> bool:
        """Whether the books no longer hold what a proof says."""
        if not self.took_history:
            return False
        if self.item_id:
            return is_sold_with_item_of(self.account_id, proof)
        return any(line.account_id == self.account_id for line in proof.lines)


def is_sold_with_item_of(account_id: str, proof: Proof) -> bool:
    """Whether a day lies in a sales form with a line of the item that was made for an account.

    A journal entry names accounts alone, and so do the payments of an invoice.
    """
    kinds = {document.kind for document in proof.documents} - {DocumentKind.JOURNAL_ENTRY}
    pays_apart = DocumentKind.INVOICE in kinds
    lines = (line for line in proof.lines if not (line.is_payment and pays_apart))
    return bool(kinds) and any(line.account_id == account_id for line in lines)


def emptied(before: ChartOfAccounts, now: ChartOfAccounts) -> frozenset[str]:
    """Accounts that were in use when the chart was read before, and have given their balance or lines away since."""
    return frozenset(account.id for account in before.accounts if account.active and _is_emptied(account, now))


def is_back(account_id: str, chart: ChartOfAccounts) -> bool:
    """Whether an account that was emptied is in use again."""
    found = chart.by_id(account_id)
    return found is not None and found.active


def _is_emptied(account: Account, chart: ChartOfAccounts) -> bool:
    found = chart.by_id(account.id)
    if found is None:
        return True
    return not found.active and account.type in _GIVES_ITS_BALANCE_AWAY
