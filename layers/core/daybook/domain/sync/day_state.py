"""The state of a business date and the actions that a person may ask for, for pages and API."""

from enum import StrEnum


class DayState(StrEnum):
    """How a business date stands over all locations, from best to worst.

    `accepted`: in the books, with a difference to talech that a person accepted. `missing`: due and without an outcome.
    `change`: in the books, and a change waits for a person. `edited`: a person changed its document in QuickBooks, and
    what it holds is not on record. `held`: not in the books, and it waits. `removed`: a person deleted its document.
    `partly`: a part of it is in the books, and the rest waits.
    """

    BEFORE = "before"
    EMPTY = "empty"
    POSTED = "posted"
    UNDONE = "undone"
    ACCEPTED = "accepted"
    GAPS = "gaps"
    COMING = "coming"
    MISSING = "missing"
    CHANGE = "change"
    EDITED = "edited"
    HELD = "held"
    REMOVED = "removed"
    PARTLY = "partly"
    FAILED = "failed"


class DayAction(StrEnum):
    """The buttons of a day."""

    RETRY = "retry"
    RELEASE = "release"
    UNDO = "undo"
    REDO = "redo"


class NextStep(StrEnum):
    """The one thing that a merchant or an accountant does about a day.

    `release`: decide whether it is posted as it is. `keep`: decide whether the edited document stays. `retry`: settle
    the cause, then have the day read again; `sync`: no cause is known. `accounts`, `tax_codes`: choose what it lacks.
    `nothing`: the day is as it should be, or Daybook or its support team acts.
    """

    NOTHING = "nothing"
    RELEASE = "release"
    KEEP = "keep"
    RETRY = "retry"
    SYNC = "sync"
    UNDO = "undo"
    REDO = "redo"
    RECONNECT = "reconnect"
    ACCOUNTS = "accounts"
    TAX_CODES = "tax_codes"
