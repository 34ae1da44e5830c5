"""What Daybook says of clearing and double income is held against the truth, payout by payout."""

from dataclasses import replace
from datetime import date

import pytest

from daybook_local.demo.month_end.accountant import Answers, ClearingRow
from daybook_local.demo.month_end.beside import OpenPart, Truth
from daybook_local.demo.month_end.reckoning import Reckoning, reckon

MON, TUE, WED, THU = (date(2026, 3, day) for day in (2, 3, 4, 5))
TRUTH = Truth(
    parts=(
        OpenPart("cards", (MON,), "11", 0, "right"),
        OpenPart("cards", (TUE, WED), "12", 2_764, "no fee line"),
        OpenPart("cards", (THU,), "", 140_275, "on its way to the bank"),
        OpenPart("AMEX", (MON, THU), "13", 0, "right"),
    ),
    balances={"cards": 143_039, "AMEX": 0},
    doubled=frozenset({"21", "22"}),
    harmless=frozenset({"31"}),
)
ROWS = (
    ClearingRow("Visa, Mastercard", MON, MON, "11", 0, "Sure"),
    ClearingRow("Visa, Mastercard", TUE, WED, "12", 2_764, "Likely"),
    ClearingRow("Visa, Mastercard", THU, THU, "", 140_275, ""),
    ClearingRow("American Express", MON, THU, "13", 0, "Sure"),
)
GOOD = Answers(ROWS, frozenset({"21", "22"}), clearing_reads=1, double_income_reads=2)


def answers(number, **changes):
    """The good answers with one line changed."""
    rows = list(ROWS)
    rows[number] = replace(rows[number], **changes)
    return replace(GOOD, clearing=tuple(rows))


def test_what_is_right_to_the_cent_is_well():
    found = reckon(TRUTH, GOOD)

    assert found.problems == []
    assert (found.clearing_minor, found.explained_minor, found.unexplained_minor) == (143_039, 143_039, 0)
    assert (found.sure, found.sure_wrong, found.likely, found.likely_wrong, found.asked) == (2, 0, 1, 0, 0)
    assert (found.double_income_planted, found.double_income_found, found.false_alarms) == (2, 2, 0)
    assert (found.clearing_reads, found.double_income_reads) == (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        answers(0, last=TUE),
        answers(3, last=MON),
        answers(0, document="99"),
        answers(0, document=""),
        answers(0, first=None, last=None),
    ],
    ids=["a day too many", "a day too few", "no payout", "no document", "no day"],
)
def test_a_payout_that_is_sure_of_other_days_than_it_pays_is_wrong(wrong):
    found = reckon(TRUTH, wrong)

    assert found.sure_wrong == 1
    assert "and Daybook is sure" in " ".join(found.problems)


def test_days_on_which_the_group_took_nothing_do_not_make_a_run_wrong():
    """American Express paid Monday and Thursday in one sum; between them it took nothing."""
    assert reckon(TRUTH, GOOD).sure_wrong == 0


def test_a_likely_payout_that_is_wrong_is_counted_and_is_no_problem():
    found = reckon(TRUTH, answers(1, first=MON, last=TUE))

    assert (found.likely, found.likely_wrong) == (1, 1)
    assert found.problems == []


def test_money_of_no_day_and_groups_that_are_off_are_not_explained():
    undated = reckon(TRUTH, answers(2, first=None, last=None))
    moved = reckon(
        TRUTH,
        replace(GOOD, clearing=(*ROWS[:2], replace(ROWS[2], left_minor=140_000), replace(ROWS[3], left_minor=275))),
    )

    assert (undated.explained_minor, undated.unexplained_minor) == (2_764, 140_275)
    assert any("Daybook explains 2764" in problem for problem in undated.problems)
    assert (moved.explained_minor, moved.unexplained_minor) == (143_039, 2 * 275)
    assert moved.problems == ["550 minor units on clearing are not explained"]


def test_double_income_that_is_missed_and_a_false_alarm_are_named():
    found = reckon(TRUTH, replace(GOOD, doubled=frozenset({"21", "31"})))

    assert (found.double_income_found, found.false_alarms) == (1, 1)
    assert len(found.problems) == 2


def test_a_day_that_is_not_in_the_books_sets_truth_and_ledger_apart():
    found = reckon(replace(TRUTH, balances={"cards": 143_040, "AMEX": 0}), GOOD)

    assert found.problems[0] == "the truth leaves 143039 minor units on clearing, the ledger has 143040"


def test_clients_are_added_up():
    one = Reckoning(clearing_minor=10, sure=1, false_alarms=2)

    assert sum([one, one], Reckoning()) == Reckoning(clearing_minor=20, sure=2, false_alarms=4)
