"""What a proposed mapping is made of: an account per role, how sure we are, and why.

A proposal is never applied by itself. The merchant sees it with its reason, and confirms or changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from daybook.domain.accounts import Account, NewAccount
from daybook.domain.proposals.evidence import Confidence, Reason
from daybook.domain.proposals.taxes import TaxCodeProposal


@dataclass(frozen=True, slots=True)
class Proposal:
    """The account proposed for a role's text form: one the company has, or one that is ready to be created.

    `alternatives` are the existing accounts that fit equally well, when choosing between them would be a guess.
    `tax_code` is there for taxes if the company's codes are known: the code that could take the place of the account.
    """

    role: str
    account: Account | NewAccount
    confidence: Confidence
    reason: Reason
    alternatives: tuple[Account, ...] = ()
    tax_code: TaxCodeProposal | None = None

    @property
    def existing(self) -> bool:
        """Whether the company has the account already."""
        return isinstance(self.account, Account)

    @property
    def preselected(self) -> bool:
        """Whether the merchant only has to agree."""
        return self.confidence > Confidence.POSSIBLE


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a mapping the merchant does not have to think about."""

    roles: int
    existing: int
    preselected: int

    @property
    def existing_share(self) -> Fraction:
        """The share of roles selected beforehand on an account the company has. Nothing to map counts as all."""
        return Fraction(self.existing, self.roles) if self.roles else Fraction(1)

    @property
    def preselected_share(self) -> Fraction:
        """The share of roles selected beforehand, on an existing account or on one that is ready to be created."""
        return Fraction(self.preselected, self.roles) if self.roles else Fraction(1)


def coverage(proposals: Iterable[Proposal]) -> Coverage:
    """Count what is selected beforehand. A tie or a mere suggestion counts as not mapped."""
    every = tuple(proposals)
    preselected = [proposal for proposal in every if proposal.preselected]
    return Coverage(len(every), sum(proposal.existing for proposal in preselected), len(preselected))
