"""The facts of each mail about an accountant's access; none of them holds an amount of the merchant."""

from dataclasses import dataclass

from daybook.domain.accountant.access import AccountantRole
from daybook.domain.sync.location_day import SyncRecord


@dataclass(frozen=True, slots=True)
class AccountantInvited:
    """An invitation to the reader: the link to its page, who invites (may be empty), and what they may do."""

    accept_url: str
    by: str
    role: AccountantRole


@dataclass(frozen=True, slots=True)
class MemberInvited:
    """An invitation of the reader into a firm: the link to its page, and the address of the person who invites."""

    accept_url: str
    by: str


@dataclass(frozen=True, slots=True)
class SignInAsked:
    """A link that the reader asked for: its page, the network that asked, and the number that the asking page shows."""

    sign_in_url: str
    network: str
    number: str


@dataclass(frozen=True, slots=True)
class DayToDecide:
    """A held day that the merchant sends to the reader: its record, its store by name, who sends it (may be empty)."""

    record: SyncRecord
    store: str
    by: str
    sign_in_url: str


@dataclass(frozen=True, slots=True)
class AccountantCame:
    """An accountant who accepted an invitation, by the names that they gave."""

    name: str
    firm: str
    address: str
    role: AccountantRole
