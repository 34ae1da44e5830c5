"""Decides when a merchant gets a mail: one per cause, not one per retry, and none without news.

A *standing* cause stops every day of the merchant until a person settles it (a lost connection, a lapsed plan). Daybook
sends one mail for it, and another after a week if days still wait. Any other cause concerns single days: each day is in
one mail. Days held within an hour after a mail wait for the next outcome, so that thirty days of history do not make
thirty mails.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from daybook.domain.errors import HoldReason

DAILY_SUMMARY = "daily_summary"
"""The cause of the daily summary."""
GRANT_ENDING = "grant_ending"
"""The prefix of the causes for mails about the end of a grant; each stage has its own cause."""

PAUSE = timedelta(hours=1)
REMIND_AFTER = timedelta(days=7)
# Closes look back a week, so dates told a month and a half ago are no longer needed.
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
    """A requested address that its reader has not confirmed yet.

    `mark` is a hash of the token in the confirmation link: it recognises the token and does not reveal it.
    """

    email: str
    mark: str
    asked_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When the link expires."""
        return self.asked_at + CONFIRM_WITHIN


@dataclass(frozen=True, slots=True)
class NotifyPreference:
    """The address for a merchant's mails, and which mails the merchant wants.

    Attributes:
        email: the address; empty while none is known, and then nothing is sent.
        language: `en` or `fr`.
        alerts: mails about a lost connection and held days.
        daily_summary: a mail about each business date; only if the merchant asks for it.
        unsubscribe_token: the secret in the link that ends the summary.
        waiting: the address that replaces `email` once its reader has confirmed it.
        confirmed_mark: the mark of the link that confirmed `email`, so that a second click is harmless.
    """

    email: str
    language: str
    unsubscribe_token: str = field(repr=False)
    alerts: bool = True
    daily_summary: bool = False
    waiting: WaitingAddress | None = None
    confirmed_mark: str = ""

    def at(self, address: str, confirmed_mark: str = "") -> Self:
        """The preference with another address and none waiting."""
        return replace(self, email=address, waiting=None, confirmed_mark=confirmed_mark)

    def waits_for(self, address: str, now: datetime) -> bool:
        """Whether an address waits for its confirmation and its link is still valid."""
        return self.waiting is not None and self.waiting.email == address and now < self.waiting.ends_at


@dataclass(frozen=True, slots=True)
class Notice:
    """The mails about one cause since the merchant connected (`since`); none yet if `told` is empty.

    `version` counts the stored notices of a cause, so that only one of two workers sends the mail.
    """

    cause: str
    since: datetime
    told: frozenset[date] = frozenset()
    quiet_until: datetime | None = None
    version: int = 0

    def of_connection(self, connected_at: datetime) -> Self:
        """The notice for a connection: empty after a reconnect, with the same version."""
        if self.since == connected_at:
            return self
        return replace(self, since=connected_at, told=frozenset(), quiet_until=None)

    def is_due(self, held_on: date | None, now: datetime) -> bool:
        """Whether a held day needs a mail; None means a cause that no day has met yet."""
        if self.quiet_until is not None and now < self.quiet_until:
            return False
        return self.cause in STANDING or held_on not in self.told

    def forecasts(self, ends_on: date, now: datetime) -> bool:
        """Whether the coming end of a grant has not been told yet.

        Every refresh computes the end again, so it may move over midnight: one day of difference is the same end.
        """
        told = any(abs(ends_on - before) <= _SAME_END for before in self.told)
        return not told and (self.quiet_until is None or now >= self.quiet_until)

    def after_mail(self, dates: frozenset[date], now: datetime) -> Self:
        """The notice after a mail about the dates."""
        pause = REMIND_AFTER if self.cause in STANDING else PAUSE
        told = frozenset(sorted(self.told | dates)[-_DATES_REMEMBERED:])
        return replace(self, told=told, quiet_until=now + pause, version=self.version + 1)

    def after_failure(self, before: Self, now: datetime) -> Self:
        """The notice after a failed mail: unchanged except for a pause, so that a later outcome tries again."""
        return replace(self, told=before.told, quiet_until=now + PAUSE, version=self.version + 1)


def is_address(text: str) -> bool:
    """Whether a text can be an e-mail address: one @, a dot in the domain, no line break or invisible character.

    SES writes to no address beyond ASCII.
    """
    return (
        text.isascii() and text.isprintable() and len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
    )
