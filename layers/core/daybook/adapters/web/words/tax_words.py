"""Taxes, rates and sets of taxes in the merchant's words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import format_percent

from daybook.adapters.web.words.speech import Speech
from daybook.domain.day.tax_sets import tax_ids_of
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.proposals.evidence import Reason, ReasonCode
from daybook.domain.proposals.reasons import reason_text
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxCodeMatch

TAXES_PATH = "/mapping/taxes"
_HUNDRED = 100


def percent_word(percent: str, speech: Speech) -> str:
    """A rate as it is written there: `9.975%`, `9,975 %`. `percent` is decimal text."""
    locale = Locale.parse(speech.tag, sep="-")
    return format_percent(Decimal(percent) / _HUNDRED, locale=locale, decimal_quantization=False)


def tax_set_word(key: str, profile: MerchantProfile, speech: Speech) -> str:
    """The taxes of a set by their names; what talech no longer lists keeps its id."""
    if not key:
        return speech.say("Sales without tax")
    names = {tax.id: tax.name for tax in profile.taxes}
    return " + ".join(names.get(tax_id, tax_id) for tax_id in tax_ids_of(key))


def tax_set_words(keys: Iterable[str], profile: MerchantProfile, speech: Speech) -> str:
    """Several sets in one sentence."""
    return ", ".join(tax_set_word(key, profile, speech) for key in keys)


def code_word(code: TaxCodeCandidate, speech: Speech) -> str:
    """A tax code with the rates that it is made of."""
    rates = ", ".join(f"{rate.name} {percent_word(rate.percent, speech)}" for rate in code.rates)
    return speech.say("{code} ({rates})", code=code.name, rates=rates) if rates else code.name


def reason_words(match: TaxCodeMatch | None, speech: Speech) -> str:
    """Why a code is proposed, its rates written as the merchant writes them; nothing where there is no code."""
    if match is None:
        return ""
    reason = match.reason
    if reason.code in {ReasonCode.SAME_RATES, ReasonCode.RATES_ADD_UP}:
        rates = tuple(f"{rate.name} {percent_word(rate.percent, speech)}" for rate in match.code.rates)
        total = (percent_word(str(match.code.percent), speech),) if reason.code is ReasonCode.RATES_ADD_UP else ()
        reason = Reason(reason.code, (*total, *rates))
    return reason_text(reason, speech.language)


def rate_name(rate_id: str, candidates: Iterable[TaxCodeCandidate]) -> str:
    """A rate by its QuickBooks name; one that is gone keeps its id."""
    names: Mapping[str, str] = {rate.id: rate.name for code in candidates for rate in code.rates}
    return names.get(rate_id, rate_id)
