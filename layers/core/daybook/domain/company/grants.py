"""How long a merchant's grant at Intuit lives, and what is owed before it ends (docs/quickbooks.md 1.3).

Every refresh starts a window of about a hundred days anew; the lineage as a whole ends after five years, however often
it was refreshed, and only a new consent starts another one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ACCESS_TOKEN_LIFE = timedelta(hours=1)
# Three chances to refresh an idle grant before its window of a hundred days is over.
KEEP_ALIVE_AFTER = timedelta(days=30)
# Longer than Intuit's outages that refused living grants, shorter than a day waits for a vendor.
REFUSED_FOR_GOOD_AFTER = timedelta(hours=6)
# A lost grant is asked again before the merchant is told, and about once a day from then on.
ASKED_AGAIN_AFTER = timedelta(hours=23)
FORECAST_DAYS = (30, 7, 1)
"""How many days before its end a grant is told about, each once."""


@dataclass(frozen=True, slots=True)
class GrantTimes:
    """The times of one grant, which are kept readable beside its encrypted tokens; `TokenSet` says what they mean.

    `asked_at` is when a lost grant was last asked whether it is lost indeed; None while nobody has.
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
        """From when on only a new consent helps, if nobody refreshes before."""
        return min(self.refresh_expires_at, self.hard_expires_at or self.refresh_expires_at)

    def wants_refresh(self, now: datetime) -> bool:
        """Whether it has been idle for so long that it is refreshed for its own sake.

        A merchant who sells nothing for a season posts nothing, and nothing else refreshes their grant.
        """
        return now - self.refreshed_at >= KEEP_ALIVE_AFTER

    def wants_asking(self, now: datetime) -> bool:
        """Whether a lost grant is asked again: first at once, then daily, and no more once it is over by its age."""
        if self.asked_at is None:
            return True
        return now < self.ends_at and now - self.asked_at >= ASKED_AGAIN_AFTER

    def days_left(self, now: datetime) -> int | None:
        """The stage of the forecast: 30, 7 or 1 when that many days are left at most, None before and after."""
        if now >= self.ends_at:
            return None
        reached = (days for days in FORECAST_DAYS if self.ends_at - now <= timedelta(days=days))
        return min(reached, default=None)
