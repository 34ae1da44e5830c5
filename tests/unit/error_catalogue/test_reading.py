"""A catalogue that would leave somebody without words is refused when it is read, and the refusal names the place."""

import json
from importlib.resources import files

import pytest

from daybook.domain.catalogue.entries import Actor, Entry
from daybook.domain.catalogue.file import CatalogueBrokenError, read_entries
from daybook.domain.catalogue.phrases import Phrase
from daybook.domain.errors import Condition, HoldReason, Refusal

WHOLE = (files("daybook") / "error_catalogue.toml").read_text(encoding="utf-8")
TITLE = 'title = "QuickBooks is disconnected"\n'


def broken(old, new):
    assert WHOLE.count(old) >= 1
    return WHOLE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (TITLE, "", "DB-1001 title is no text"),
        (TITLE, 'title = " "\n', "DB-1001 title: .*says nothing"),
        (TITLE, 'title.en = "QuickBooks is disconnected"\n', "DB-1001 title is no text"),
        ('holds = ["not_tied"]', 'holds = ["not_tidy"]', "DB-1301: 'not_tidy' is not a valid HoldReason"),
        ('holds = ["not_tied"]', "quickbooks = [7777]", r"no entry for \['hold:not_tied'\]"),
        ('refusals = ["launch_used"]', "quickbooks = [7777]", r"no entry for \['refusal:launch_used'\]"),
        ('conditions = ["bug"]', "quickbooks = [7777]", r"no entry for \['condition:bug'\]"),
        ("quickbooks = [6430]", "quickbooks = [6430, 6200]", "quickbooks:6200 has two entries, DB-1103 and DB-1201"),
        ("quickbooks = [6430]", 'quickbooks = ["6400-6480"]', "quickbooks:6470 has two entries"),
        ("quickbooks = [6430]", 'quickbooks = ["many"]', "DB-1103: 'many' is no fault code"),
        ("[DB-1001]", "[DB-01]", "DB-01.* is no code"),
        ('who = "accountant"', 'who = "somebody"', "'somebody' is not a valid Actor"),
        ('nobody = "Nobody"\n', "", r"\[who\] lacks .*'nobody'"),
        ("quickbooks = [6430]\n", "", "DB-1103 answers to nothing"),
        ('refines = ["account_unusable"]', 'replaces = ["account_unusable"]', r"has \['replaces'\]"),
    ],
)
def test_a_broken_catalogue_is_refused_by_name(old, new, names):
    with pytest.raises(CatalogueBrokenError, match=names):
        read_entries(broken(old, new))


def names(kind):
    return json.dumps([member.value for member in kind])


# Every reason, refusal and condition in three entries, which stand in another order than their codes.
SMALL = f"""
[who]
merchant = "You"
accountant = "Your accountant"
operator = "Our team"
developer = "A developer"
nobody = "Nobody[ at {{location}}]"

[DB-1003]
who = "nobody"
conditions = {names(Condition)}
title = "Third"
happened = "Happened[ on {{day}}]."
action = "Wait."

[DB-1001]
who = "operator"
refusals = {names(Refusal)}
quickbooks = [120, "200-202", "300", "400-400"]
title = "First"
happened = "Refused."
action = "Call."

[DB-1002]
who = "merchant"
holds = {names(HoldReason)}
refines = ["not_tied", "not_mapped"]
title = "Second"
happened = "Held."
action = "Decide."
"""


def test_a_catalogue_is_read_as_its_entries_by_code():
    nothing = frozenset()

    assert read_entries(SMALL) == (
        Entry(
            "DB-1001",
            Actor.OPERATOR,
            holds=nothing,
            refusals=frozenset(Refusal),
            conditions=nothing,
            faults=frozenset({120, 200, 201, 202, 300, 400}),
            refines=nothing,
            title=Phrase("First"),
            happened=Phrase("Refused."),
            action=Phrase("Call."),
            who_acts=Phrase("Our team"),
        ),
        Entry(
            "DB-1002",
            Actor.MERCHANT,
            holds=frozenset(HoldReason),
            refusals=nothing,
            conditions=nothing,
            faults=nothing,
            refines=frozenset({HoldReason.NOT_TIED, HoldReason.NOT_MAPPED}),
            title=Phrase("Second"),
            happened=Phrase("Held."),
            action=Phrase("Decide."),
            who_acts=Phrase("You"),
        ),
        Entry(
            "DB-1003",
            Actor.NOBODY,
            holds=nothing,
            refusals=nothing,
            conditions=frozenset(Condition),
            faults=nothing,
            refines=nothing,
            title=Phrase("Third"),
            happened=Phrase("Happened[ on {day}]."),
            action=Phrase("Wait."),
            who_acts=Phrase("Nobody[ at {location}]"),
        ),
    )


WHO = SMALL[SMALL.index("[who]") : SMALL.index("[DB-1003]")]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (WHO, "", r"^\[who\] lacks .*'accountant'.*'developer'.*'merchant'.*'nobody'.*'operator'"),
        ("[who]\n", '[who]\nowner = "The owner"\n', r"^\[who\] has \['owner'\]: known are .*'accountant'.*'operator'"),
        ('"Our team"', '" "', "^who operator: ' ' says nothing"),
        ('"Our team"', "7", "^who operator is no text"),
        ('happened = "Refused."', "happened = 7", "^DB-1001 happened is no text"),
        ('action = "Call."', 'action = "Call {day}."', "^DB-1001 action: .* outside a whole part"),
        ('who = "operator"\n', "", "^DB-1001: '' is not a valid Actor"),
        ('refines = ["not_tied"', 'refines = ["tied"', "^DB-1002: 'tied' is not a valid HoldReason"),
        ('refusals = ["', 'refusals = ["x", "', "^DB-1001: 'x' is not a valid Refusal"),
        ('conditions = ["', 'conditions = ["x", "', "^DB-1003: 'x' is not a valid Condition"),
        ('"200-202"', '"200-x"', "^DB-1001: '200-x' is no fault code"),
        ('"200-202"', '"x-202"', "^DB-1001: 'x-202' is no fault code"),
        ('"200-202"', '"-202"', "^DB-1001: '-202' is no fault code"),
        ('"200-202"', "-202", "^DB-1001: -202 is no fault code"),
        (
            names(Condition),
            "[]",
            "^DB-1003 answers to nothing: give it one of holds, refusals, conditions, quickbooks$",
        ),
        ("[DB-1003]", "[DB-2003]", r"^\[DB-2003\] is no code"),
        ("[DB-1003]", "[DB-10031]", r"^\[DB-10031\] is no code"),
        ("[DB-1003]", "[XDB-1003]", r"^\[XDB-1003\] is no code"),
        ('title = "Third"', 'titel = "Third"', r"^DB-1003 has \['titel'\]: known are \['action', 'conditions', "),
        ('conditions = ["', 'conditions = ["bug"]\nholds = ["', "is not a valid HoldReason"),
    ],
)
def test_a_small_catalogue_is_refused_for_each_part_that_is_wrong(old, new, says):
    text = SMALL.replace(old, new, 1)

    with pytest.raises(CatalogueBrokenError, match=says):
        read_entries(text)


def test_a_key_of_two_entries_is_refused_with_both():
    text = SMALL.replace("[DB-1002]\n", "[DB-1002]\nquickbooks = [201]\n")

    with pytest.raises(CatalogueBrokenError, match=r"^quickbooks:201 has two entries, DB-1001 and DB-1002: keep one$"):
        read_entries(text)
