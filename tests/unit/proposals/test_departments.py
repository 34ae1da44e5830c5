"""The departments that cover the words of a category, from the nearest to the widest."""

import pytest

from daybook.domain.chart.name_words import words_of
from daybook.domain.proposals.departments import EVERY_DEPARTMENT, departments_of


def test_there_are_three_departments():
    assert {"beverage", "alcohol", "food"} == EVERY_DEPARTMENT


@pytest.mark.parametrize(
    ("name", "departments"),
    [
        ("Coffee", ("beverage",)),
        ("Thés et tisanes", ("beverage",)),
        ("Hot, cold and iced coffee", ("beverage",)),
        ("Beer and wine", ("alcohol", "beverage")),
        ("Poulet", ("food",)),
        ("Beverages", ("beverage",)),
        ("Alcohol", ("alcohol",)),
        ("Beverages and coffee", ("beverage",)),
        ("Beer and coffee", ()),
        ("Coffee and pizza", ()),
        ("Knitwear", ()),
        ("Coffee and knitwear", ()),
        ("Fresh", ()),
        ("", ()),
    ],
)
def test_every_word_of_a_category_is_of_one_department_or_of_none(name, departments):
    assert departments_of(words_of(name)) == departments
