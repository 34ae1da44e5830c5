"""What the bad night is held to, and when it begins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook_local.demo.incident.story import Outcome, begins_a_night_early, dates_of_the_night, ending_of
from daybook_local.demo.incident.troubles import TROUBLES
from daybook_local.system.places import DEFAULT_MERCHANT
from daybook_local.system.samples.sample import LoadedSample
from unit.local_demo.sequels.test_two_outages import BOOKS, FIGURES

FIRED = frozenset({"QuickBooksFailingAlarm", "DeadLettersWaitingAlarm"})
GOOD = Outcome(FIRED, FIRED, letters=3, settled=3, left=0, unseen=(), said=("A note.",))


def test_a_night_whose_alarms_ended_and_whose_letters_are_settled_is_well():
    ending = ending_of(BOOKS, GOOD, faults=6)

    assert (ending.problems, list(ending.said)) == ([], ["A note."])
    assert ending.figures == {
        "faults": 6,
        "alarms_fired": 2,
        "alarms_cleared": 2,
        "letters": 3,
        "letters_settled": 3,
        "lost": 0,
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cleared": frozenset({"DeadLettersWaitingAlarm"})}, "still in alarm: QuickBooksFailingAlarm"),
        ({"left": 2}, "2 dead letters are left"),
        ({"unseen": ("A bug meets one merchant",)}, "not seen: A bug meets one merchant"),
    ],
)
def test_whatever_else_happened_is_named(change, words):
    (problem,) = ending_of(BOOKS, replace(GOOD, **change), faults=6).problems

    assert problem == words


def test_a_letter_that_is_left_is_not_settled_and_a_day_that_is_out_is_lost():
    out = replace(BOOKS, figures=replace(FIGURES, posted=0, held=1))

    ending = ending_of(out, replace(GOOD, left=1), faults=6)

    assert (ending.figures["letters_settled"], ending.figures["lost"]) == (2, 1)
    assert "1 location-days are not in the books" in ending.problems


def test_four_dates_are_of_the_night_and_it_begins_before_the_last_but_one_closes():
    sample = LoadedSample(DEFAULT_MERCHANT)
    dates = dates_of_the_night(sample, None, None)
    last_but_one = dates.last - timedelta(days=1)

    assert len(dates) == 4
    assert begins_a_night_early(sample, dates) == sample.ends(last_but_one)[0] - timedelta(minutes=15)
    assert dates_of_the_night(sample, date(2026, 3, 2), date(2026, 3, 8)).first == date(2026, 3, 2)


def test_every_trouble_has_an_alarm_of_its_own_or_says_how_it_shows():
    alarms = [trouble.alarm for trouble in TROUBLES if trouble.alarm is not None]

    assert len(alarms) == len(set(alarms)) == len(TROUBLES) - 1
    assert all(trouble.says for trouble in TROUBLES)
