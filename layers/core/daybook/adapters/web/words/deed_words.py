"""What a person can do with a day, and what persons did, in the merchant's words."""

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.application.access.audit import HANDED_OVER
from daybook.domain.audit import AuditRecord, Deed
from daybook.domain.nouns import ACCOUNTANT_ROLES, FIRM_ROLES
from daybook.domain.sync.day_state import DayAction
from daybook.domain.words import noted

BUTTONS: dict[DayAction, tuple[str, str]] = {
    DayAction.RETRY: (noted("Sync this day again"), noted("Reads the day from talech again and posts what changed.")),
    DayAction.RELEASE: (
        noted("Post it as it is"),
        noted("You have seen the reason and the figures, and want the day in your books all the same."),
    ),
    DayAction.UNDO: (
        noted("Take the day out of the books"),
        noted("Deletes its document in QuickBooks. You can bring it back at any time."),
    ),
    DayAction.REDO: (noted("Bring the day back"), noted("Reads the day again and posts it as a new document.")),
}
DEEDS = {
    Deed.LAUNCHED: noted("Opened Daybook from talech"),
    Deed.CONNECTED: noted("Connected QuickBooks"),
    Deed.COMPANY_DECLINED: noted("Said of a QuickBooks company that it is not theirs"),
    Deed.DISCONNECTED: noted("Disconnected QuickBooks"),
    Deed.SETUP_ANSWERED: noted("Answered a question of the setup"),
    Deed.SETUP_CONFIRMED: noted("Confirmed the setup"),
    Deed.LINK_SHARED: noted("Made a link for the accountant"),
    Deed.LINK_ENDED: noted("Ended the link for the accountant"),
    Deed.ACCOUNT_CREATED: noted("Created an account in QuickBooks"),
    Deed.LISTS_READ: noted("Read the lists from QuickBooks again"),
    Deed.MAPPING_CHANGED: noted("Changed accounts"),
    Deed.TAXES_CHANGED: noted("Changed QuickBooks’ tax codes"),
    Deed.TRACKING_CHANGED: noted("Changed classes and locations"),
    Deed.TEMPLATE_USED: noted("Used a template of accounts"),
    Deed.DAYS_ASKED_FOR: noted("Asked for days to be synced"),
    Deed.DAY_ACTED_ON: noted("Asked for something about a day"),
    Deed.POSTING_CHANGED: noted("Changed how days are posted"),
    Deed.NOTICE_ANSWERED: noted("Answered a notice about an unusual day"),
    Deed.BALANCES_TYPED: noted("Typed balances before a month, or tips that payroll paid"),
    Deed.BOOKS_READ: noted("Read clearing and bank accounts in QuickBooks"),
    Deed.CLEARING_CHANGED: noted("Changed what is followed to the bank"),
    Deed.POLICIES_CHANGED: noted("Changed what happens when something does not fit"),
    Deed.MAILS_CHANGED: noted("Changed the mails"),
    Deed.CONFIRMATION_SENT_AGAIN: noted("Sent the mail again that confirms an address"),
    Deed.ADDRESS_CONFIRMED: noted("Confirmed an e-mail address by the link in a mail"),
    Deed.STORE_MOVED: noted("Moved a store to another company"),
    Deed.ACCOUNTANT_INVITED: noted("Invited an accountant or changed their role"),
    Deed.ACCOUNTANT_REMOVED: noted("Ended an accountant’s access"),
    Deed.ACCOUNTANT_ACCEPTED: noted("Accepted an invitation"),
    Deed.ACCOUNTANT_DECLINED: noted("Declined an invitation"),
    Deed.ACCOUNTANT_SIGNED_IN: noted("Opened these books as an accountant"),
    Deed.DAY_SENT: noted("Sent a day to the accountant"),
    Deed.SIGN_IN_HANDED_OVER: noted("Handed over a link to sign in"),
    Deed.FIRM_CAME: noted("Let their firm in"),
    Deed.FIRM_PEOPLE_CHANGED: noted("Changed who of the firm looks after a client"),
    Deed.FIRM_FOUNDED: noted("Founded the firm"),
    Deed.FIRM_RENAMED: noted("Renamed the firm"),
    Deed.FIRM_CLOSED: noted("Closed the firm"),
    Deed.MEMBER_INVITED: noted("Invited a person into the firm"),
    Deed.MEMBER_JOINED: noted("Joined the firm"),
    Deed.MEMBER_DECLINED: noted("Declined an invitation into the firm"),
    Deed.MEMBER_CHANGED: noted("Changed a role in the firm"),
    Deed.MEMBER_REMOVED: noted("Took a person out of the firm, or an invitation back"),
    Deed.LETTER_REDRIVEN: noted("Sent days again that could not be finished"),
    Deed.LETTER_DROPPED: noted("Gave up days that could not be finished"),
}
# The words of an access on record: its state, its role, and what else is so.
_ACCESS = {
    **ACCOUNTANT_ROLES,
    **FIRM_ROLES,
    "invited": noted("invited by mail"),
    HANDED_OVER: noted("link handed over"),
    "accepted": noted("accepted"),
    "shared": noted("mailbox of several people"),
    "with_firm": noted("with their firm"),
    "by_firm": noted("let in by their firm"),
}


def access_words(value: str, speech: Speech) -> str:
    """An access on record in words; one of a later release goes by its name there."""
    return ", ".join(speech.say(_ACCESS[word]) if word in _ACCESS else word for word in value.split())


def deed_word(record: AuditRecord, speech: Speech) -> str:
    """What was done; a deed of a later release goes by its name there."""
    known = next((word for deed, word in DEEDS.items() if deed == record.deed), None)
    return speech.say(known) if known else record.deed


def action_word(word: str, visit: Visit) -> str:
    """The words of a day's button by the name of its action; empty for any other word."""
    action = next((each for each in DayAction if each == word), None)
    return visit.speech.say(BUTTONS[action][0]) if action else ""
