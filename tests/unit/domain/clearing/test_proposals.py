"""What Daybook suggests for a clearing account, worked by hand from statements of a few payouts."""

from datetime import date

import pytest

from daybook.domain.clearing.groups import ProcessorGroup
from daybook.domain.clearing.matching import Grade, Match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Outgoings, Payout
from daybook.domain.clearing.proposals import (
    Proposal,
    ProposalKind,
    in_transit_minor,
    proposals,
    usual_fee_minor,
)
from daybook.domain.clearing.statement import ClearingStatement, OpenPart

GROUP = ProcessorGroup(("tender:CCRD:VISA",), ("84",), is_matched=True)


def on(day):
    return date(2026, 3, day)


def payout(number, taken, banked):
    """It took from clearing, and reached the bank; it went past clearing where it took nothing."""
    return Payout(BooksDocument("Deposit", str(number), on(20), {}), taken, banked)


def matched(paid, *grosses, grade=Grade.SURE):
    """The payout with batches of these amounts."""
    return Match(paid, tuple(Batch(on(10 + number), gross) for number, gross in enumerate(grosses)), grade)


def statement(*matches, parts=(), usual_rate=0.025, usual_days=2, is_matched=True):
    return ClearingStatement(
        group=GROUP,
        first=on(1),
        last=on(20),
        carried_minor=0,
        batches=(),
        outgoings=Outgoings((), ()),
        matches=matches,
        parts=parts,
        usual_rate=usual_rate,
        usual_days=usual_days,
        is_matched=is_matched,
    )


def open_batch(day, minor):
    return OpenPart(on(day), minor, (Batch(on(day), minor),))


@pytest.mark.parametrize(
    ("grade", "gross", "banked", "rate", "fee"),
    [
        (Grade.SURE, 100_000, 90_000, 0.025, 10_000),
        (Grade.CHOSEN, 100_000, 90_000, 0.025, 10_000),
        (Grade.LIKELY, 100_000, 90_000, None, 10_000),
        (Grade.ASK, 100_000, 90_000, 0.025, 2_500),
        (Grade.ASK, 100_000, 98_000, 0.025, 2_000),
        (Grade.ASK, 100_000, 90_000, None, 0),
        (Grade.ASK, 1_019, 900, 0.025, 25),
        (Grade.ASK, 1_030, 900, 0.025, 26),
    ],
)
def test_a_usual_fee_is_what_was_withheld_and_no_more_than_the_usual_rate_where_a_person_must_ask(
    grade, gross, banked, rate, fee
):
    assert usual_fee_minor(matched(payout(1, banked, banked), gross, grade=grade), rate) == fee


def test_one_or_two_payouts_past_clearing_are_told_one_by_one_with_the_fee_beside_them():
    first, second = payout(1, 0, 97_500), payout(2, 0, 48_700)
    matches = (matched(first, 60_000, 40_000), matched(second, 50_000, grade=Grade.CHOSEN))

    assert proposals(statement(*matches)) == (
        Proposal(ProposalKind.CHANGE_ACCOUNT, 97_500, (first,), matches[0].batches, 100_000, 2_500),
        Proposal(ProposalKind.CHANGE_ACCOUNT, 48_700, (second,), matches[1].batches, 50_000, 1_300),
    )


def test_three_payouts_past_clearing_are_one_suggestion_about_their_rule():
    paid = (payout(1, 0, 97_500), payout(2, 0, 48_700), payout(3, 0, 9_800))
    matches = [matched(each, gross) for each, gross in zip(paid, (100_000, 50_000, 10_000), strict=True)]

    assert proposals(statement(*matches)) == (Proposal(ProposalKind.CHANGE_RULE, 156_000, paid, (), 160_000, 4_000),)


@pytest.mark.parametrize(
    "unsure",
    [
        matched(payout(3, 0, 9_800), 10_000, grade=Grade.LIKELY),
        matched(payout(3, 0, 9_800), grade=Grade.CHOSEN),
    ],
    ids=["likely", "chosen to pay no batch"],
)
def test_a_payout_past_clearing_whose_batches_are_not_sure_is_not_suggested(unsure):
    assert proposals(statement(unsure)) == ()


def test_payouts_without_their_fee_are_one_suggestion_with_all_the_fees():
    first, second = payout(1, 97_500, 97_500), payout(2, 49_999, 49_999)
    with_fee, in_full = payout(3, 9_900, 9_800), payout(4, 10_000, 10_000)

    found = proposals(
        statement(
            matched(first, 100_000),
            matched(with_fee, 10_000),
            matched(second, 50_000, grade=Grade.LIKELY),
            matched(in_full, 10_000),
        )
    )

    assert found == (Proposal(ProposalKind.ADD_FEE, 2_501, (first, second), fee_minor=2_501),)


def test_a_fee_of_a_single_cent_is_suggested_too():
    paid = payout(1, 999, 999)

    assert proposals(statement(matched(paid, 1_000))) == (Proposal(ProposalKind.ADD_FEE, 1, (paid,), fee_minor=1),)


def test_a_payout_lower_than_usual_is_asked_about_beside_its_usual_fee():
    paid = payout(1, 80_000, 80_000)
    found = matched(paid, 60_000, 40_000, grade=Grade.ASK)

    assert proposals(statement(found)) == (
        Proposal(ProposalKind.ADD_FEE, 2_500, (paid,), fee_minor=2_500),
        Proposal(ProposalKind.ASK_PROCESSOR, 17_500, (paid,), found.batches, 100_000, 2_500, 0.2),
    )


def test_without_a_usual_rate_all_that_was_withheld_is_asked_about_and_no_fee_is_suggested():
    paid = payout(1, 80_000, 80_000)
    found = matched(paid, 100_000, grade=Grade.ASK)

    assert proposals(statement(found, usual_rate=None)) == (
        Proposal(ProposalKind.ASK_PROCESSOR, 20_000, (paid,), found.batches, 100_000, 0, 0.2),
    )


@pytest.mark.parametrize(("banked", "asked"), [(97_499, [1]), (97_500, []), (97_501, [])])
def test_the_processor_is_asked_from_the_first_cent_above_the_usual_fee(banked, asked):
    found = proposals(statement(matched(payout(1, 100_000, banked), 100_000, grade=Grade.ASK)))

    assert [each.amount_minor for each in found] == asked


@pytest.mark.parametrize("grade", [Grade.SURE, Grade.CHOSEN, Grade.LIKELY])
def test_a_payout_that_fits_is_not_asked_about(grade):
    assert proposals(statement(matched(payout(1, 100_000, 90_000), 100_000, grade=grade))) == ()


def test_a_payout_that_no_batch_explains_is_to_be_explained_and_what_is_left_of_a_matched_one_is_not():
    lost, bare = payout(1, 50_000, 49_000), payout(2, 97_500, 97_500)
    left = matched(bare, 100_000)
    parts = (OpenPart(on(3), -50_000, payout=lost), OpenPart(on(10), 2_500, left.batches, left, bare))

    assert proposals(statement(parts=parts)) == (Proposal(ProposalKind.EXPLAIN_PAYOUT, 50_000, (lost,)),)


@pytest.mark.parametrize(
    ("usual_days", "day", "is_late"),
    [(2, 15, False), (2, 14, True), (None, 17, False), (None, 16, True), (0, 17, False), (0, 16, True)],
)
def test_a_batch_is_late_from_the_fourth_day_after_the_usual_delay(usual_days, day, is_late):
    found = statement(parts=(open_batch(day, 700),), usual_days=usual_days)

    batch = Batch(on(day), 700)
    late = (Proposal(ProposalKind.LOOK_IN_FEED, 700, (), (batch,)),)
    assert (proposals(found), in_transit_minor(found)) == ((late, 0) if is_late else ((), 700))


def test_late_batches_are_one_suggestion_and_the_others_are_in_transit():
    left = matched(payout(2, 97_500, 97_500), 100_000)
    old = OpenPart(on(1), 2_500, left.batches, left, left.payout)
    recent = OpenPart(on(19), 40, left.batches, left, left.payout)
    parts = (open_batch(2, 700), open_batch(3, 55), old, recent, open_batch(18, 300), open_batch(19, 20))

    found = statement(parts=parts)

    assert proposals(found) == (Proposal(ProposalKind.LOOK_IN_FEED, 755, (), (Batch(on(2), 700), Batch(on(3), 55))),)
    assert in_transit_minor(found) == 320


def test_suggestions_about_income_come_first_and_those_about_age_last():
    matches = (
        matched(payout(1, 80_000, 80_000), 100_000, grade=Grade.ASK),
        matched(payout(2, 97_500, 97_500), 100_000),
        matched(payout(3, 0, 97_500), 100_000),
    )
    parts = (open_batch(2, 700), OpenPart(on(3), -50_000, payout=payout(4, 50_000, 50_000)))

    found = statement(*matches, parts=parts)

    assert [each.kind for each in proposals(found)] == [
        "change_account",
        "add_fee",
        "ask_processor",
        "explain_payout",
        "look_in_feed",
    ]


def test_nothing_is_suggested_where_too_little_matches():
    found = statement(matched(payout(1, 0, 97_500), 100_000), parts=(open_batch(2, 700),), is_matched=False)

    assert proposals(found) == ()
