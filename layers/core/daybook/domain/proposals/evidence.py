"""The confidence of a proposal and its reason.

A reason is a code with names, so that pages can show it in the merchant's language and tests can compare it.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from daybook.domain.chart.accounts import Account


class Confidence(IntEnum):
    """How sure a proposal is. `POSSIBLE` is shown as a suggestion; the other two are preselected."""

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
    BELOW_GENERAL_SALES = "below_general_sales"
    SHARES_DISCOUNTS = "shares_discounts"
    SHARES_CARDS = "shares_cards"
    ONLY_ACCOUNT_OF_TYPE = "only_account_of_type"
    NOTHING_SUITABLE = "nothing_suitable"
    SEVERAL_SUITABLE = "several_suitable"
    SAME_RATES = "same_rates"
    SAME_TOTAL = "same_total"
    RATES_ADD_UP = "rates_add_up"
    ADDS_NO_TAX = "adds_no_tax"
    RATE_NAMES_DIFFER = "rate_names_differ"


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code with the names in its text; `reason_text` gives the text in the merchant's language."""

    code: ReasonCode
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An account that could receive a role. A smaller `rank` fits better; equal ranks are a tie."""

    account: Account
    confidence: Confidence
    reason: Reason
    rank: tuple[int, ...]
