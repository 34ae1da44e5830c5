"""The reason of a proposal as a sentence, in the merchant's language."""

from daybook.domain.proposals.evidence import Reason, ReasonCode
from daybook.domain.words import noted, quoted, say

# `{first}` and `{second}` are single names, `{all}` lists every one, `{rest}` all but the first.
_TEXTS: dict[ReasonCode, str] = {
    ReasonCode.CREATED_BY_DAYBOOK: noted("Daybook created this account for it."),
    ReasonCode.SAME_NAME: noted("The account {second} has the name of {first} in talech."),
    ReasonCode.WORD_MATCH: noted("The name of the account says so: {first}."),
    ReasonCode.SUB_TYPE: noted("It is your only account with the detail type {first} in QuickBooks."),
    ReasonCode.BROADER_CATEGORY: noted("{first} is part of what the account {second} is for."),
    ReasonCode.GENERAL_SALES: noted("Your general sales account; no account has a closer name."),
    ReasonCode.BELOW_GENERAL_SALES: noted(
        "No account is for this category alone, so Daybook would create a sub-account of {first}: its total stays as "
        "it is, and each category shows below it."
    ),
    ReasonCode.SHARES_DISCOUNTS: noted("A reduction of the price like a discount, so it goes with {first}."),
    ReasonCode.SHARES_CARDS: noted(
        "There is no clearing account for debit cards alone; {first} may take them if they settle together."
    ),
    ReasonCode.ONLY_ACCOUNT_OF_TYPE: noted("It is your only account of this type: {first}."),
    ReasonCode.NOTHING_SUITABLE: noted("None of your accounts is meant for it, so Daybook would create one."),
    ReasonCode.SEVERAL_SUITABLE: noted("Several fit equally well: {all}. Please choose."),
    ReasonCode.SAME_RATES: noted("It has the same rates: {all}."),
    ReasonCode.SAME_TOTAL: noted("It adds up to the same {first}, but from other rates."),
    ReasonCode.RATES_ADD_UP: noted("Its rates add up to {first}: {rest}."),
    ReasonCode.ADDS_NO_TAX: noted(
        "It adds no tax. Ask your accountant whether these sales are zero-rated, exempt or out of scope."
    ),
    ReasonCode.RATE_NAMES_DIFFER: noted(
        "The rates are equal, but {first} in talech is another tax than {second} in QuickBooks."
    ),
}


def reason_text(reason: Reason, language: str) -> str:
    """One sentence for the merchant."""
    names = [quoted(name, language) for name in reason.names]
    single = dict(zip(("first", "second"), names, strict=False))
    return say(_TEXTS[reason.code], language, **single, all=", ".join(names), rest=", ".join(names[1:]))
