"""The reaction to every fault code that QuickBooks documents (docs/quickbooks.md 3.2 and 3.3), as a table."""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.errors import HoldReason

THROTTLED_SECONDS = 60
UNAVAILABLE_SECONDS = 300


class Decision(StrEnum):
    """The five classes of docs/quickbooks.md 3.2."""

    RETRY = "retry"
    RECONNECT = "reconnect"
    MERCHANT = "merchant"
    RECONCILE = "reconcile"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Reaction:
    """A decision, the hold reason if the day is held, and the pause before a retry."""

    decision: Decision
    reason: HoldReason | None = None
    after_seconds: int | None = None


RETRY = Reaction(Decision.RETRY)
RETRY_IN_MINUTES = Reaction(Decision.RETRY, after_seconds=UNAVAILABLE_SECONDS)
RETRY_THROTTLED = Reaction(Decision.RETRY, after_seconds=THROTTLED_SECONDS)
RECONNECT = Reaction(Decision.RECONNECT, HoldReason.NEEDS_RECONNECT)
RECONCILE = Reaction(Decision.RECONCILE)
BUG = Reaction(Decision.BUG)
REFUSED = Reaction(Decision.MERCHANT, HoldReason.REFUSED_BY_QUICKBOOKS)
_ACCOUNT = Reaction(Decision.MERCHANT, HoldReason.ACCOUNT_UNUSABLE)
_CLOSED = Reaction(Decision.MERCHANT, HoldReason.CLOSED_PERIOD)
_CURRENCY = Reaction(Decision.MERCHANT, HoldReason.CURRENCY_DIFFERS)
_SUBSCRIPTION = Reaction(Decision.MERCHANT, HoldReason.SUBSCRIPTION_LAPSED)
_DEPOSITED = Reaction(Decision.MERCHANT, HoldReason.IN_BANK_DEPOSIT)

REACTIONS: dict[int, Reaction] = {
    100: RECONNECT,  # general authentication failure
    110: RECONNECT,  # authentication required
    120: RECONNECT,  # the user who connected lost their rights: an admin has to reconnect
    130: RETRY,  # company served by another cluster; three tries, then a dead letter
    140: RETRY_IN_MINUTES,  # company locked
    150: RETRY_IN_MINUTES,  # maintenance
    500: BUG,  # operation not supported; not to be confused with HTTP 500
    600: RECONCILE,  # request id used before
    610: _ACCOUNT,  # object not found, or made inactive
    620: RECONCILE,  # transaction cannot be linked
    630: RECONCILE,  # duplicate object
    700: REFUSED,  # parent invalid
    800: REFUSED,  # object has dependants
    900: REFUSED,  # parent equals child
    1000: RETRY,  # operation failed: the queue's tries, then a dead letter as bug report
    1010: RETRY,  # create failed
    1020: RETRY,  # update failed
    1040: BUG,  # batch too large
    2010: BUG,  # unknown property
    2020: BUG,  # required parameter missing; see SETTING_MAKES_MANDATORY
    2030: BUG,  # bad id
    2040: BUG,  # illegal characters
    2050: BUG,  # string too long
    2060: BUG,  # bad date
    2070: BUG,  # bad date
    2080: BUG,  # bad number
    2090: BUG,  # bad decimal
    2100: BUG,  # bad amount
    2110: BUG,  # amount out of range
    2130: BUG,  # bad request id
    2140: BUG,  # bad number
    2170: BUG,  # bad enumeration
    2220: _CURRENCY,  # bad currency
    2250: BUG,  # lines missing
    2260: BUG,  # PostingType missing
    2270: BUG,  # TaxApplicableOn missing
    2280: BUG,  # TaxAmount missing
    2290: BUG,  # negative amount
    2300: BUG,  # debits and credits differ
    2500: _ACCOUNT,  # reference inactive, or of the wrong list
    2600: BUG,  # conflicting request
    3001: RETRY_THROTTLED,
    3100: RECONNECT,  # application not authorised for this company
    3200: RECONNECT,  # token expired or revoked: the client refreshes once before this counts
    3202: _SUBSCRIPTION,  # feature or subscription denial
    4000: BUG,  # query
    4001: BUG,  # query
    4002: BUG,  # query
    5000: BUG,  # deprecated field
    5010: RECONCILE,  # stale SyncToken: a person changed the document, unless it is as we want it
    5020: REFUSED,  # no permission for the feature in this plan
    5030: REFUSED,  # feature not enabled
    6000: REFUSED,  # business rule; the text is in Detail
    6010: BUG,  # account needs type or sub-type
    6070: BUG,  # Amount is not Qty times UnitPrice
    6080: BUG,  # no name
    6090: BUG,  # discount missing
    6100: BUG,  # US tax code must be TAX or NON
    6140: RECONCILE,  # duplicate document number
    6170: BUG,  # TxnTaxDetail not allowed
    6180: BUG,  # more than five levels
    6190: _SUBSCRIPTION,
    6200: _CLOSED,
    6210: _CLOSED,  # closed with a password; see `faults.reaction_to_fault`
    6220: REFUSED,  # tax setup
    6230: REFUSED,  # tax setup
    6240: RECONCILE,  # name exists
    6250: _ACCOUNT,  # customer missing or inactive: it is mapped with the account, so a new mapping settles it
    6430: _ACCOUNT,  # account type not valid for this use
    6470: REFUSED,  # tax liability account
    6480: REFUSED,  # tax rate
    6540: _DEPOSITED,  # a person put the transaction into a bank deposit
    10000: RETRY,  # system failure
    10100: RECONCILE,  # result too large: the query asks for smaller pages
    10200: RETRY_IN_MINUTES,  # company being reset
}

SETTING_MAKES_MANDATORY = frozenset({"classref", "currencyref", "departmentref", "journalcoderef"})
"""Elements, in lower case, that only some companies require: a 2020 for one comes from a setting, not from our bug."""

ADVICE: dict[HoldReason, str] = {
    HoldReason.NEEDS_RECONNECT: "QuickBooks no longer accepts this connection: a company admin has to reconnect.",
    HoldReason.ACCOUNT_UNUSABLE: "QuickBooks refused a mapped account or customer: reactivate it, or map another.",
    HoldReason.CLOSED_PERIOD: "The books are closed for this date: reopen the period, or post to the first open date.",
    HoldReason.CURRENCY_DIFFERS: "The company does not keep the currency of the shop.",
    HoldReason.SUBSCRIPTION_LAPSED: "The QuickBooks subscription does not allow this: renew it, or settle its bill.",
    HoldReason.TOUCHED_IN_QUICKBOOKS: "A person has changed the document in QuickBooks since it was posted.",
    HoldReason.IN_BANK_DEPOSIT: "The document is part of a bank deposit: take it out of the deposit to change it.",
    HoldReason.REFUSED_BY_QUICKBOOKS: "QuickBooks refused the document: its own words say why.",
}
"""One sentence per reason, for records; pages have their own texts in the merchant's language."""
