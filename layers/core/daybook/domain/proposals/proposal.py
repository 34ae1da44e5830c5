"""What a proposed mapping is made of: an account per role, how sure we are, and why.

A proposal is never applied by itself. The merchant sees it with its reason, and confirms or changes it.
"""

from dataclasses import dataclass

from daybook.domain.chart.accounts import Account, NewAccount
from daybook.domain.proposals.evidence import Confidence, Reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """The account proposed for a role's text form: one the company has, or one that is ready to be created.

    `alternatives` are the existing accounts that fit equally well, when choosing between them would be a guess.
    """

    role: str
    account: Account | NewAccount
    confidence: Confidence
    reason: Reason
    alternatives: tuple[Account, ...] = ()

    @property
    def existing(self) -> bool:
        """Whether the company has the account already."""
        return isinstance(self.account, Account)

    @property
    def preselected(self) -> bool:
        """Whether the merchant only has to agree."""
        return self.confidence > Confidence.POSSIBLE
