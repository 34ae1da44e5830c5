"""The days on which banks move money."""

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_bank_day(on: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, but for holidays."""
    return on.weekday() < _SATURDAY and on not in holidays


def bank_days_after(on: date, days: int, holidays: Collection[date]) -> date:
    """The bank day that many bank days later; with 0 the day itself or the next bank day."""
    found, left = on, days
    while left > 0 or not is_bank_day(found, holidays):
        found += timedelta(days=1)
        left -= left > 0 and is_bank_day(found, holidays)
    return found
