"""What a record of a deed says changed, and which deeds count only if something did."""

import pytest

from daybook.domain.audit import CHANGES_A_FACT, OF_THE_SETUP, Change, changes_between


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({}, {}, ()),
        ({"plan": "a"}, {"plan": "a"}, ()),
        ({"plan": "a"}, {"plan": "b"}, (Change("plan", "a", "b"),)),
        ({}, {"plan": "b"}, (Change("plan", "", "b"),)),
        ({"plan": "a"}, {}, (Change("plan", "a", ""),)),
        ({}, {"plan": ""}, ()),
        ({"plan": ""}, {}, ()),
        (
            {"b": "1", "same": "x", "d": "3"},
            {"d": "4", "a": "0", "same": "x", "c": "2"},
            (Change("a", "", "0"), Change("b", "1", ""), Change("c", "", "2"), Change("d", "3", "4")),
        ),
    ],
)
def test_the_facts_that_differ_are_told_by_name_with_both_texts(before, after, changes):
    assert changes_between(before, after) == changes


def test_a_form_that_also_shows_what_would_change_counts_only_if_it_changed_something():
    assert sorted(CHANGES_A_FACT) == [
        "accountant_invited",
        "accountant_removed",
        "disconnected",
        "firm_closed",
        "firm_people_changed",
        "firm_renamed",
        "mails_changed",
        "mapping_changed",
        "policies_changed",
        "posting_changed",
        "store_moved",
        "taxes_changed",
        "template_used",
        "tracking_changed",
    ]


def test_three_deeds_end_with_the_setup():
    assert sorted(OF_THE_SETUP) == ["link_ended", "link_shared", "setup_answered"]
