"""Which mail a merchant is owed: one per cause, never one per retry, none that says nothing new.

A *standing* cause stops every day of the merchant until one thing is settled (a lost connection, a lapsed plan): it is
told once, and told again after a week if days still wait. Any other cause belongs to its days: a day is told once, and
days that turn up within the hour after a mail wait for the next look at them, so that thirty days of history are not
thirty mails.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from daybook.domain.errors import HoldReason

DAILY_SUMMARY = "daily_summary"
"""The cause of the mail that tells how a business date went."""
GRANT_ENDING = "grant_ending"
"""The causes of the mails that a grant is about to end begin with this; each stage is a cause of its own."""

PAUSE = timedelta(hours=1)
REMIND_AFTER = timedelta(days=7)
# Closes look back a week; what was told a month and a half ago is not looked at again.
_DATES_REMEMBERED = 45
_SAME_END = timedelta(days=1)
CONFIRM_WITHIN = timedelta(days=7)
_LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^@\s<>(),;:\"\\]+@[^@\s<>(),;:\"\\]+\.[^@\s<>(),;:\"\\.]+")

STANDING = frozenset(
    {
        HoldReason.NEEDS_RECONNECT,
        HoldReason.ACCOUNT_UNUSABLE,
        HoldReason.PLAN_BELOW_STANDARD,
        HoldReason.TALECH_ACCESS_LOST,
        HoldReason.CURRENCY_DIFFERS,
        HoldReason.SUBSCRIPTION_LAPSED,
        HoldReason.NOT_MAPPED,
        HoldReason.COMPANY_IN_USE,
    }
)


@dataclass(frozen=True, slots=True)
class WaitingAddress:
    """An address that was asked for and that its reader has not confirmed yet.

    `mark` is made of the token in the link that confirms it: it recognises the token, and tells nobody what it is.
    """

    email: str
    mark: str
    asked_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When the link is too old."""
        return self.asked_at + CONFIRM_WITHIN


@dataclass(frozen=True, slots=True)
class NotifyPreference:
    """Where a merchant's mails go and which of them they want.

    Attributes:
        email: where mails go; empty while no address is known, and nothing is sent then.
        language: `en` or `fr`.
        alerts: mails about a lost connection and held days.
        daily_summary: how each business date went; only for those who ask for it.
        unsubscribe_token: what a link in a mail must bring along to end the summary.
        waiting: the address that takes the place of `email` once its reader has confirmed it.
        confirmed_mark: that of the link by which `email` was confirmed, so that it can be followed twice.
    """

    email: str
    language: str
    unsubscribe_token: str = field(repr=False)
    alerts: bool = True
    daily_summary: bool = False
    waiting: WaitingAddress | None = None
    confirmed_mark: str = ""

    def at(self, address: str, confirmed_mark: str = "") -> Self:
        """The preference with mails to another address from now on; nothing waits any more."""
        return replace(self, email=address, waiting=None, confirmed_mark=confirmed_mark)

    def waits_for(self, address: str, now: datetime) -> bool:
        """Whether a mail that can still be followed has asked the reader of an address to confirm it."""
        return self.waiting is not None and self.waiting.email == address and now < self.waiting.ends_at


@dataclass(frozen=True, slots=True)
class Notice:
    """What a merchant was told about one cause since they connected (`since`); nothing yet, when `told` is empty.

    `version` counts the stored notices of a cause, so that of two workers only one sends the mail.
    """

    cause: str
    since: datetime
    told: frozenset[date] = frozenset()
    quiet_until: datetime | None = None
    version: int = 0

    def of_connection(self, connected_at: datetime) -> Self:
        """The notice as it counts for a connection: a reconnect starts anew, but keeps the version."""
        if self.since == connected_at:
            return self
        return replace(self, since=connected_at, told=frozenset(), quiet_until=None)

    def is_due(self, held_on: date | None, now: datetime) -> bool:
        """Whether a day that is held now deserves a mail; None stands for a cause that no day has met yet."""
        if self.quiet_until is not None and now < self.quiet_until:
            return False
        return self.cause in STANDING or held_on not in self.told

    def forecasts(self, ends_on: date, now: datetime) -> bool:
        """Whether an end that is ahead has not been told yet.

        Every refresh measures the end anew, so that it may move over midnight: a day more or less is the same end.
        """
        told = any(abs(ends_on - before) <= _SAME_END for before in self.told)
        return not told and (self.quiet_until is None or now >= self.quiet_until)

    def after_mail(self, dates: frozenset[date], now: datetime) -> Self:
        """The notice once the dates have been told."""
        pause = REMIND_AFTER if self.cause in STANDING else PAUSE
        told = frozenset(sorted(self.told | dates)[-_DATES_REMEMBERED:])
        return replace(self, told=told, quiet_until=now + pause, version=self.version + 1)

    def after_failure(self, before: Self, now: datetime) -> Self:
        """The notice once a mail could not be sent: as it was, with a pause, so that the next look tries again."""
        return replace(self, told=before.told, quiet_until=now + PAUSE, version=self.version + 1)


def is_address(text: str) -> bool:
    """Whether a text can be an e-mail address: one @, a dot in the domain, no sign that ends a header or hides.

    SES writes to no address beyond ASCII.
    """
    return (
        text.isascii() and text.isprintable() and len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
    )
