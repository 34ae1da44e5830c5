"""What Daybook suggests for a clearing account. It writes nothing: a person corrects it in QuickBooks.

Never an account for a rest that nothing explains, never a write-off (docs/accounting.md 10).
"""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.clearing.matching import Grade, Match
from daybook.domain.clearing.payouts import Batch, Payout
from daybook.domain.clearing.statement import ClearingStatement, OpenPart

_RULE_FROM = 3
_IN_TRANSIT_DAYS = 3


class ProposalKind(StrEnum):
    """What a person can do."""

    CHANGE_ACCOUNT = "change_account"
    CHANGE_RULE = "change_rule"
    ADD_FEE = "add_fee"
    ASK_PROCESSOR = "ask_processor"
    EXPLAIN_PAYOUT = "explain_payout"
    LOOK_IN_FEED = "look_in_feed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion: `amount_minor` is what it would explain; `fee_minor` the fee that belongs beside it.

    `gross_minor` is what a payout should have taken from clearing.
    """

    kind: ProposalKind
    amount_minor: int
    payouts: tuple[Payout, ...] = ()
    batches: tuple[Batch, ...] = ()
    gross_minor: int = 0
    fee_minor: int = 0
    rate: float = 0.0


def usual_fee_minor(found: Match, rate: float | None) -> int:
    """What the processor usually withholds from these batches; what was withheld, where that is usual."""
    if found.grade is not Grade.ASK:
        return found.withheld_minor
    return min(round(found.gross_minor * (rate or 0.0)), found.withheld_minor)


def in_transit_minor(found: ClearingStatement) -> int:
    """Batches without a payout that are no older than usual."""
    return sum(part.open_minor for part in found.parts if part.payout is None and not _is_late(part, found))


def proposals(found: ClearingStatement) -> tuple[Proposal, ...]:
    """Every suggestion for a statement, those about income first."""
    if not found.is_matched:
        return ()
    known = [each for each in found.matches if each.batches]
    return tuple(
        proposal
        for proposal in (
            *_elsewhere(known),
            *_fees(known, found.usual_rate),
            *(_processor(each, found.usual_rate) for each in known if each.grade is Grade.ASK),
            *_unexplained(found),
            *_late(found),
        )
        if proposal is not None
    )


def _elsewhere(known: list[Match]) -> list[Proposal]:
    """Payouts that were entered as income: each one, or their rule where there are several."""
    wrong = [each for each in known if each.payout.is_elsewhere and each.grade in {Grade.SURE, Grade.CHOSEN}]
    if len(wrong) >= _RULE_FROM:
        payouts = tuple(each.payout for each in wrong)
        total = sum(payout.banked_minor for payout in payouts)
        gross = sum(each.gross_minor for each in wrong)
        return [Proposal(ProposalKind.CHANGE_RULE, total, payouts, (), gross, gross - total)]
    return [
        Proposal(
            ProposalKind.CHANGE_ACCOUNT,
            each.payout.banked_minor,
            (each.payout,),
            each.batches,
            each.gross_minor,
            each.withheld_minor,
        )
        for each in wrong
    ]


def _fees(known: list[Match], rate: float | None) -> list[Proposal]:
    """Payouts that took only what reached the bank: one suggestion with the fees that stayed on clearing."""
    bare = [
        each for each in known if not each.payout.is_elsewhere and each.payout.fee_minor == 0 and each.rest_minor > 0
    ]
    total = sum(usual_fee_minor(each, rate) for each in bare)
    if total <= 0:
        return []
    return [Proposal(ProposalKind.ADD_FEE, total, tuple(each.payout for each in bare), fee_minor=total)]


def _processor(found: Match, rate: float | None) -> Proposal | None:
    """A payout lower than usual: the part that no fee explains."""
    rest = found.withheld_minor - usual_fee_minor(found, rate)
    if rest <= 0:
        return None
    withheld = found.withheld_minor / found.gross_minor
    return Proposal(
        ProposalKind.ASK_PROCESSOR,
        rest,
        (found.payout,),
        found.batches,
        found.gross_minor,
        usual_fee_minor(found, rate),
        withheld,
    )


def _unexplained(found: ClearingStatement) -> list[Proposal]:
    """Payouts that took from clearing and that no batch explains."""
    return [
        Proposal(ProposalKind.EXPLAIN_PAYOUT, part.payout.taken_minor, (part.payout,))
        for part in found.parts
        if part.payout is not None and not part.batches
    ]


def _late(found: ClearingStatement) -> list[Proposal]:
    """Batches older than usual without a payout: perhaps still in QuickBooks' bank feed."""
    late = [part for part in found.parts if part.payout is None and _is_late(part, found)]
    if not late:
        return []
    batches = tuple(batch for part in late for batch in part.batches)
    return [Proposal(ProposalKind.LOOK_IN_FEED, sum(part.open_minor for part in late), (), batches)]


def _is_late(part: OpenPart, found: ClearingStatement) -> bool:
    return (found.last - part.on).days > _IN_TRANSIT_DAYS + (found.usual_days or 0)
