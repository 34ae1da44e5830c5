"""Finds the clearing account of a tender: cash, cards by type, checks, and other tenders.

The shop's own credit card account called "Visa" must not match card payments. A bank account must have a word for
clearing in its name: "Compte-chèques" is the shop's bank account, not one for checks not yet deposited.
"""

from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.chart.name_words import words_of
from daybook.domain.day.orders import TenderKind
from daybook.domain.merchant.profile import Tender
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_WORDS, SHARED, by_sub_type, match_words
from daybook.domain.proposals.vocabulary import CASH_WORDS, CHECK_WORDS

_WAITING = words_of("clearing receivable transit settlement règlement")
_BESIDE = _WAITING | words_of("POS talech account merchant payment sales deposit pending")
_BRANDS = words_of("Visa Mastercard Amex Discover Diners Interac")
_AMERICAN_EXPRESS = words_of("American Express")
_DEBIT_TENDER = "DCRD"
_DEBIT_CARDS = frozenset({"INTERAC", "DEBIT"})


def match_tender(tender: Tender, card_type: str, account: Account) -> Match | None:
    """Match the clearing account of a tender; `card_type` is empty for a tender that is not a card."""
    if tender.kind == TenderKind.CASH:
        return _cash(account)
    words = words_of(account.name)
    if account.type == AccountType.BANK and not words & _WAITING:
        return None
    if tender.kind == TenderKind.CARD:
        return _card(tender, card_type, account)
    return _named(tender, account) or (match_words(account, CHECK_WORDS) if tender.kind == TenderKind.CHECK else None)


def _cash(account: Account) -> Match | None:
    is_drawer = account.type == AccountType.BANK
    if not is_drawer and not words_of(account.name) & _WAITING:
        return None
    return match_words(account, CASH_WORDS) or by_sub_type(account, frozenset({"CashOnHand"}))


def _named(tender: Tender, account: Account) -> Match | None:
    label = words_of(tender.label) - _BESIDE
    if tender.label == tender.id or not label or label != words_of(account.name) - _BESIDE:
        return None
    return Match(account, Confidence.SURE, Reason(ReasonCode.SAME_NAME, (tender.label, account.label)), (BY_NAME,))


def _card(tender: Tender, card_type: str, account: Account) -> Match | None:
    words = _with_amex(words_of(account.name)) - _BESIDE
    brands, sorts = words & _BRANDS, words & {"credit", "debit"}
    if not (brands or sorts or "card" in words) or words - brands - sorts - {"card"}:
        return None
    if brands:
        return _brand(card_type, brands, account)
    is_debit = tender.id == _DEBIT_TENDER or card_type in _DEBIT_CARDS
    reason = Reason(ReasonCode.WORD_MATCH, (account.label,))
    if ("debit" if is_debit else "credit") in sorts:
        return Match(account, Confidence.SURE, reason, (BY_WORDS, 0, len(sorts)))
    if not sorts:
        return Match(account, Confidence.SURE, reason, (BY_WORDS, 1))
    if not is_debit:
        return None
    return Match(account, Confidence.LIKELY, Reason(ReasonCode.SHARES_CARDS, (account.label,)), (SHARED,))


def _brand(card_type: str, brands: frozenset[str], account: Account) -> Match | None:
    if not _with_amex(words_of(card_type)) & brands:
        return None
    reason = Reason(ReasonCode.SAME_NAME, (card_type, account.label))
    return Match(account, Confidence.SURE, reason, (BY_NAME, len(brands)))


def _with_amex(words: frozenset[str]) -> frozenset[str]:
    return words - _AMERICAN_EXPRESS | {"amex"} if words >= _AMERICAN_EXPRESS else words
