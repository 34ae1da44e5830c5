"""Mails about an accountant's access: an invitation, a link to sign in, a day to decide, a notice of who came.

None holds a text that a person typed into an invitation, and none an amount of the merchant.
"""

from daybook.adapters.mail.letter import Letter, Row
from daybook.adapters.web.words.speech import Speech
from daybook.application.telling.told_day import told_day
from daybook.domain.accountant.mails import AccountantCame, AccountantInvited, DayToDecide, MemberInvited, SignInAsked
from daybook.domain.nouns import ACCOUNTANT_ROLES
from daybook.domain.telling.mail import Reader
from daybook.domain.words import noted


def invitation(invited: AccountantInvited, reader: Reader, speech: Speech) -> Letter:
    """Who lets the reader in, what they may do there, and the link."""
    happened = noted(
        "{business} invites you to see how its sales reach QuickBooks with Daybook. You see nothing of it until you "
        "accept. The link works for seven days."
    )
    unasked = noted("If you do not know {business}, do nothing: the link ends by itself.")
    why = noted("You get this mail because your address was entered in the Daybook settings of {business}.")
    named = ((noted("Invited by"), invited.by), (noted("Role"), speech.say(ACCOUNTANT_ROLES[invited.role])))
    return Letter(
        language=reader.language,
        title=speech.say("{business} invites you to Daybook", business=reader.business),
        paragraphs=(speech.say(happened, business=reader.business),),
        rows=tuple(Row(speech.say(name), value) for name, value in named if value),
        closing=(speech.say(unasked, business=reader.business),),
        small_print=speech.say(why, business=reader.business),
        link=(speech.say("See the invitation"), invited.accept_url),
    )


def firm_invitation(invited: MemberInvited, language: str, speech: Speech) -> Letter:
    """Who invites the reader into their firm, and the link. The firm's name, which a person typed, is on the page."""
    happened = noted(
        "{address} invites you into their firm of accountants in Daybook. You see no client before the firm lets you "
        "into their books. The link works for seven days."
    )
    unasked = noted("If you do not know {address}, do nothing: the link ends by itself.")
    why = noted("You get this mail because {address} entered your address in Daybook.")
    return Letter(
        language=language,
        title=speech.say("You are invited into a firm in Daybook"),
        paragraphs=(speech.say(happened, address=invited.by),),
        rows=(),
        closing=(speech.say(unasked, address=invited.by),),
        small_print=speech.say(why, address=invited.by),
        link=(speech.say("See the invitation"), invited.accept_url),
    )


def sign_in(asked: SignInAsked, language: str, speech: Speech) -> Letter:
    """The link, from where it was asked for, and what to do if it was not the reader."""
    happened = noted(
        "A browser asked for a link to sign in to Daybook as an accountant with this address. The link works once, for "
        "fifteen minutes; a newer link ends it."
    )
    unasked = noted("If that was not you, do nothing: without this mail the link cannot be used.")
    named = ((noted("Number on the page that asked"), asked.number), (noted("Asked from"), asked.network))
    return Letter(
        language=language,
        title=speech.say("Sign in to Daybook"),
        paragraphs=(speech.say(happened),),
        rows=tuple(Row(speech.say(name), value) for name, value in named if value),
        closing=(speech.say(unasked),),
        small_print=speech.say("You get this mail because a merchant lets this address into their books in Daybook."),
        link=(speech.say("Go on to sign in"), asked.sign_in_url),
    )


def day_to_decide(day: DayToDecide, reader: Reader, speech: Speech) -> Letter:
    """Which day waits, why, and where the reader signs in."""
    entry = told_day(day.record).entry
    asks = noted("{business} asks you to look at a day that waits, and to decide it in Daybook.")
    named = (
        (noted("Day that waits"), speech.day(day.record.day.business_date)),
        (noted("Store"), day.store),
        (noted("Why it waits"), entry.text(reader.language, company=reader.company).title if entry else ""),
        (noted("Error code"), entry.code if entry else ""),
        (noted("Sent by"), day.by),
    )
    return Letter(
        language=reader.language,
        title=speech.say("{business} asks you about a day", business=reader.business),
        paragraphs=(speech.say(asks, business=reader.business),),
        rows=tuple(Row(speech.say(name), value) for name, value in named if value),
        closing=(),
        small_print=speech.say("You get this mail because a merchant lets this address into their books in Daybook."),
        link=(speech.say("Go on to sign in"), day.sign_in_url),
    )


def arrival(came: AccountantCame, reader: Reader, speech: Speech, small_print: str) -> Letter:
    """Who accepted the invitation, and how to end their access."""
    happened = noted("An accountant accepted the invitation of {business} and signed in to Daybook for the first time.")
    unwanted = noted(
        "If you do not know this person, end their access: open Daybook from talech (Settings, Apps, QuickBooks), then "
        "Settings, Accountants."
    )
    named = (
        (noted("Name"), came.name),
        (noted("Firm"), came.firm),
        (noted("E-mail address"), came.address),
        (noted("Role"), speech.say(ACCOUNTANT_ROLES[came.role])),
    )
    return Letter(
        language=reader.language,
        title=speech.say("Your accountant has signed in"),
        paragraphs=(speech.say(happened, business=reader.business),),
        rows=tuple(Row(speech.say(name), value) for name, value in named),
        closing=(speech.say(unwanted),),
        small_print=small_print,
    )
