"""One proposal of a mapping: a role, its account, the confidence and the reason.

A proposal is never applied automatically. The merchant sees it with its reason and confirms or changes it.
"""

from dataclasses import dataclass

from daybook.domain.chart.accounts import Account, NewAccount
from daybook.domain.proposals.evidence import Confidence, Reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """The account proposed for a role's text form: an existing account, or one to create.

    `alternatives` are existing accounts that fit equally well, so that a choice would be a guess; for a new sub-account
    it is the account above, which may take the role too.
    """

    role: str
    account: Account | NewAccount
    confidence: Confidence
    reason: Reason
    alternatives: tuple[Account, ...] = ()

    @property
    def existing(self) -> bool:
        """Whether the company already has the account."""
        return isinstance(self.account, Account)

    @property
    def preselected(self) -> bool:
        """Whether the proposal is sure enough to be preselected on a page."""
        return self.confidence > Confidence.POSSIBLE
