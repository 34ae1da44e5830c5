"""Which tenders are paid together, as proposed and as chosen, and what they took by date."""

from datetime import date

import pytest

from daybook.domain.clearing.groups import APART, CARDS, UNFOLLOWED, batches_of, groups_of, proposed
from daybook.domain.clearing.payouts import Batch
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.posting.balanced_lines import PostingLine

DAY = date(2026, 3, 2)


def line(
    account: str, amount: int, key: str = "CCRD", detail: str = "", kind: RoleKind = RoleKind.TENDER
) -> PostingLine:
    return PostingLine(Role(kind, key, detail), amount, "memo", "310001:1", account)


VISA, MASTERCARD = line("84", 33_900, detail="VISA"), line("85", 11_250, detail="MASTERCARD")
AMEX, CASH = line("86", 1_472, detail="AMEX"), line("20", 10_412, "CASH")
EATS, SALES = line("88", 5_000, "EATS"), line("90", -60_000, "c1", kind=RoleKind.REVENUE)
LINES = [(DAY, each) for each in (VISA, MASTERCARD, AMEX, CASH, EATS, SALES)]


def shapes(groups):
    return [(group.accounts, group.is_matched) for group in groups]


def test_cards_are_paid_together_american_express_and_delivery_apart_and_cash_never():
    groups = groups_of(LINES, {})

    assert sorted(shapes(groups)) == [(("84", "85"), True), (("86",), True), (("88",), False)]


@pytest.mark.parametrize(
    ("key", "card", "way"),
    [
        ("CCRD", "VISA", CARDS),
        ("CCRD", "AMERICAN EXPRESS", APART),
        ("CCRD", "AMERICAN_EXPRESS", APART),
        ("EATS", "", APART),
        ("CASH", "", UNFOLLOWED),
    ],
)
def test_a_tender_is_paid_as_its_card_usually_is(key, card, way):
    assert proposed(Role(RoleKind.TENDER, key, card)) == way


def test_a_choice_counts_before_the_proposal():
    chosen = {str(AMEX.role): CARDS, str(MASTERCARD.role): APART, str(EATS.role): UNFOLLOWED}

    assert sorted(shapes(groups_of(LINES, chosen))) == [(("84", "86"), True), (("85",), True)]


def test_tenders_on_one_account_cannot_be_followed_apart():
    together = [(DAY, VISA), (DAY, line("84", 1_472, detail="AMEX"))]

    [group] = groups_of(together, {})

    assert (group.accounts, group.roles) == (("84",), ("tender:CCRD:AMEX", "tender:CCRD:VISA"))


def test_a_batch_is_the_net_of_a_group_by_date():
    groups = {group.accounts: group for group in groups_of(LINES, {})}
    later = date(2026, 3, 3)
    refunds = [(later, line("84", -700, detail="VISA")), (later, line("85", 700, detail="MASTERCARD"))]
    no_tender = (DAY, line("84", -300, "", kind=RoleKind.ROUNDING))

    assert batches_of([*LINES, *refunds, no_tender], groups["84", "85"]) == (Batch(DAY, 45_150),)
    assert batches_of(LINES, groups[("86",)]) == (Batch(DAY, 1_472),)
