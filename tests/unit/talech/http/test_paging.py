"""Pages that move: a part of a list is never taken for the whole."""

import pytest

from daybook.adapters.talech.http.paging import READINGS, page_at_offset, steady_rows
from daybook.domain.errors import RetriableError


def pages_of(*passes):
    """Reads pass after pass, page after page; each page is (rows, total)."""
    remaining = [iter(each) for each in passes]
    current = []

    def read_page(position):
        if position is None:
            current[:] = [remaining.pop(0)]
        rows, total = next(current[0])
        return page_at_offset(int(position or 0), tuple(rows), total)

    return read_page


def test_a_list_of_one_page_is_read_with_one_call():
    calls = []

    def read_page(position):
        calls.append(position)
        return page_at_offset(0, ("a", "b"), 2)

    assert steady_rows("orders", read_page) == ["a", "b"]
    assert calls == [None]


def test_pages_shorter_than_asked_for_are_read_to_the_count():
    read_page = pages_of([(["a", "b"], 5), (["c", "d"], 5), (["e"], 5)])

    assert steady_rows("orders", read_page) == ["a", "b", "c", "d", "e"]


def test_without_a_count_pages_are_read_until_one_is_empty():
    read_page = pages_of([(["a", "b"], None), (["c"], None), ([], None)])

    assert steady_rows("orders", read_page) == ["a", "b", "c"]


def test_an_order_that_arrives_between_two_pages_makes_the_list_be_read_again():
    moving = [(["a", "b"], 3), (["b", "c"], 4)]
    still = [(["z", "a"], 4), (["b", "c"], 4)]

    assert steady_rows("orders", pages_of(moving, still)) == ["z", "a", "b", "c"]


def test_an_order_that_leaves_between_two_pages_makes_the_list_be_read_again():
    """The page boundary moves up, and the row that crossed it would be missed."""
    moving = [(["a", "b"], 4), (["d"], 3)]
    still = [(["b", "c"], 3), (["d"], 3)]

    assert steady_rows("orders", pages_of(moving, still)) == ["b", "c", "d"]


def test_a_page_that_comes_twice_makes_the_list_be_read_again():
    repeating = [(["a", "b"], 4), (["a", "b"], 4)]
    still = [(["a", "b"], 4), (["c", "d"], 4)]

    assert steady_rows("orders", pages_of(repeating, still)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    "unsteady",
    [
        [(["a", "b"], 3), (["c"], 4), ([], 4)],
        [(["a", "b"], 4), (["a", "b"], 4)],
        [(["a"], 2), ([], 2)],
    ],
)
def test_a_list_that_never_holds_still_is_an_error_and_not_its_part(unsteady):
    with pytest.raises(RetriableError, match="the pages of orders"):
        steady_rows("orders", pages_of(*[unsteady] * READINGS))
