"""Instants and closings of the merchant with two shops, and what counts the calls of a store."""

from datetime import UTC, datetime, time, timedelta

from daybook.application.ports import Closing

QUEEN, KING = "304267:1", "304268:1"
FOUR = Closing("America/Toronto", time(4, 5))
TEN = Closing("America/Toronto", time(22, 5))
DELAY = timedelta(minutes=5)
DAY = timedelta(days=1)
# Tuesday morning at Queen St, when the 23rd has ended there.
TUESDAY = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def found(looks):
    return [(instant, missed) for instant, watched in looks for missed in watched.missed]


class Counting:
    """Any store; `calls` counts what is asked of it."""

    def __init__(self, store, calls):
        self._store, self._calls = store, calls

    def __getattr__(self, name):
        self._calls[name] += 1
        return getattr(self._store, name)
