"""Deposits that the bank's feed brought to income although they are payouts, and those that are not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.double_income.rules import Rule
from daybook_local.life.bookkeeper import Habit
from unit.domain.double_income.entered import (
    BANK,
    CLEARING,
    entry,
    found,
    paid_out,
    weeks,
)

SOLD = weeks()
TWO_STORES = [*weeks(), *weeks(store="304268:1", seed=2)]


@pytest.mark.parametrize("trouble", [0, 0.05], ids=["smooth", "late and charged back"])
@pytest.mark.parametrize(
    "habits",
    [
        [Habit.INCOME],
        [Habit.INCOME, Habit.NET],
        [Habit.NET, Habit.INCOME, Habit.NET],
        [Habit.FEE_LINE, Habit.INCOME],
    ],
    ids=str,
)
def test_deposits_that_the_bank_feed_brought_to_income_are_found(habits, trouble):
    sold = weeks(37)
    documents = paid_out(sold, habits, late=trouble, chargebacks=trouble)
    to_income = {each.id for each in documents if "1" in each.amounts}

    findings = [each for each in found(documents, sold) if each.rule is Rule.DEPOSIT]

    told = {each.id for finding in findings for each in finding.documents}
    assert told <= to_income
    assert len(told) >= (0.8 if trouble else 0.95) * len(to_income)
    assert all(BANK in each.amounts for finding in findings for each in finding.documents)


def test_a_single_deposit_to_income_among_right_ones_is_found():
    documents = paid_out(SOLD, [Habit.FEE_LINE] * 9 + [Habit.INCOME] + [Habit.FEE_LINE] * 30)

    [finding] = found(documents, SOLD)

    assert (finding.rule, [each.id for each in finding.documents]) == (
        Rule.DEPOSIT,
        [each.id for each in documents if "1" in each.amounts],
    )


def test_deposits_of_a_store_that_talech_does_not_see_are_not_named():
    for seed in range(2, 42):
        deposits = paid_out(weeks(seed=seed), [Habit.INCOME], seed=seed)

        assert [each for each in found(deposits, SOLD) if each.is_strong] == []


@pytest.mark.parametrize("habit", [Habit.FEE_LINE, Habit.NET, Habit.TRANSFER, Habit.JOURNAL, Habit.SUM_OF_TWO])
def test_payouts_that_were_entered_on_clearing_are_no_finding(habit):
    assert found(paid_out(SOLD, [habit], chargebacks=0.05), SOLD) == ()


def test_two_deposits_to_income_are_too_few_to_say_what_the_processor_keeps():
    first, second = SOLD[3], SOLD[9]
    deposits = [
        entry(day.on + timedelta(days=1), round(day.cards["cards"] * 0.974), str(9000 + n), kind="Deposit")
        for n, day in enumerate((first, second))
    ]

    assert found(deposits, SOLD) == ()


def test_deposits_of_which_now_more_now_less_is_lacking_follow_no_processor():
    sold = [replace(day, cards={"cards": day.collected_minor // 2}) for day in SOLD]
    rates = (0.001, 0.044, 0.012, 0.033, 0.022)
    deposits = [
        entry(day.on + timedelta(days=1), round(day.cards["cards"] * (1 - rates[n % 5])), f"d{n}", kind="Deposit")
        for n, day in enumerate(sold)
    ]

    assert [each for each in found(deposits, sold) if each.is_strong] == []


def test_a_fixed_sum_that_comes_each_day_is_no_payout():
    alike = [replace(day, cards={"cards": 174_513}) for day in SOLD]
    fixed = [
        entry(day.on + timedelta(days=1), 169_976, f"d{n}", kind="Deposit", memo="Rent of the hall")
        for n, day in enumerate(alike)
    ]

    assert [each for each in found(fixed, alike) if each.is_strong] == []


def deposits(numbers, **words):
    """Net payouts of these days that the bank's feed brought to income."""
    days = [SOLD[number] for number in numbers]
    return [
        entry(day.on + timedelta(days=1), round(day.cards["cards"] * 0.974), f"d{n}", kind="Deposit", **words)
        for n, day in zip(numbers, days, strict=True)
    ]


def named(documents, **books):
    return {each.id for finding in found(documents, SOLD, **books) if finding.is_strong for each in finding.documents}


@pytest.mark.parametrize(("numbers", "are_found"), [((2, 6, 11), False), ((2, 6, 11, 17), True)])
def test_four_payouts_that_match_say_what_the_processor_keeps(numbers, are_found):
    documents = deposits(numbers)

    assert named(documents) == ({each.id for each in documents} if are_found else set())


@pytest.mark.parametrize(("others", "are_found"), [(4, True), (5, False)])
def test_sure_deposits_are_told_if_they_are_half_of_their_source(others, are_found):
    documents = deposits((2, 6, 11, 17))
    unlike = [entry(SOLD[3 * n].on, 11_111 + 317 * n, f"o{n}", kind="Deposit") for n in range(others)]

    assert named([*documents, *unlike]) == ({each.id for each in documents} if are_found else set())


def test_deposits_of_several_sources_are_each_told():
    documents = [*deposits((2, 6), party="Square"), *deposits((11, 17), party="Stripe")]

    assert named(documents) == {"d2", "d6", "d11", "d17"}


def test_a_document_of_daybook_takes_no_day_from_a_deposit():
    documents = deposits((2, 6, 11, 17))
    ours = [replace(each, id=f"ours {each.id}", amounts={CLEARING: -1, BANK: each.amounts[BANK]}) for each in documents]

    assert named([*documents, *ours], ours=[each.id for each in ours]) == {each.id for each in documents}


ALIKE = [replace(day, cards={"cards": 174_513}) for day in SOLD]


def pattern(count, first=0, **words):
    """Payouts of days that are alike: none of them is sure by itself."""
    return [
        entry(day.on + timedelta(days=1), 169_976 + n, f"p{n}", kind="Deposit", **words)
        for n, day in list(enumerate(ALIKE))[first : first + count]
    ]


@pytest.mark.parametrize(("count", "others", "are_found"), [(5, 0, True), (4, 0, False), (5, 1, True), (5, 2, False)])
def test_days_that_are_alike_are_told_by_five_deposits_that_are_four_fifths_of_their_source(count, others, are_found):
    documents = pattern(count)
    unlike = [entry(SOLD[20 + n].on, 11_111 + 317 * n, f"o{n}", kind="Deposit") for n in range(others)]

    told = {each.id for finding in found([*documents, *unlike], ALIKE) for each in finding.documents}

    assert told == ({each.id for each in documents} if are_found else set())


def test_patterns_of_several_sources_are_each_told():
    documents = [*pattern(5, party="Square"), *pattern(5, 10, party="Stripe")]

    assert {len(finding.documents) for finding in found(documents, ALIKE)} == {5}
    assert {each.id for finding in found(documents, ALIKE) for each in finding.documents} == {
        each.id for each in documents
    }
