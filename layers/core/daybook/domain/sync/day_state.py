"""How a business date stands, and what a person may do to a day: one word each, for pages and API."""

from enum import StrEnum


class DayState(StrEnum):
    """How a business date stands over all locations, from best to worst; `missing` is due and without an outcome."""

    BEFORE = "before"
    EMPTY = "empty"
    POSTED = "posted"
    UNDONE = "undone"
    GAPS = "gaps"
    COMING = "coming"
    MISSING = "missing"
    HELD = "held"
    FAILED = "failed"


class DayAction(StrEnum):
    """The buttons of a day."""

    RETRY = "retry"
    RELEASE = "release"
    UNDO = "undo"
    REDO = "redo"
