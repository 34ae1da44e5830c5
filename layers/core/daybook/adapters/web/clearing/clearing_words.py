"""What the clearing page says: suggestions, grades, names of groups, links to documents."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from daybook.adapters.web.days.document_links import QUICKBOOKS_APP
from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.clearing.show_clearing import GroupView
from daybook.domain.clearing.groups import APART, CARDS, UNFOLLOWED, ProcessorGroup
from daybook.domain.clearing.matching import Grade
from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout
from daybook.domain.clearing.proposals import Proposal, ProposalKind
from daybook.domain.day.roles import role_from_text
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.nouns import DOCUMENT_KINDS
from daybook.domain.words import noted

# By QuickBooks' words for the kind of a transaction, in small letters without spaces.
_KINDS = {
    "deposit": noted("Deposit"),
    "transfer": noted("Transfer"),
    "journalentry": DOCUMENT_KINDS["journal_entry"],
    "salesreceipt": DOCUMENT_KINDS["sales_receipt"],
    "refundreceipt": DOCUMENT_KINDS["refund_receipt"],
    "refund": DOCUMENT_KINDS["refund_receipt"],
    "invoice": DOCUMENT_KINDS["invoice"],
    "payment": noted("Payment"),
    "purchase": noted("Expense"),
    "expense": noted("Expense"),
    "check": noted("Check"),
}
GRADES = {
    Grade.CHOSEN: noted("Chosen by a person"),
    Grade.SURE: noted("Sure"),
    Grade.LIKELY: noted("Likely"),
    Grade.ASK: noted("Please look"),
}
WAYS = {
    CARDS: noted("Paid together with the cards"),
    APART: noted("Paid on its own"),
    UNFOLLOWED: noted("Not followed"),
}
AGES = (noted("0 to 3 days"), noted("4 to 7 days"), noted("8 days and more"))
_SCREENS = {
    "deposit": "deposit",
    "transfer": "transfer",
    "journal": "journal",
    "invoice": "invoice",
    "sales": "salesreceipt",
    "purchase": "expense",
    "expense": "expense",
}
_SUGGESTIONS = {
    ProposalKind.CHANGE_ACCOUNT: noted(
        "{amount} of {day} stands in {account} and is also in Daybook’s entry of {dates}: income is {amount} too high. "
        "In the deposit, choose the clearing account for {gross} and card fees for {minus_fee}."
    ),
    ProposalKind.CHANGE_RULE: noted(
        "{count} deposits, {amount} together, went past clearing, so income is {amount} too high. A bank rule in "
        "QuickBooks may do this: change the rule, then the deposits. Clearing takes {gross}, card fees {minus_fee}."
    ),
    ProposalKind.ASK_PROCESSOR: noted(
        "The payout of {day} for {dates} is {withheld} ({rate}) lower than what was taken; {fee} is usual. Ask your "
        "processor about {amount}: a chargeback would look like this."
    ),
    ProposalKind.EXPLAIN_PAYOUT: noted(
        "{amount} left clearing on {day}, and no day that Daybook booked explains it. Look at the document, or choose "
        "its days below."
    ),
    ProposalKind.LOOK_IN_FEED: noted(
        "{amount} of {dates} is later than usual. The deposit may still wait in QuickBooks’ bank feed, or went to "
        "another account."
    ),
}


def books_kind(document: BooksDocument, speech: Speech) -> str:
    """The kind of a document; one that is not known keeps the word of QuickBooks."""
    words = _KINDS.get(document.kind.lower().replace(" ", ""))
    return speech.say(words) if words else document.kind


def document_address(document: BooksDocument, realm_id: str) -> str:
    """Where the document opens in QuickBooks; empty for a kind whose screen is not known."""
    kind = document.kind.lower()
    screen = next((screen for word, screen in _SCREENS.items() if kind.startswith(word)), "")
    asked = f"{screen}?{urlencode({'txnId': document.id})}"
    return f"{QUICKBOOKS_APP}?{urlencode({'pagereq': asked, 'deeplinkcompanyid': realm_id})}" if screen else ""


def group_word(group: ProcessorGroup, profile: MerchantProfile, speech: Speech) -> str:
    """The tenders of a group."""
    return ", ".join(role_word(role_from_text(role), profile, speech) for role in group.roles)


def dates_word(batches: Sequence[Batch], speech: Speech) -> str:
    """One business date, or the first and the last; the same in a cell and within a sentence of either language."""
    first, last = batches[0].on, batches[-1].on
    return speech.day(first) if first == last else f"{speech.day(first)} – {speech.day(last)}"


def percent_word(rate: float, speech: Speech) -> str:
    """A rate with at most two decimals: `2.42 %`, `2,42 %`."""
    return f"{speech.number(round(Decimal(rate * 100), 2))}\N{NO-BREAK SPACE}%"


def lead(groups: Sequence[GroupView], looks: int, transit: int, currency: str, speech: Speech) -> str:
    """What needs a look, what is on its way, and that nothing is written."""
    money = speech.say("{amount} is on its way to the bank.", amount=speech.money(transit, currency))
    if not groups:
        return speech.say("No payment lies on a clearing account.")
    if not looks:
        return f"{speech.say('Nothing needs a look.')} {money}"
    found = speech.count("{count} suggestion needs a look.", "{count} suggestions need a look.", looks)
    return f"{found} {money}"


def suggestion(proposal: Proposal, currency: str, speech: Speech) -> str:
    """One suggestion as a sentence, with amounts, dates and what to do."""
    first = proposal.payouts[0] if proposal.payouts else None
    said = {
        "amount": speech.money(proposal.amount_minor, currency),
        "gross": speech.money(proposal.gross_minor, currency),
        "fee": speech.money(proposal.fee_minor, currency),
        "minus_fee": speech.money(-proposal.fee_minor, currency),
        "withheld": speech.money(proposal.amount_minor + proposal.fee_minor, currency),
        "rate": percent_word(proposal.rate, speech),
        "dates": dates_word(proposal.batches, speech) if proposal.batches else "",
        "day": speech.day(first.on) if first else "",
        "account": (first.document.opposite if first else "") or speech.say("another account"),
    }
    if proposal.kind is ProposalKind.ADD_FEE:
        return _without_fees(len(proposal.payouts), said, speech)
    return speech.say(_SUGGESTIONS[proposal.kind], **said, count=speech.number(len(proposal.payouts)))


def _without_fees(count: int, said: dict[str, str], speech: Speech) -> str:
    return speech.count(
        "{count} deposit took only what reached the bank: its fee, {amount}, is still on clearing. Add a fee line to "
        "it.",
        "{count} deposits took only what reached the bank: their fees, {amount} together, are still on clearing. "
        "Add a fee line to each.",
        count,
        **said,
    )


def how_entered(payout: Payout, realm_id: str, speech: Speech) -> dict[str, str]:
    """The document of a payout, with its address."""
    return document_link_of(payout.document, realm_id, speech)


def document_link_of(document: BooksDocument, realm_id: str, speech: Speech) -> dict[str, str]:
    """A document in words, with its address."""
    number = document.number or document.id
    return {
        "word": speech.say(
            "{kind} {number}, {day}", kind=books_kind(document, speech), number=number, day=speech.day(document.on)
        ),
        "path": document_address(document, realm_id),
    }
