"""Which class or location of QuickBooks a store's name proposes."""

import pytest

from daybook.domain.proposals.tracking import entry_of_store

CITIES = {name: name for name in ("New York", "Chicago", "Phoenix", "York")}


@pytest.mark.parametrize(
    ("store", "entry"),
    [
        ("Chicago", "Chicago"),
        ("Harbor Slice New York", "New York"),
        ("harbor slice CHICAGO", "Chicago"),
        ("Harbor Slice", None),
        ("Boston", None),
        ("Chicago Phoenix", None),
        ("", None),
    ],
)
def test_the_one_entry_whose_words_the_store_bears(store, entry):
    assert entry_of_store(store, CITIES) == entry


def test_an_entry_that_says_more_than_the_store():
    assert entry_of_store("Laval", {"1": "Café Tilleul Laval"}) == "1"


def test_entries_that_are_alike_propose_nothing():
    assert entry_of_store("Laval", {"1": "Laval", "2": "LAVAL"}) is None


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ({}, None),
        ({"1": ""}, None),
        ({"1": "New York", "2": "York"}, "1"),
        ({"1": "York", "2": "New York"}, "2"),
        ({"1": "York", "2": "New York", "3": "York New"}, None),
        ({"1": "Harbor Slice New York and Boston", "2": "Slice"}, "1"),
        ({"1": "York Street", "2": "Slice"}, "2"),
        ({"1": "The", "2": "Slice"}, "2"),
    ],
)
def test_the_entry_with_the_most_words_of_the_store_fits_best_and_two_of_them_fit_not(entries, found):
    assert entry_of_store("Harbor Slice New York", entries) == found
