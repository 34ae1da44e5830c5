"""How a client stands on an accountant's board: what asks for a person, how urgent it is, and why.

The order of the board is the tier, then the score, then the name. The score lets a day of a small client count as much
as a day of a large one, and grows with the age of the oldest day and with the nearness of a deadline.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from math import log2

_OLDEST_THAT_COUNTS = 14
_A_DAY_OF_AGE = 0.5
_NEAR_DAYS = 10


class Tier(IntEnum):
    """What a client needs, from nothing to everything."""

    WELL = 0
    NOTICE = 1
    DECISION = 2
    DOUBTFUL = 3
    STOPPED = 4


class Cause(StrEnum):
    """Why a client stands where it stands, the most urgent first.

    `partly`, `edited`, `removed`: as in `DayState`. `moved`: QuickBooks moved a balance, so a proof no longer holds.
    `double_income`: sales stand twice. `change`: a posted day whose change waits. `account_gone`: the mapping uses an
    account that is gone. `renamed`: a person changed a list of QuickBooks that the mapping uses. `vendor`: days that
    wait until a vendor answers again.
    """

    NOT_CONNECTED = "not_connected"
    DOUBLE_INCOME = "double_income"
    PARTLY = "partly"
    MOVED = "moved"
    REMOVED = "removed"
    EDITED = "edited"
    FAILED = "failed"
    HELD = "held"
    CHANGE = "change"
    MISSING = "missing"
    ACCOUNT_GONE = "account_gone"
    GAPS = "gaps"
    VENDOR = "vendor"
    RENAMED = "renamed"
    NOT_SET_UP = "not_set_up"


TIERS: Mapping[Cause, Tier] = {
    Cause.NOT_CONNECTED: Tier.STOPPED,
    Cause.DOUBLE_INCOME: Tier.DOUBTFUL,
    Cause.PARTLY: Tier.DOUBTFUL,
    Cause.MOVED: Tier.DOUBTFUL,
    Cause.REMOVED: Tier.DOUBTFUL,
    Cause.EDITED: Tier.DOUBTFUL,
    Cause.FAILED: Tier.DECISION,
    Cause.HELD: Tier.DECISION,
    Cause.CHANGE: Tier.DECISION,
    Cause.MISSING: Tier.DECISION,
    Cause.ACCOUNT_GONE: Tier.DECISION,
    Cause.GAPS: Tier.DECISION,
    Cause.VENDOR: Tier.NOTICE,
    Cause.RENAMED: Tier.NOTICE,
    Cause.NOT_SET_UP: Tier.NOTICE,
}
# The amounts of these are days' sales or changes that are not in the books yet.
WAITING = frozenset({Cause.FAILED, Cause.HELD, Cause.CHANGE, Cause.PARTLY, Cause.EDITED, Cause.REMOVED, Cause.VENDOR})


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for one cause.

    `days` counts location-days, `amount_minor` is their sum in minor units, None if it is not on record of every day.
    `oldest` is the business date of the oldest. A cause of the client as a whole has no days.
    """

    cause: Cause
    days: int = 0
    amount_minor: int | None = None
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that asks for a person at one client, the most urgent first.

    `ordinary_day_minor` is the median of the client's days in the books, in minor units; 0 before there are any.
    """

    waits: tuple[Waits, ...] = ()
    ordinary_day_minor: int = 0

    @property
    def tier(self) -> Tier:
        """The tier of the most urgent cause."""
        return max((TIERS[each.cause] for each in self.waits), default=Tier.WELL)

    @property
    def amount_minor(self) -> int:
        """The sum of every amount that is on record, in minor units."""
        return sum(each.amount_minor or 0 for each in self.waits)

    @property
    def oldest(self) -> date | None:
        """The business date of the oldest day that waits."""
        return min((each.oldest for each in self.waits if each.oldest is not None), default=None)

    def of(self, *causes: Cause) -> tuple[Waits, ...]:
        """What waits for one of these causes."""
        return tuple(each for each in self.waits if each.cause in causes)

    def score(self, today: date, deadline: date | None) -> float:
        """How urgent the client is within its tier; `deadline` is the next lock or filing, `today` the client's date.

        A client without an ordinary day counts as if one ordinary day waits.
        """
        ordinary = self.ordinary_day_minor or self.amount_minor
        size = log2(1 + self.amount_minor / ordinary) if ordinary > 0 else 0.0
        age = min((today - self.oldest).days, _OLDEST_THAT_COUNTS) if self.oldest is not None else 0
        near = _NEAR_DAYS - min(max((deadline - today).days, 0), _NEAR_DAYS) if deadline is not None else 0
        return size + _A_DAY_OF_AGE * age + near
