"""Who changed what: one record for every write of a person, every launch, consent and disconnect (no secrets)."""

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
    TEMPLATE_USED = "template_used"
    DAYS_ASKED_FOR = "days_asked_for"
    DAY_ACTED_ON = "day_acted_on"
    POSTING_CHANGED = "posting_changed"
    POLICIES_CHANGED = "policies_changed"
    MAILS_CHANGED = "mails_changed"
    CONFIRMATION_SENT_AGAIN = "confirmation_sent_again"
    ADDRESS_CONFIRMED = "address_confirmed"
    STORE_MOVED = "store_moved"


# They are done only where they change a fact: the same form shows what would change.
CHANGES_A_FACT = frozenset(
    {
        Deed.DISCONNECTED,
        Deed.MAPPING_CHANGED,
        Deed.TAXES_CHANGED,
        Deed.TEMPLATE_USED,
        Deed.POSTING_CHANGED,
        Deed.POLICIES_CHANGED,
        Deed.MAILS_CHANGED,
        Deed.STORE_MOVED,
    }
)
# They end with the setup.
OF_THE_SETUP = frozenset({Deed.SETUP_ANSWERED, Deed.LINK_SHARED, Deed.LINK_ENDED})


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is another one now; empty text where there was none, or is none any more."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One deed.

    Attributes:
        who: the user whom talech named at the launch; empty where it named none.
        deed: a `Deed`; as text, so that one of a later release can be read.
        about: which days, store or action.
    """

    at: datetime
    who: str
    deed: str
    about: str = ""
    changes: tuple[Change, ...] = ()


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The facts that differ, by name."""
    names = sorted(before.keys() | after.keys())
    found = (Change(name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(change for change in found if change.before != change.after)
