"""An entry says what is known, in the language of its reader, and names every reason and fault that it explains."""

from dataclasses import replace

import pytest

from daybook.domain.catalogue.entries import Actor, Entry, EntryText
from daybook.domain.catalogue.error_catalogue import entry
from daybook.domain.catalogue.phrases import Phrase
from daybook.domain.errors import Condition, HoldReason, Refusal

NOTHING = frozenset()
ENTRY = Entry(
    code="DB-1999",
    who=Actor.MERCHANT,
    holds=frozenset({HoldReason.NOT_TIED, HoldReason.CLOSED_PERIOD}),
    refusals=frozenset({Refusal.SESSION_ENDED, Refusal.FORM_EXPIRED}),
    conditions=frozenset({Condition.BUG}),
    faults=frozenset({6200, 120, 3001}),
    refines=frozenset({HoldReason.NEEDS_RECONNECT}),
    title=Phrase("Title[ of {day}][ at {location}]"),
    happened=Phrase("Happened[ in {days}][ for {amount}]"),
    action=Phrase("Do[ in {company}][ and not {expected}]"),
    who_acts=Phrase("You[ since {since}]"),
)
VALUES = {
    "day": "May 1",
    "days": "two days",
    "location": "Queen St",
    "amount": "$5",
    "company": "Café",
    "expected": "Other",
    "since": "noon",
}


def test_an_entry_says_every_value_that_is_known():
    assert ENTRY.text("en", **VALUES) == EntryText(
        title="Title of May 1 at Queen St",
        happened="Happened in two days for $5",
        action="Do in Café and not Other",
        who="You since noon",
    )


def test_an_entry_says_nothing_of_what_is_unknown():
    assert ENTRY.text("en") == EntryText("Title", "Happened", "Do", "You")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("day", EntryText("Title of May 1", "Happened", "Do", "You")),
        ("location", EntryText("Title at Queen St", "Happened", "Do", "You")),
        ("days", EntryText("Title", "Happened in two days", "Do", "You")),
        ("amount", EntryText("Title", "Happened for $5", "Do", "You")),
        ("company", EntryText("Title", "Happened", "Do in Café", "You")),
        ("expected", EntryText("Title", "Happened", "Do and not Other", "You")),
        ("since", EntryText("Title", "Happened", "Do", "You since noon")),
    ],
)
def test_each_value_is_said_where_it_belongs(value, said):
    assert ENTRY.text("en", **{value: VALUES[value]}) == said


def test_an_entry_speaks_the_language_of_its_reader():
    assert (entry("DB-1001").text("en").title, entry("DB-1001").text("fr-CA").title) == (
        "QuickBooks is disconnected",
        "QuickBooks est déconnecté",
    )


def test_an_entry_names_its_reasons_by_kind_and_its_faults_by_number():
    assert ENTRY.keys == (
        "hold:closed_period",
        "hold:not_tied",
        "refusal:form_expired",
        "refusal:session_ended",
        "condition:bug",
        "quickbooks:120",
        "quickbooks:3001",
        "quickbooks:6200",
    )
    assert replace(ENTRY, holds=NOTHING, refusals=NOTHING, conditions=NOTHING, faults=NOTHING).keys == ()
