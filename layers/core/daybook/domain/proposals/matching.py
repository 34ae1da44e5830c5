"""Finds accounts by name or sub-type for the roles that every merchant has."""

from daybook.domain.chart.accounts import Account
from daybook.domain.chart.name_words import words_of
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.vocabulary import NOT_BY_SUB_TYPE, VOCABULARIES, Vocabulary

# Stages of evidence, best first; the first number of a match's rank.
OURS, BY_NAME, BY_WORDS, BY_SUB_TYPE, SHARED = range(5)

# Sub-types that exist for one purpose only (docs/quickbooks.md 4.3).
_REDUCTIONS = "DiscountsRefundsGiven"
_TELLING_SUB_TYPES: dict[str, frozenset[str]] = {
    RoleKind.DISCOUNT: frozenset({_REDUCTIONS}),
    RoleKind.TIP: frozenset({"Gratuity", "UndistributedTips"}),
}
_SHARE_DISCOUNTS = frozenset({RoleKind.COMP, RoleKind.LOYALTY})


def match_role(role: Role, account: Account) -> Match | None:
    """Match a role that has its own words, such as tips; `None` if the account is for something else."""
    text = str(role)
    return (
        _by_words(account, text)
        or by_sub_type(account, _TELLING_SUB_TYPES.get(text, frozenset()))
        or (_with_discounts(account) if role.kind in _SHARE_DISCOUNTS else None)
    )


def match_words(account: Account, vocabulary: Vocabulary) -> Match | None:
    """Match the words of an account's name; a name with other uses in it gives less confidence."""
    words = words_of(account.name)
    if not vocabulary.explains(words):
        return None
    other_uses, rest = vocabulary.surplus(words)
    confidence = Confidence.LIKELY if other_uses else Confidence.SURE
    return Match(account, confidence, Reason(ReasonCode.WORD_MATCH, (account.label,)), (BY_WORDS, other_uses, rest))


def by_sub_type(account: Account, telling: frozenset[str]) -> Match | None:
    """Match a sub-type that has one purpose, unless the account's name has another purpose."""
    if account.sub_type not in telling or words_of(account.name) & NOT_BY_SUB_TYPE:
        return None
    return Match(account, Confidence.LIKELY, Reason(ReasonCode.SUB_TYPE, (account.sub_type,)), (BY_SUB_TYPE,))


def _by_words(account: Account, role_text: str) -> Match | None:
    vocabulary = VOCABULARIES.get(role_text)
    if vocabulary is None or (role_text == RoleKind.DISCOUNT and _may_be_sales_at_a_discount(account)):
        return None
    return match_words(account, vocabulary)


def _may_be_sales_at_a_discount(account: Account) -> bool:
    """Whether "Sales discounts" may be "Discount sales": both have the same set of words, so the sub-type decides."""
    return "sale" in words_of(account.name) and account.sub_type != _REDUCTIONS


def _with_discounts(account: Account) -> Match | None:
    """Comps and loyalty rewards reduce the price as a discount does (docs/talech.md 1)."""
    found = _by_words(account, RoleKind.DISCOUNT)
    reason = Reason(ReasonCode.SHARES_DISCOUNTS, (account.label,))
    return found and Match(account, Confidence.LIKELY, reason, (SHARED, *found.rank))
