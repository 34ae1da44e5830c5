"""The states that releases left days in, chosen by what a test claims of them."""

import json

import pytest

from daybook.domain.posting.books_calls import CallAction
from daybook.domain.sync.location_day import POSTED_STATES, SyncState
from released.write_rows import HERE


def states(keep):
    """The states of every release that a claim is about."""
    for path in sorted(HERE.glob("*/days/*.json")):
        record = json.loads(path.read_text("utf-8"))["record"]
        if keep(path.stem, record):
            yield pytest.param(path.parents[1], path.stem, id=f"{path.parents[1].name}-{path.stem}")


def over(keep):
    return pytest.mark.parametrize(("release", "state"), list(states(keep)))


def settled_well(_, record):
    return record["intent"] is None and record["state"] in {*POSTED_STATES, SyncState.EMPTY, SyncState.UNDONE}


def in_the_books(_, record):
    """Posted, and no person was there."""
    return record["intent"] is None and record["state"] in POSTED_STATES and record["drift"] is None


def in_open_books(name, record):
    return in_the_books(name, record) and not record["deltas"]


def under_one_mapping(name, record):
    """Booked as its mapping says; a form whose tax QuickBooks worked out itself was booked otherwise."""
    return in_the_books(name, record) and name != "posted_with_tax_as_lines"


def never_posted(name, record):
    waits = record["state"] in {SyncState.DUE, SyncState.FAILED} and record["intent"] is None
    return waits or name.endswith("_and_released")


def open_call(name, record):
    return name.startswith("open_") and record["intent"]["action"] != CallAction.REMOVE


def open_removal(name, record):
    return name.startswith("open_") and record["intent"]["action"] == CallAction.REMOVE
