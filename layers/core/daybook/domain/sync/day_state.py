"""The state of a business date and the actions that a person may ask for, for pages and API."""

from enum import StrEnum


class DayState(StrEnum):
    """The state of a business date over all locations, from best to worst; `missing` means due without an outcome."""

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
