"""A command that changes something leaves a record that the merchant can read; one that only looks leaves none."""

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN
from daybook.domain.audit import Deed

RANGE = f"--merchant {MERCHANT} --from {MONDAY} --to {MONDAY}"


def test_an_operators_change_names_what_was_and_is(daybook, merchant):
    daybook(f"choose --merchant {MERCHANT} --untied post_and_flag")

    (record,) = merchant.audit.records[MERCHANT]
    assert (record.who, record.deed) == ("Daybook", Deed.POSTING_CHANGED)
    assert [(each.fact, each.before, each.after) for each in record.changes] == [("untied", "hold", "post_and_flag")]


@pytest.mark.parametrize(
    ("command", "deed"),
    [
        (f"undo {RANGE}", Deed.DAY_ACTED_ON),
        (f"sync {RANGE}", Deed.DAYS_ASKED_FOR),
        (f"map --merchant {MERCHANT} --set tender:CASH=4", Deed.MAPPING_CHANGED),
    ],
)
def test_every_command_that_writes_is_on_record(daybook, merchant, command, deed):
    merchant.post()

    assert daybook(command).exit_code == 0

    assert [record.deed for record in merchant.audit.records[MERCHANT]] == [deed]


@pytest.mark.parametrize(
    "command", [f"undo {RANGE} --dry-run", f"history --merchant {MERCHANT}", f"choose --merchant {MERCHANT}"]
)
def test_a_command_that_only_looks_leaves_none(daybook, merchant, command):
    merchant.post()

    daybook(command)

    assert merchant.audit.records == {}


def test_a_command_that_is_refused_leaves_none(daybook, merchant):
    assert daybook(f"release --merchant {MERCHANT} --date {MONDAY} --location {QUEEN}").exit_code != 0
    assert merchant.audit.records == {}
