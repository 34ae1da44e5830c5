"""The rule of each hold reason: who must act, whether a person may release the day, whether it heals by itself."""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.errors import HoldReason


class Who(StrEnum):
    """Who must act."""

    MERCHANT = "merchant"
    ACCOUNTANT = "accountant"
    DAYBOOK = "daybook"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """`releasable`: a person may have the day posted as it is. `heals`: every close reads the day again."""

    who: Who
    releasable: bool = False
    heals: bool = False


RULES: dict[HoldReason, HoldRule] = {
    HoldReason.NEEDS_RECONNECT: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.NOT_TIED: HoldRule(Who.MERCHANT, releasable=True, heals=True),
    HoldReason.SOURCE_INCONSISTENT: HoldRule(Who.MERCHANT, releasable=True, heals=True),
    HoldReason.ADJUSTMENT_ABOVE_LIMIT: HoldRule(Who.MERCHANT, releasable=True, heals=True),
    HoldReason.CLOSED_PERIOD: HoldRule(Who.ACCOUNTANT, releasable=True, heals=True),
    HoldReason.ACCOUNT_UNUSABLE: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.PLAN_BELOW_STANDARD: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.DEMO_MERCHANT: HoldRule(Who.NOBODY),
    HoldReason.TALECH_ACCESS_LOST: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.CURRENCY_DIFFERS: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.CHANGED_AFTER_POSTING: HoldRule(Who.ACCOUNTANT, heals=True),
    HoldReason.REFUSED_BY_QUICKBOOKS: HoldRule(Who.MERCHANT),
    HoldReason.RESPONSE_DIFFERS: HoldRule(Who.DAYBOOK),
    HoldReason.OUTSIDE_TAX_RETURN: HoldRule(Who.ACCOUNTANT, releasable=True, heals=True),
    HoldReason.SUBSCRIPTION_LAPSED: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.NOT_MAPPED: HoldRule(Who.MERCHANT, heals=True),
    HoldReason.UNKNOWN_LOCATION: HoldRule(Who.MERCHANT, releasable=True, heals=True),
    HoldReason.TOUCHED_IN_QUICKBOOKS: HoldRule(Who.ACCOUNTANT, releasable=True),
    HoldReason.IN_BANK_DEPOSIT: HoldRule(Who.ACCOUNTANT, heals=True),
    HoldReason.COMPANY_IN_USE: HoldRule(Who.MERCHANT),
    HoldReason.OTHER_BOOKS: HoldRule(Who.NOBODY),
    HoldReason.VENDOR_UNAVAILABLE: HoldRule(Who.NOBODY, heals=True),
    HoldReason.OPEN_IN_OTHER_COMPANY: HoldRule(Who.MERCHANT, heals=True),
}
