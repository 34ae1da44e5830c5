"""A look into clearing is counted in metered reads, and stops at the cap of a merchant and of all merchants."""

from dataclasses import replace

from daybook.domain.clearing.books_reading import MOST_READS, MOST_READS_OF_ALL, BooksUnreadableError
from daybook.domain.errors import RetriableError
from unit.portal.clearing.test_clearing import look, pay
from unit.portal.merchant import MERCHANT


def test_the_cap_of_a_merchant_stops_before_anything_is_read(following, visitor):
    pay(following)
    record = following.clearing.record(MERCHANT)
    following.clearing.save_record(MERCHANT, replace(record, month="2026-11", reads=MOST_READS - 6))

    page = look(visitor)

    assert "readings of this month are used up" in page.words
    assert following.movements.asked == []


def test_reads_of_another_month_do_not_count(following, visitor):
    record = following.clearing.record(MERCHANT)
    following.clearing.save_record(MERCHANT, replace(record, month="2026-10", reads=MOST_READS))

    look(visitor)

    assert len(following.movements.asked) == 1


def test_the_cap_of_all_merchants_stops_too(following, visitor):
    following.clearing.reads["2026-11"] = MOST_READS_OF_ALL

    page = look(visitor)

    assert "all merchants together have used up the readings" in page.words
    assert following.movements.asked == []


def test_reads_that_a_look_did_not_need_come_off_both_counts(following, visitor):
    look(visitor)

    assert following.clearing.record(MERCHANT).reads == following.clearing.reads["2026-11"] == 1


def test_an_answer_that_was_lost_costs_the_most_it_can_have_cost(following, visitor):
    following.movements.errors.append(RetriableError("QuickBooks is away"))

    look(visitor)

    assert following.clearing.record(MERCHANT).reads == 7


def test_an_answer_that_cannot_be_used_leaves_what_was_read_before(following, visitor):
    pay(following)
    look(visitor)
    following.movements.errors.append(BooksUnreadableError("cut"))

    page = look(visitor)

    assert "QuickBooks’ answer cannot be used" in page.words
    assert following.clearing.record(MERCHANT).reading is not None
