"""The merchant's words for states, roles, document kinds and report fields: one word per idea on every page."""

from daybook.adapters.web.words.speech import Speech
from daybook.domain.chart.tender_words import card_word, tender_word
from daybook.domain.day.roles import NO_CATEGORY, Role, RoleKind
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.nouns import DOCUMENT_KINDS, REPORT_FIELDS, ROLES, SERVICE_CHARGES, STATES
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayState
from daybook.domain.words import quoted


def state_word(state: DayState, speech: Speech) -> str:
    """The word for a state."""
    return speech.say(STATES[state])


def kind_word(kind: DocumentKind, speech: Speech) -> str:
    """The word for a document kind."""
    return speech.say(DOCUMENT_KINDS[kind])


def field_word(field: str, speech: Speech) -> str:
    """The word for a field of talech's report; a field that is new keeps talech's name."""
    return speech.say(REPORT_FIELDS[field]) if field in REPORT_FIELDS else field


def role_word(role: Role, profile: MerchantProfile, speech: Speech) -> str:
    """What an amount is, with the category, tax or tender it belongs to."""
    word = speech.say(ROLES[role.kind])
    if role.kind is RoleKind.TENDER:
        return _tender_word(role, profile, speech)
    if role.kind is RoleKind.SERVICE_CHARGE:
        return speech.say(SERVICE_CHARGES[role.key]) if role.key in SERVICE_CHARGES else word
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
