"""What is asked and not told: income that nothing explains, money that piles up, and answers that mute."""

import random
from dataclasses import replace

import pytest

from daybook.domain.double_income.rules import Rule
from daybook_local.life.other_app import Stream
from unit.domain.double_income.entered import APP, PARKED, entry, found, ledger_days, read
from unit.domain.double_income.test_rules import SOLD, hand_entered


def test_much_income_that_nothing_explains_is_a_question():
    chance = random.Random(7)  # noqa: S311 -- a story, not a secret
    invoices = [
        entry(day.on, chance.randint(140_000, 200_000), str(9000 + n), party="Hotel", kind="Invoice", bank=0)
        for n, day in enumerate(SOLD[::2] + SOLD[1::3])
    ]

    [finding] = found(invoices, SOLD)

    assert (finding.rule, finding.is_strong) == (Rule.MUCH_INCOME, False)
    assert finding.amount_minor > finding.talech_minor / 2


def test_money_that_piles_up_on_an_account_that_daybook_does_not_use_is_a_question():
    parked = [
        replace(entry(day.on, 0, str(9000 + n)), amounts={PARKED: day.cards["cards"], "40": -day.cards["cards"]})
        for n, day in enumerate(SOLD)
    ]

    [finding] = found(parked, SOLD)

    assert (finding.rule, finding.account_id, finding.is_strong) == (Rule.PARKED, PARKED, False)
    assert finding.amount_minor == sum(day.cards["cards"] for day in SOLD)
    assert found(parked, SOLD, separate=finding.sources) == ()


def test_money_that_comes_and_goes_is_not_parked():
    moved = [
        replace(entry(day.on, 0, f"{way}{n}"), amounts={PARKED: way * day.cards["cards"]})
        for n, day in enumerate(SOLD)
        for way in (1, -1)
    ]

    assert found(moved, SOLD) == ()


@pytest.mark.parametrize("stream", list(Stream))
def test_an_answer_mutes_a_source_and_no_other(stream):
    days = ledger_days(SOLD)
    documents = read(APP.posts(days, stream))
    [finding] = found(documents, SOLD)
    by_hand = hand_entered(SOLD[:8], number="H-")

    [other] = found([*documents, *by_hand], SOLD, separate=finding.sources)

    assert {each.id for each in other.documents} == {each.id for each in by_hand}


def test_a_source_without_a_name_is_muted_document_by_document():
    documents = hand_entered(SOLD[:8], number="")
    [finding] = found(documents[:4], SOLD)

    assert found(documents[:4], SOLD, separate=finding.sources) == ()
    assert found(documents, SOLD, separate=finding.sources) != ()
