"""The merchant's words for states, roles, document kinds and report fields: one word per idea on every page."""

from daybook.adapters.web.words.speech import Speech, noted
from daybook.domain.chart.tender_words import card_word, quoted, tender_word
from daybook.domain.day.roles import NO_CATEGORY, Role, RoleKind
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayState

STATES: dict[DayState, str] = {
    DayState.BEFORE: noted("Before Daybook"),
    DayState.EMPTY: noted("No sales"),
    DayState.POSTED: noted("Posted"),
    DayState.UNDONE: noted("Taken out"),
    DayState.ACCEPTED: noted("Posted, difference accepted"),
    DayState.GAPS: noted("Posted with gaps"),
    DayState.COMING: noted("In progress"),
    DayState.MISSING: noted("Missing"),
    DayState.CHANGE: noted("Posted, a change waits"),
    DayState.HELD: noted("Held for you"),
    DayState.PARTLY: noted("Partly posted"),
    DayState.FAILED: noted("Failed"),
}

STATE_MEANINGS: dict[DayState, str] = {
    DayState.POSTED: noted("In your books, to the cent."),
    DayState.GAPS: noted("In your books; an amount waits in the suspense account for an account of yours."),
    DayState.EMPTY: noted("talech reports nothing sold; nothing to post."),
    DayState.ACCEPTED: noted("In your books, with a difference to talech that was accepted."),
    DayState.COMING: noted("Being read and posted right now."),
    DayState.CHANGE: noted("In your books; a later change waits for a decision."),
    DayState.HELD: noted("Not in your books: a decision is needed first."),
    DayState.PARTLY: noted("A part is in your books; the rest waits for a decision."),
    DayState.MISSING: noted("The day has ended and is not in your books yet."),
    DayState.FAILED: noted("Tried several times without success; our support team is told."),
    DayState.UNDONE: noted("You took it out; it stays out until you bring it back."),
}

DOCUMENT_KINDS: dict[DocumentKind, str] = {
    DocumentKind.JOURNAL_ENTRY: noted("Journal entry"),
    DocumentKind.INVOICE: noted("Invoice"),
    DocumentKind.SALES_RECEIPT: noted("Sales receipt"),
    DocumentKind.REFUND_RECEIPT: noted("Refund receipt"),
}

_ROLES: dict[RoleKind, str] = {
    RoleKind.REVENUE: noted("Sales"),
    RoleKind.ADJUSTMENT: noted("Differences between an order and its lines"),
    RoleKind.DISCOUNT: noted("Discounts"),
    RoleKind.COMP: noted("Comps"),
    RoleKind.LOYALTY: noted("Loyalty rewards"),
    RoleKind.REFUND: noted("Refunds"),
    RoleKind.TAX: noted("Sales tax"),
    RoleKind.SERVICE_CHARGE: noted("Service charges"),
    RoleKind.TIP: noted("Tips"),
    RoleKind.GIFT_CARD: noted("Gift cards"),
    RoleKind.STORE_CREDIT: noted("Store credit"),
    RoleKind.HOUSE_ACCOUNT: noted("House accounts"),
    RoleKind.CUSTOMER_DEPOSITS: noted("Deposits on open orders"),
    RoleKind.ROUNDING: noted("Cash rounding"),
    RoleKind.TENDER: noted("Payments"),
    RoleKind.PAID_IN: noted("Paid into the cash drawer"),
    RoleKind.PAID_OUT: noted("Paid out of the cash drawer"),
    RoleKind.CASH_DROP: noted("Cash dropped to the safe"),
    RoleKind.OVER_SHORT: noted("Cash drawer over or short"),
    RoleKind.SUSPENSE: noted("Suspense: amounts without an account"),
}
_SERVICE_CHARGES = {"STAFF": noted("Service charges for staff"), "HOUSE": noted("Service charges of the house")}

# talech's own report, field by field (docs/accounting.md 4).
PROOF_FIELDS: dict[str, str] = {
    "grossRevenue": noted("Gross sales"),
    "discount": noted("Discounts and comps"),
    "loyalty": noted("Loyalty rewards"),
    "refundAmount": noted("Refunds"),
    "netRevenue": noted("Net sales"),
    "reportedTax": noted("Sales tax"),
    "tip": noted("Tips"),
    "netGiftCardsRevenue": noted("Gift cards sold"),
    "roundingRevenue": noted("Cash rounding"),
    "storeCreditGranted": noted("Store credit granted"),
    "totalCollected": noted("Collected"),
}


# The figures that lists show of a day: fields of `DayFigures`.
FIGURE_WORDS: dict[str, str] = {
    "net_sales_minor": noted("Net sales"),
    "taxes_minor": noted("Sales tax"),
    "tips_minor": noted("Tips"),
    "collected_minor": noted("Collected"),
}


def state_word(state: DayState, speech: Speech) -> str:
    """The word for a state."""
    return speech.say(STATES[state])


def kind_word(kind: DocumentKind, speech: Speech) -> str:
    """The word for a document kind."""
    return speech.say(DOCUMENT_KINDS[kind])


def field_word(field: str, speech: Speech) -> str:
    """The word for a field of talech's report; a field that is new keeps talech's name."""
    return speech.say(PROOF_FIELDS[field]) if field in PROOF_FIELDS else field


def role_word(role: Role, profile: MerchantProfile, speech: Speech) -> str:
    """What an amount is, with the category, tax or tender it belongs to."""
    word = speech.say(_ROLES[role.kind])
    if role.kind is RoleKind.TENDER:
        return _tender_word(role, profile, speech)
    if role.kind is RoleKind.SERVICE_CHARGE:
        return speech.say(_SERVICE_CHARGES[role.key]) if role.key in _SERVICE_CHARGES else word
    if not role.key:
        return word
    subject = role_subject(role, profile, speech)
    return speech.say("{what}: {subject}", what=word, subject=subject)


def role_subject(role: Role, profile: MerchantProfile, speech: Speech) -> str:
    """The category or tax of a role by its name, a store's category with the store's."""
    if role.key == NO_CATEGORY:
        subject = speech.say("Without a category")
    else:
        subject = _names_of(role, profile) or quoted(role.key, speech.language)
    places = {location.id: location.name for location in profile.locations}
    return f"{subject}, {places.get(role.location_id, role.location_id)}" if role.location_id else subject


def _names_of(role: Role, profile: MerchantProfile) -> str:
    """All names that talech has for it: a category of every store has as many as the stores give it."""
    if role.kind is RoleKind.TAX:
        return next((tax.name for tax in profile.taxes if tax.id == role.key), "")
    same_id = [category for category in profile.categories if category.id == role.key]
    own = [category for category in same_id if role.location_id in {"", category.location_id}]
    return " / ".join(dict.fromkeys(category.name for category in own))


def _tender_word(role: Role, profile: MerchantProfile, speech: Speech) -> str:
    labels = {tender.id: tender.label for tender in profile.tenders}
    word = tender_word(role.key, speech.language, labels.get(role.key, ""))
    if not role.detail:
        return word
    return speech.say("{tender}: {card}", tender=word, card=card_word(role.detail, speech.language))
