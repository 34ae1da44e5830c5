"""The worked example of docs/accounting.md 10, to the cent: two weeks of cards, one deposit in Sales, a chargeback."""

from datetime import date

import pytest

from daybook.domain.clearing.groups import ProcessorGroup
from daybook.domain.clearing.matching import Grade
from daybook.domain.clearing.payouts import Batch, BooksDocument, outgoings
from daybook.domain.clearing.proposals import ProposalKind, in_transit_minor, proposals
from daybook.domain.clearing.statement import ClearingStatement, statement

BANK, CLEARING, AMEX, FEES, SALES = "35", "84", "85", "61", "Sales"
CARDS = ProcessorGroup(("tender:CCRD:VISA",), (CLEARING,), is_matched=True)


def on(day: int) -> date:
    return date(2026, 3, day)


def deposit(number: int, day: int, banked: int, taken: int, account: str = CLEARING) -> BooksDocument:
    amounts = {BANK: banked, account: -taken, FEES: taken - banked}
    return BooksDocument("Deposit", str(number), on(day), {key: minor for key, minor in amounts.items() if minor})


def to_sales(number: int, day: int, banked: int) -> BooksDocument:
    return BooksDocument("Deposit", str(number), on(day), {BANK: banked}, opposite=SALES)


TAKEN = (
    (2, 124_000), (3, 110_550), (4, 131_825), (5, 140_275), (6, 198_640), (7, 231_010), (8, 175_060),
    (9, 119_800), (10, 126_430), (11, 137_745),
)  # fmt: skip
ENTERED = (
    deposit(1, 3, 120_900, 124_000),
    deposit(2, 4, 107_786, 107_786),
    to_sales(3, 5, 128_529),
    deposit(4, 6, 136_768, 140_275),
    deposit(5, 10, 573_092, 573_092),
    deposit(6, 10, 116_805, 116_805),
)


@pytest.fixture
def cards() -> ClearingStatement:
    batches = tuple(Batch(on(day), minor) for day, minor in TAKEN)
    out = outgoings(ENTERED, CARDS.accounts, {BANK}, set())
    return statement(CARDS, batches, out, (on(1), on(11)))


def test_in_out_and_balance(cards):
    assert (cards.in_minor, cards.out_minor, cards.closing_minor) == (1_495_335, 1_061_958, 433_377)
    assert cards.carried_minor == cards.others_minor == 0


def test_each_payout_has_its_batches_and_only_the_weekend_is_asked(cards):
    found = {each.payout.document.id: ([batch.on.day for batch in each.batches], each.grade) for each in cards.matches}

    assert found == {
        "1": ([2], Grade.SURE),
        "2": ([3], Grade.SURE),
        "3": ([4], Grade.SURE),
        "4": ([5], Grade.SURE),
        "5": ([6, 7, 8], Grade.ASK),
        "6": ([9], Grade.SURE),
    }


def test_the_balance_by_age(cards):
    assert cards.ages == (267_170, 163_443, 2_764)
    assert sum(cards.ages) == cards.closing_minor
    assert in_transit_minor(cards) == 264_175


def test_three_suggestions_and_nothing_else(cards):
    in_sales, fees, weekend = proposals(cards)

    assert (in_sales.kind, in_sales.amount_minor) == (ProposalKind.CHANGE_ACCOUNT, 128_529)
    assert (in_sales.gross_minor, in_sales.fee_minor) == (131_825, 3_296)
    assert (fees.kind, fees.amount_minor, len(fees.payouts)) == (ProposalKind.ADD_FEE, 20_877, 3)
    assert (weekend.kind, weekend.amount_minor) == (ProposalKind.ASK_PROCESSOR, 16_500)
    assert (weekend.fee_minor, f"{weekend.rate:.1%}") == (15_118, "5.2%")


def test_what_is_left_is_named_to_the_cent(cards):
    named = {proposal.kind: proposal for proposal in proposals(cards)}
    parts = (
        in_transit_minor(cards),
        named[ProposalKind.CHANGE_ACCOUNT].gross_minor,
        named[ProposalKind.ADD_FEE].amount_minor,
        named[ProposalKind.ASK_PROCESSOR].amount_minor,
    )

    assert parts == (264_175, 131_825, 20_877, 16_500)
    assert sum(parts) == cards.closing_minor


def test_american_express_is_paid_apart_three_days_later():
    group = ProcessorGroup(("tender:CCRD:AMEX",), (AMEX,), is_matched=True)
    taken = ((2, 8_800), (4, 14_050), (5, 6_200), (6, 21_000), (8, 9_525), (10, 12_000), (11, 7_400))
    entered = [
        deposit(7, 5, 8_545, 8_800, AMEX),
        deposit(8, 9, 13_643, 14_050, AMEX),
        deposit(9, 10, 6_020, 6_200, AMEX),
        deposit(10, 11, 29_640, 30_525, AMEX),
    ]
    out = outgoings([*entered, *ENTERED], group.accounts, {BANK}, set())

    found = statement(group, tuple(Batch(on(day), minor) for day, minor in taken), out, (on(1), on(11)))

    assert (found.in_minor, found.out_minor, found.closing_minor) == (78_975, 59_575, 19_400)
    assert [(part.on.day, part.open_minor) for part in found.parts] == [(10, 12_000), (11, 7_400)]
