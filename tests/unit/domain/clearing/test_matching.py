"""What matching does in the cases that every month has: choices, same-day payouts, refunds, other money."""

from datetime import timedelta

import pytest

from daybook.domain.clearing.groups import ProcessorGroup
from daybook.domain.clearing.matching import Grade, match
from daybook.domain.clearing.payouts import Batch, BooksDocument, outgoings
from daybook.domain.clearing.proposals import ProposalKind, in_transit_minor, proposals
from daybook.domain.clearing.statement import age_of, statement
from daybook_local.life.card_processor import CardProcessor
from unit.domain.clearing.week import BANK, CLEARING, WEEK, net, on, paid, runs
from unit.domain.clearing.years import payout as entered
from unit.domain.clearing.years import takings

GROUP = ProcessorGroup(("tender:CCRD:VISA",), (CLEARING,), is_matched=True)


def test_payouts_of_one_date_have_no_order():
    documents = (net(1, 6, 136_768), net(2, 6, 128_529))

    assert runs(match(WEEK, paid(*documents))) == runs(match(WEEK, paid(*documents[::-1]))) == {"1": [5], "2": [4]}


@pytest.mark.parametrize("days", [(4, 5), (3, 4, 5)], ids=["two", "three"])
def test_up_to_three_payouts_of_one_date_are_tried_in_every_order(days):
    """All but the last pay 3.5 % less than they took: too little to be taken out of turn."""
    taken = {batch.on.day: batch.net_minor for batch in WEEK}
    banked = [round(taken[day] * (0.975 if day == 5 else 0.965)) for day in days]

    found = match(WEEK, paid(net(9, 3, 120_900), *(net(8 - n, 6, minor) for n, minor in enumerate(banked))))

    assert runs(found) == {"9": [2]} | {str(8 - n): [day] for n, day in enumerate(days)}
    assert Grade.ASK not in [each.grade for each in found.matches]


def test_four_payouts_of_one_date_are_taken_in_their_order():
    every = [net(n, 6, round(batch.net_minor * 0.965)) for n, batch in enumerate(WEEK)]

    assert runs(match(WEEK, paid(*every))) == {"0": [2], "1": [3], "2": [4], "3": [5]}


def test_a_payout_that_came_after_its_turn_finds_its_batch():
    found = match(WEEK, paid(net(1, 3, 120_900), net(2, 5, 128_529), net(3, 6, 136_768), net(4, 9, 107_786)))

    assert list(runs(found).items()) == [("1", [2]), ("4", [3]), ("2", [4]), ("3", [5])]


def test_two_equal_days_are_likely_and_never_sure():
    twins = (Batch(on(2), 124_000), Batch(on(3), 124_000), Batch(on(4), 140_275))

    found = match(twins, paid(net(1, 4, 120_900), net(2, 5, 136_768)))

    assert {each.payout.document.id: each.grade for each in found.matches} == {"1": Grade.LIKELY, "2": Grade.SURE}


def test_a_choice_of_a_person_comes_before_all_and_ends_with_its_batch():
    document = net(1, 5, 120_900)
    chosen = {document.id: (WEEK[1],)}

    [kept] = match(WEEK, paid(document), chosen).matches
    revised = (WEEK[0], Batch(on(3), 99_999), *WEEK[2:])
    [ended] = match(revised, paid(document), chosen).matches

    assert (kept.grade, [batch.on.day for batch in kept.batches]) == (Grade.CHOSEN, [3])
    assert (ended.grade, [batch.on.day for batch in ended.batches]) == (Grade.SURE, [2])


def test_a_payout_that_a_person_gave_no_batch_stays_without_one():
    document = net(1, 5, 120_900)

    assert runs(match(WEEK, paid(document), {document.id: ()})) == {"1": []}


def test_other_money_that_went_past_clearing_is_no_payout():
    rent = BooksDocument("Deposit", "9", on(5), {BANK: 125_001}, opposite="Rent income")

    found = statement(GROUP, WEEK, outgoings([rent], {CLEARING}, {BANK}, set()), (on(1), on(6)))

    assert found.matches == ()
    assert [part.open_minor for part in found.parts] == [batch.net_minor for batch in WEEK]


def test_three_payouts_in_income_are_one_suggestion_about_the_rule():
    documents = [
        BooksDocument("Deposit", str(number), on(day), {BANK: minor}, opposite="Sales")
        for number, day, minor in ((1, 3, 120_900), (2, 4, 107_786), (3, 5, 128_529))
    ]

    found = statement(GROUP, WEEK, outgoings(documents, {CLEARING}, {BANK}, set()), (on(1), on(6)))

    [rule] = [each for each in proposals(found) if each.kind is ProposalKind.CHANGE_RULE]
    assert (rule.amount_minor, rule.gross_minor, len(rule.payouts)) == (357_215, 366_375, 3)


def test_a_day_of_refunds_is_netted_with_the_next_one():
    batches = (Batch(on(2), -5_000), Batch(on(3), 80_000), Batch(on(4), 95_000))

    found = match(batches, paid(net(1, 4, 73_125), net(2, 5, 92_625)))

    assert runs(found) == {"1": [2, 3], "2": [4]}


def test_documents_of_daybook_are_no_payouts_and_what_others_put_there_is_named():
    ours = BooksDocument("JournalEntry", "7", on(2), {CLEARING: 124_000})
    by_hand = BooksDocument("JournalEntry", "8", on(3), {CLEARING: 2_000})

    out = outgoings([ours, by_hand, net(1, 3, 120_900)], {CLEARING}, {BANK}, {ours.id})
    found = statement(GROUP, WEEK[:1], out, (on(1), on(4)))

    assert out.others == (by_hand,)
    assert (found.others_minor, found.closing_minor) == (2_000, 124_000 + 2_000 - 120_900)


def test_the_first_payouts_of_a_period_pay_batches_from_before_it():
    found = statement(
        GROUP,
        WEEK,
        outgoings([net(1, 4, 107_786), net(2, 5, 128_529)], {CLEARING}, {BANK}, set()),
        (on(4), on(6)),
        opening_minor=115_000,
    )

    assert [batch.on.day for batch in found.batches] == [3, 4, 5]
    assert found.carried_minor == 115_000 - 110_550
    assert sum(found.ages) + found.carried_minor == found.closing_minor


def test_batches_older_than_usual_may_wait_in_the_bank_feed():
    out = outgoings([net(1, 3, 120_900)], {CLEARING}, {BANK}, set())

    found = statement(GROUP, WEEK, out, (on(1), on(8)))

    [late] = [each for each in proposals(found) if each.kind is ProposalKind.LOOK_IN_FEED]
    assert [batch.on.day for batch in late.batches] == [3]
    assert in_transit_minor(found) == 131_825 + 140_275


def test_a_payout_that_no_batch_explains_is_said_to_be_unexplained():
    found = statement(GROUP, (), outgoings([net(1, 3, 50_000)], {CLEARING}, {BANK}, set()), (on(1), on(8)))

    assert [(each.kind, each.amount_minor) for each in proposals(found)] == [(ProposalKind.EXPLAIN_PAYOUT, 50_000)]
    assert found.ages == (0, -50_000, 0)


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_terminal_that_is_cut_in_the_evening_is_told_by_age_alone(seed):
    """A part of each day lies in the batch of the next: sums of days match nothing, and Daybook says so."""
    days = takings()[:62]
    payouts = [each for each in CardProcessor(evening_cut=(0.1, 0.3), seed=seed).payouts(days) if not each.forgotten]
    documents = [entered(each).document for each in payouts]
    batches = tuple(Batch(day.on, day.amount_minor) for day in days)

    found = statement(GROUP, batches, outgoings(documents, {CLEARING}, {BANK}, set()), (days[0].on, days[-1].on))

    assert not found.is_matched
    assert (proposals(found), found.matches) == ((), ())
    assert sum(found.ages) == found.closing_minor


@pytest.mark.parametrize("seed", range(1, 4))
def test_two_months_of_an_ordinary_processor_are_matched_and_every_cent_has_its_age(seed):
    days = takings()[:62]
    end = days[-1].on + timedelta(days=1)
    payouts = [each for each in CardProcessor(seed=seed).payouts(days) if not each.forgotten and each.on <= end]
    documents = [entered(each).document for each in payouts]
    batches = tuple(Batch(day.on, day.amount_minor) for day in days)

    found = statement(GROUP, batches, outgoings(documents, {CLEARING}, {BANK}, set()), (days[0].on, end))

    assert found.is_matched
    assert sum(found.ages) == found.closing_minor == found.in_minor - found.out_minor


def test_ages_are_calendar_days():
    assert [age_of(days) for days in (0, 3, 4, 7, 8, 400)] == [0, 0, 1, 1, 2, 2]
