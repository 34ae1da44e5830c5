"""What a proposed mapping is made of: an account per role, how sure we are, and why.

A proposal is never applied by itself. The merchant sees it with its reason, and confirms or changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from daybook.domain.accounts import Account, NewAccount


class Confidence(IntEnum):
    """How sure a proposal is. `POSSIBLE` is shown as a suggestion, the other two are selected beforehand."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


class ReasonCode(StrEnum):
    """Why an account or a tax code is proposed. Stable: pages, records and tests name it."""

    CREATED_BY_DAYBOOK = "created_by_daybook"
    SAME_NAME = "same_name"
    WORD_MATCH = "word_match"
    SUB_TYPE = "sub_type"
    BROADER_CATEGORY = "broader_category"
    GENERAL_SALES = "general_sales"
    SHARES_DISCOUNTS = "shares_discounts"
    SHARES_CARDS = "shares_cards"
    ONLY_ACCOUNT_OF_TYPE = "only_account_of_type"
    NOTHING_SUITABLE = "nothing_suitable"
    SEVERAL_SUITABLE = "several_suitable"
    SAME_RATES = "same_rates"
    SAME_TOTAL = "same_total"
    RATE_NAMES_DIFFER = "rate_names_differ"


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code with the names it speaks of; `reason_text` says it in the merchant's language."""

    code: ReasonCode
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An account that could receive a role. A smaller `rank` fits better; equal ranks are a tie."""

    account: Account
    confidence: Confidence
    reason: Reason
    rank: tuple[int, ...]


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
