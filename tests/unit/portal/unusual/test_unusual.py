"""The page of unusual days: a day counted ten times is told with its figures, and an answer ends it."""

from dataclasses import replace

import pytest

from daybook.domain.unusual.days import Answer
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day


@pytest.fixture
def flooded(coming):
    """Four weeks of ordinary days, and one on which everything came tenfold."""
    coming.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, times=10)
    coming.work()
    return coming


def test_a_day_far_from_its_weekday_is_told_with_its_figures(flooded, visitor):
    words = visitor.open("/unusual").words

    assert "1 day looks unusual." in words
    assert "Monday, November 23, Queen St" in words
    assert "a usual Mon is" in words
    assert flooded.sync_log.history(MERCHANT)


def test_an_answer_ends_the_notice_and_is_kept(flooded, visitor):
    page = visitor.send(visitor.open("/unusual"), "/unusual/answer", answer="right")

    assert "No day of the last 60 days looks unusual." in page.words
    assert set(flooded.answered.answers(MERCHANT).answers.values()) == {Answer.RIGHT}


@pytest.mark.parametrize("sent", [{"answer": "maybe"}, {"date": "x"}, {"rule": "colour"}])
def test_an_answer_that_is_none_is_refused(flooded, visitor, sent):
    page = visitor.send(visitor.open("/unusual"), "/unusual/answer", **({"answer": "right"} | sent))

    assert "is no answer to a notice" in page.words
    assert flooded.answered.answers(MERCHANT).answers == {}


@pytest.mark.usefixtures("synced")
def test_ordinary_weeks_are_silent_in_both_languages(synced, visitor):
    assert "No day of the last 60 days looks unusual." in visitor.open("/unusual").words
    assert "Aucune journée des 60 derniers jours ne semble inhabituelle." in synced.visitor("fr").open("/unusual").words
    assert replace(synced.connection) == synced.connection
