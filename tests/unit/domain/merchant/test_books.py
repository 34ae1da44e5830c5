"""Which books take a location's business date, as moves say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.merchant.books import (
    BooksId,
    BooksMove,
    books_ever,
    books_on,
    every_books,
    first_books,
    next_books,
    talech_merchant_of,
)
from daybook.domain.outside_ids import OutsideIdError, TalechMerchantId

QUEEN, KING = "304267:1", "304268:1"
D = date(2026, 11, 24)
dates = st.dates(date(2026, 11, 1), date(2026, 11, 30))
moves = st.lists(
    st.builds(BooksMove, st.sampled_from([QUEEN, KING]), dates, st.sampled_from(["m_1", "m_1@2", "m_1@3"])), max_size=5
)


def test_a_location_that_never_moved_posts_to_the_first_books():
    assert books_on(QUEEN, D, "m_1@2", ()) == "m_1"


def test_a_move_takes_effect_on_its_date_and_leaves_earlier_days_and_other_locations():
    moved = (BooksMove(QUEEN, D, "m_1@2"),)

    assert books_on(QUEEN, D - timedelta(days=1), "m_1", moved) == "m_1"
    assert books_on(QUEEN, D, "m_1", moved) == "m_1@2"
    assert books_on(KING, D, "m_1", moved) == "m_1"


def test_of_two_moves_for_one_date_the_later_one_counts():
    changed_their_mind = (BooksMove(QUEEN, D, "m_1@2"), BooksMove(QUEEN, D, "m_1"))

    assert books_on(QUEEN, D, "m_1", changed_their_mind) == "m_1"


@given(moves, dates, st.sampled_from(["m_1", "m_1@2", "m_1@3"]))
def test_every_day_goes_into_exactly_one_of_the_books_that_ever_take_the_location(made, on, asking):
    taking = [books_id for books_id in every_books("m_1", made) if books_on(QUEEN, on, books_id, made) == books_id]

    assert taking == [books_on(QUEEN, on, asking, made)]
    assert set(taking) <= books_ever(QUEEN, asking, made)


def test_books_are_numbered_and_never_numbered_twice():
    assert next_books("m_1", ["m_1"]) == "m_1@2"
    assert next_books("m_1@2", ["m_1", "m_1@2", "m_1@9"]) == "m_1@10"


def test_books_know_their_merchant():
    assert (talech_merchant_of("m_1"), talech_merchant_of("m_1@2")) == ("m_1", "m_1")


@pytest.mark.parametrize("text", ["M100", "M100@2", "M100@9", "M100@10", "M100@99999", "M100@100000"])
def test_books_are_named_by_the_merchant_and_a_number_from_two_on(text):
    assert BooksId(text) == text


@pytest.mark.parametrize(
    "text", ["", "@2", "M100@", "M100@1", "M100@0", "M100@02", "M100@x", "M100@2@3", "M100@1000000"]
)
def test_any_other_text_names_no_books(text):
    with pytest.raises(OutsideIdError):
        BooksId(text)


def test_a_merchant_has_the_first_books_from_the_start():
    assert first_books(TalechMerchantId("M100")) == "M100"


@pytest.mark.parametrize("asking", ["m_1", "m_1@10"])
def test_all_books_are_told_in_the_order_of_their_numbers(asking):
    made = [BooksMove(QUEEN, D, BooksId(f"m_1@{number}")) for number in (10, 2, 9, 2)]

    assert every_books(asking, [*made, BooksMove(KING, D, "m_1")]) == ("m_1", "m_1@2", "m_1@9", "m_1@10")
    assert every_books(asking, []) == ("m_1",)


@pytest.mark.parametrize(
    ("known", "following"), [([], "m_1@2"), (["m_1"], "m_1@2"), (["m_1@2"], "m_1@3"), (["m_1@9", "m_1@10"], "m_1@11")]
)
def test_the_next_books_have_the_next_number(known, following):
    assert next_books("m_1", known) == following


def test_a_location_ever_posts_to_the_first_books_and_to_those_it_moved_to():
    made = (BooksMove(QUEEN, D, "m_1@2"), BooksMove(KING, D, "m_1@3"))

    assert books_ever(QUEEN, "m_1@3", made) == {"m_1", "m_1@2"}
    assert books_ever("304269:1", "m_1@3", made) == {"m_1"}
