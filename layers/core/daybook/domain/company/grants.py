"""How long a merchant's grant at Intuit lasts, and what Daybook does before it ends (docs/quickbooks.md 1.3).

Every refresh starts a new window of about a hundred days. The grant as a whole ends after five years, even if it is
refreshed; then the merchant must consent again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ACCESS_TOKEN_LIFE = timedelta(hours=1)
# Leaves three chances to refresh an idle grant before its window of a hundred days ends.
KEEP_ALIVE_AFTER = timedelta(days=30)
# Longer than the outages in which Intuit refused valid grants, shorter than a location-day waits for a vendor.
REFUSED_FOR_GOOD_AFTER = timedelta(hours=6)
# The watchdog tries a lost grant again before it tells the merchant, and then about once a day.
ASKED_AGAIN_AFTER = timedelta(hours=23)
FORECAST_DAYS = (30, 7, 1)
"""The days before the end of a grant on which the merchant gets a mail."""


@dataclass(frozen=True, slots=True)
class GrantTimes:
    """The times of one grant, stored in clear beside its encrypted tokens; see `TokenSet` for their meaning.

    `asked_at` is when the watchdog last tried a lost grant again; None if it has not.
    """

    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def refreshed_at(self) -> datetime:
        """When tokens were last obtained."""
        return self.access_expires_at - ACCESS_TOKEN_LIFE

    @property
    def ends_at(self) -> datetime:
        """When the grant ends unless a refresh comes before; after it the merchant must consent again."""
        return min(self.refresh_expires_at, self.hard_expires_at or self.refresh_expires_at)

    def wants_refresh(self, now: datetime) -> bool:
        """Whether the grant was idle so long that the watchdog must refresh it.

        A merchant who sells nothing for a season posts nothing, so no worker refreshes the grant.
        """
        return now - self.refreshed_at >= KEEP_ALIVE_AFTER

    def wants_asking(self, now: datetime) -> bool:
        """Whether the watchdog tries a lost grant again: at once, then daily, and not after its five years."""
        if self.asked_at is None:
            return True
        return now < self.ends_at and now - self.asked_at >= ASKED_AGAIN_AFTER

    def days_left(self, now: datetime) -> int | None:
        """30, 7 or 1 if at most that many days are left; None if more than 30 are left or the grant has ended."""
        if now >= self.ends_at:
            return None
        reached = (days for days in FORECAST_DAYS if self.ends_at - now <= timedelta(days=days))
        return min(reached, default=None)
