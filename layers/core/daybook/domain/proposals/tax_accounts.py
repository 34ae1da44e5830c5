"""Finds the liability account of a tax, by the name of the tax, of its family, or of sales tax in general.

GST and HST go to one agency, so an account for either may take both; an account for sales tax in general takes every
percentage tax of a shop in the United States, and elsewhere the tax of a shop that has only one.
"""

from daybook.domain.chart.accounts import Account
from daybook.domain.chart.name_words import words_of
from daybook.domain.merchant.profile import MerchantProfile, Tax
from daybook.domain.proposals.evidence import Confidence, Match, Reason, ReasonCode
from daybook.domain.proposals.matching import BY_NAME, BY_WORDS, SHARED

_BESIDE = words_of("POS talech account tax sales payable collected owed due liability")
_TAX = words_of("tax")
_FAMILIES = words_of("GST HST QST PST RST VAT")
_ONE_AGENCY = words_of("GST HST")
_GENERAL = words_of("sales tax")


def match_tax(tax: Tax, profile: MerchantProfile, account: Account) -> Match | None:
    """Match the account of a tax; an account whose name has other words than the tax and its fillers does not match."""
    words = words_of(account.name)
    own, named = words_of(tax.name) - _BESIDE, words - _BESIDE
    family = families_of(tax.name)
    if own and own == named and (family or words & _TAX):
        return Match(account, Confidence.SURE, Reason(ReasonCode.SAME_NAME, (tax.name, account.label)), (BY_NAME,))
    reason = Reason(ReasonCode.WORD_MATCH, (account.label,))
    if named & family and named <= family | (_ONE_AGENCY if family & _ONE_AGENCY else family):
        return Match(account, Confidence.SURE, reason, (BY_WORDS, len(named)))
    if not named and words >= _GENERAL and tax.rate is not None and _one_account_serves(profile):
        return Match(account, Confidence.LIKELY, reason, (SHARED, len(words)))
    return None


def families_of(name: str) -> frozenset[str]:
    """The tax families in a name, the same for both languages: TPS is GST."""
    return words_of(name) & _FAMILIES


def _one_account_serves(profile: MerchantProfile) -> bool:
    return profile.country == "US" or len(profile.taxes) == 1
