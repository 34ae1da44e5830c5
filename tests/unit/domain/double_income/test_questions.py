"""What is asked and not told: income that nothing explains, money that piles up, and answers that mute."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.rules import Finding, Rule
from daybook.domain.double_income.sold_days import SoldDay
from daybook_local.life.other_app import Stream
from unit.domain.double_income.entered import APP, FIRST, PARKED, entry, found, ledger_days, read
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


NEXT, LATER, BEFORE = (FIRST + timedelta(days=number) for number in (1, 2, -1))
TWO = [SoldDay("304267:1", on, 10_000, 10_000, 0, 10_000, {"cards": 5_000}) for on in (FIRST, NEXT)]


def invoice(on, minor, document_id="9"):
    return entry(on, minor, document_id, party="Hotel", kind="Invoice", bank=0)


@pytest.mark.parametrize(("minor", "is_much"), [(6_667, False), (6_668, True)])
def test_income_is_much_above_half_of_the_net_sales(minor, is_much):
    documents = (invoice(FIRST, 3_333, "1"), invoice(NEXT, minor, "2"))

    question = Finding(Rule.MUCH_INCOME, documents, ("Invoice name Hotel",), 10_001, 20_000, (FIRST, NEXT), 2)
    assert found(documents, TWO) == ((question,) if is_much else ())


@pytest.mark.parametrize(("on", "counts"), [(BEFORE, False), (FIRST, True), (NEXT, True), (LATER, False)])
def test_only_income_of_the_days_that_were_sold_can_be_much(on, counts):
    assert bool(found([invoice(on, 12_345)], TWO)) is counts


def test_beside_days_that_came_to_nothing_no_income_is_much():
    refunded = [replace(day, net_minor=0, gross_minor=0) for day in TWO]

    assert found([invoice(FIRST, 12_345)], refunded) == ()


def parked(on, minor, document_id="9"):
    return BooksDocument("Deposit", document_id, on, {PARKED: minor, "40": -minor})


@pytest.mark.parametrize(("minor", "is_found"), [(5_000, False), (5_001, True)])
def test_money_piles_up_above_four_fifths_of_what_cards_took(minor, is_found):
    documents = (parked(FIRST, 3_000, "1"), parked(NEXT, minor, "2"))

    question = Finding(Rule.PARKED, documents, (f"account {PARKED}",), 8_001, 10_000, (FIRST, NEXT), 2, PARKED)
    assert found([*documents, BooksDocument("Bill", "3", NEXT, {"40": 5})], TWO) == ((question,) if is_found else ())


def test_money_of_before_or_of_daybook_or_without_cards_is_not_parked():
    assert found([parked(BEFORE, 9_000)], TWO) == ()
    assert found([parked(FIRST, 9_000)], TWO, ours=["9"]) == ()
    assert found([parked(FIRST, 9_000)], [replace(day, cards={}) for day in TWO]) == ()


def test_where_there_are_several_stores_each_date_counts_once():
    stores = [replace(day, store=store) for day in TWO for store in ("304267:1", "304268:1")]
    documents = (invoice(FIRST, 20_001, "1"), parked(NEXT, 16_001, "2"))

    much, piled = found(documents, stores)

    assert (much.talech_minor, much.days) == (40_000, (FIRST, NEXT))
    assert (piled.talech_minor, piled.days) == (20_000, (FIRST, NEXT))
