"""Finds the income account of a product category, or one for all revenue."""

from daybook.domain.chart.accounts import Account
from daybook.domain.chart.name_words import words_of
from daybook.domain.proposals.departments import EVERY_DEPARTMENT, departments_of
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_SUB_TYPE, BY_WORDS, SHARED
from daybook.domain.proposals.suitability import SALES_SUB_TYPES

_SALES = words_of("sales revenue turnover takings")
_BESIDE_A_CATEGORY = _SALES | words_of("POS talech account total")
_GENERAL = _BESIDE_A_CATEGORY | words_of("product goods general net gross store")
_CHIFFRE_D_AFFAIRES = words_of("chiffre d'affaires")
_NOT_SALES = words_of("uncategorized uncategorised classé discount refund return tip tax interest rent other autre")


def match_category(name: str, account: Account) -> Match | None:
    """Match the account named like the category, else its department's, else the general sales account."""
    return _same_name(name, account) or _department(name, account) or match_general_sales(account)


def match_general_sales(account: Account) -> Match | None:
    """Match an account for sales in general; the sub-type for goods fits best."""
    words = words_of(account.name)
    general = words <= _GENERAL and words & _SALES
    if account.sub_type not in SALES_SUB_TYPES or not (general or words == _CHIFFRE_D_AFFAIRES):
        return None
    rank = (SHARED, SALES_SUB_TYPES.index(account.sub_type), len(words))
    return Match(account, Confidence.LIKELY, Reason(ReasonCode.GENERAL_SALES, (account.label,)), rank)


def match_all_revenue(account: Account) -> Match | None:
    """Match the account for all revenue; if the only income account has another name, it is just a suggestion."""
    general = match_general_sales(account)
    if general or words_of(account.name) & _NOT_SALES or account.sub_type == "DiscountsRefundsGiven":
        return general
    reason = Reason(ReasonCode.ONLY_ACCOUNT_OF_TYPE, (account.label,))
    return Match(account, Confidence.POSSIBLE, reason, (SHARED, len(SALES_SUB_TYPES)))


def _same_name(name: str, account: Account) -> Match | None:
    wanted = words_of(name) - _BESIDE_A_CATEGORY
    if not wanted or wanted != words_of(account.name) - _BESIDE_A_CATEGORY:
        return None
    return Match(account, Confidence.SURE, Reason(ReasonCode.SAME_NAME, (name, account.label)), (BY_NAME,))


def _department(name: str, account: Account) -> Match | None:
    covered = words_of(account.name) - _BESIDE_A_CATEGORY
    chain = departments_of(words_of(name) - _BESIDE_A_CATEGORY)
    distance = next((place for place, department in enumerate(chain) if department in covered), None)
    if distance is None or not covered <= EVERY_DEPARTMENT:
        return None
    reason = Reason(ReasonCode.BROADER_CATEGORY, (name, account.label))
    stage = BY_WORDS if len(covered) == 1 else BY_SUB_TYPE
    return Match(account, Confidence.LIKELY, reason, (stage, distance))
