"""The audit record: who changed what. Each write of a person, launch, consent and disconnect gets one (no secrets)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What a person did."""

    LAUNCHED = "launched"
    CONNECTED = "connected"
    COMPANY_DECLINED = "company_declined"
    DISCONNECTED = "disconnected"
    SETUP_ANSWERED = "setup_answered"
    SETUP_CONFIRMED = "setup_confirmed"
    LINK_SHARED = "link_shared"
    LINK_ENDED = "link_ended"
    ACCOUNT_CREATED = "account_created"
    LISTS_READ = "lists_read"
    MAPPING_CHANGED = "mapping_changed"
    TAXES_CHANGED = "taxes_changed"
    TRACKING_CHANGED = "tracking_changed"
    TEMPLATE_USED = "template_used"
    DAYS_ASKED_FOR = "days_asked_for"
    DAY_ACTED_ON = "day_acted_on"
    POSTING_CHANGED = "posting_changed"
    POLICIES_CHANGED = "policies_changed"
    MAILS_CHANGED = "mails_changed"
    CONFIRMATION_SENT_AGAIN = "confirmation_sent_again"
    ADDRESS_CONFIRMED = "address_confirmed"
    STORE_MOVED = "store_moved"
    LETTER_REDRIVEN = "letter_redriven"
    LETTER_DROPPED = "letter_dropped"
    BOOKS_READ = "books_read"
    CLEARING_CHANGED = "clearing_changed"
    NOTICE_ANSWERED = "notice_answered"
    BALANCES_TYPED = "balances_typed"
    ACCOUNTANT_INVITED = "accountant_invited"
    ACCOUNTANT_REMOVED = "accountant_removed"
    ACCOUNTANT_ACCEPTED = "accountant_accepted"
    ACCOUNTANT_DECLINED = "accountant_declined"
    ACCOUNTANT_SIGNED_IN = "accountant_signed_in"
    DAY_SENT = "day_sent"
    SIGN_IN_HANDED_OVER = "sign_in_handed_over"
    FIRM_CAME = "firm_came"
    FIRM_PEOPLE_CHANGED = "firm_people_changed"
    FIRM_FOUNDED = "firm_founded"
    FIRM_RENAMED = "firm_renamed"
    FIRM_CLOSED = "firm_closed"
    MEMBER_INVITED = "member_invited"
    MEMBER_JOINED = "member_joined"
    MEMBER_DECLINED = "member_declined"
    MEMBER_CHANGED = "member_changed"
    MEMBER_REMOVED = "member_removed"


# These count as done only if they changed a fact: the same form is also sent to show what would change.
CHANGES_A_FACT = frozenset(
    {
        Deed.DISCONNECTED,
        Deed.MAPPING_CHANGED,
        Deed.TAXES_CHANGED,
        Deed.TRACKING_CHANGED,
        Deed.TEMPLATE_USED,
        Deed.POSTING_CHANGED,
        Deed.POLICIES_CHANGED,
        Deed.MAILS_CHANGED,
        Deed.STORE_MOVED,
        Deed.ACCOUNTANT_INVITED,
        Deed.ACCOUNTANT_REMOVED,
        Deed.FIRM_PEOPLE_CHANGED,
        Deed.FIRM_RENAMED,
        Deed.FIRM_CLOSED,
    }
)
# In a firm's own record: what a person, or the firm, may do at the client of this name.
CLIENT_FACT = "client:"
# In a firm's own record: the role of the person of this name and address.
PERSON_FACT = "person:"
# These deeds are possible only until the setup is finished.
OF_THE_SETUP = frozenset({Deed.SETUP_ANSWERED, Deed.LINK_SHARED, Deed.LINK_ENDED})


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed: its text before and after; empty where the fact did not exist."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One deed.

    Attributes:
        who: the user that talech named at the launch, empty if it named none; or an accountant by name, firm, address.
        deed: a `Deed`, kept as text so that a deed of a later release can still be read.
        about: the days, store or action that the deed concerned.
    """

    at: datetime
    who: str
    deed: str
    about: str = ""
    changes: tuple[Change, ...] = ()


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The facts whose values differ, sorted by name."""
    names = sorted(before.keys() | after.keys())
    found = (Change(name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(change for change in found if change.before != change.after)
