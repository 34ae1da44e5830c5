"""A merchant's mail preference, and what they were told by mail, as ConnectionTable keeps them."""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract, Instant
from daybook.domain.notify import Notice, NotifyPreference, WaitingAddress


class StoredWaitingAddress(Contract):
    """An address that its reader has not confirmed yet."""

    email: str = Field(min_length=1)
    mark: str = Field(min_length=1)
    asked_at: Instant


class StoredNotifyPreference(Contract):
    """Where the mails go and which of them are wanted; an address without a waiting one beside it is confirmed."""

    schema_version: Literal[1] = 1
    email: str
    language: str
    unsubscribe_token: str = Field(min_length=1)
    alerts: bool = True
    daily_summary: bool = False
    waiting: StoredWaitingAddress | None = None
    confirmed_mark: str = ""

    @classmethod
    def of(cls, preference: NotifyPreference) -> Self:
        """The stored form."""
        waits = preference.waiting
        return cls(
            email=preference.email,
            language=preference.language,
            unsubscribe_token=preference.unsubscribe_token,
            alerts=preference.alerts,
            daily_summary=preference.daily_summary,
            waiting=StoredWaitingAddress(email=waits.email, mark=waits.mark, asked_at=waits.asked_at)
            if waits
            else None,
            confirmed_mark=preference.confirmed_mark,
        )

    def to_domain(self) -> NotifyPreference:
        """The domain's form."""
        waits = self.waiting
        return NotifyPreference(
            email=self.email,
            language=self.language,
            unsubscribe_token=self.unsubscribe_token,
            alerts=self.alerts,
            daily_summary=self.daily_summary,
            waiting=WaitingAddress(waits.email, waits.mark, waits.asked_at) if waits else None,
            confirmed_mark=self.confirmed_mark,
        )


class StoredNotice(Contract):
    """What was told about one cause since the merchant connected."""

    schema_version: Literal[1] = 1
    cause: str = Field(min_length=1)
    since: Instant
    told: tuple[date, ...] = ()
    quiet_until: Instant | None = None
    version: int = Field(ge=1)

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """The stored form."""
        return cls(
            cause=notice.cause,
            since=notice.since,
            told=tuple(sorted(notice.told)),
            quiet_until=notice.quiet_until,
            version=notice.version,
        )

    def to_domain(self) -> Notice:
        """The domain's form."""
        return Notice(self.cause, self.since, frozenset(self.told), self.quiet_until, self.version)
