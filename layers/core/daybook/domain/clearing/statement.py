"""What lies on the clearing accounts of a processor group, from what and since when (docs/accounting.md 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from daybook.domain.clearing.groups import ProcessorGroup
from daybook.domain.clearing.matching import Choices, Grade, Match, match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Outgoings, Payout

AGES = ((0, 3), (4, 7), (8, None))
"""Calendar days from the business date, both inclusive; the last has no end."""
_LEAST_MATCHED = 0.6
_LEAST_SURE = 0.4
_LEAST_BATCHES = 10
_SETTLED_AFTER = 7


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What is left on clearing of a batch, of the batches of one payout, or of a payout that nothing explains."""

    on: date
    open_minor: int
    batches: tuple[Batch, ...] = ()
    match: Match | None = None
    payout: Payout | None = None


@dataclass(frozen=True, slots=True)
class ClearingStatement:
    """One group from `first` to `last`, in minor units.

    `carried_minor` was there before `first` and belongs to no batch shown here. `others` are amounts on these accounts
    that are neither Daybook's nor payouts. `is_matched` is False if too little matches, as with a terminal that is cut
    before the day ends: then the balance is told by age alone, oldest paid first.
    """

    group: ProcessorGroup
    first: date
    last: date
    carried_minor: int
    batches: tuple[Batch, ...]
    outgoings: Outgoings
    matches: tuple[Match, ...]
    parts: tuple[OpenPart, ...]
    usual_rate: float | None
    usual_days: int | None
    is_matched: bool

    @property
    def in_minor(self) -> int:
        """What Daybook booked on these accounts."""
        return sum(batch.net_minor for batch in self.batches)

    @property
    def out_minor(self) -> int:
        """What payouts took from them."""
        return sum(payout.taken_minor for payout in self.outgoings.payouts)

    @property
    def others_minor(self) -> int:
        """What other documents put there, less what they took."""
        return sum(document.moved(self.group.accounts) for document in self.outgoings.others)

    @property
    def closing_minor(self) -> int:
        """What should lie on the accounts."""
        return self.carried_minor + self.in_minor - self.out_minor + self.others_minor

    @property
    def ages(self) -> tuple[int, ...]:
        """The open parts by age, in the order of `AGES`."""
        sums = [0] * len(AGES)
        for part in self.parts:
            sums[age_of((self.last - part.on).days)] += part.open_minor
        return tuple(sums)


def age_of(days: int) -> int:
    """The index in `AGES` of that many calendar days."""
    return next(number for number, (_, most) in enumerate(AGES) if most is None or days <= most)


def statement(
    group: ProcessorGroup,
    batches: Sequence[Batch],
    out: Outgoings,
    period: tuple[date, date],
    *,
    opening_minor: int | None = 0,
    chosen: Choices | None = None,
) -> ClearingStatement:
    """What lies on a group's accounts at the end of `period`.

    `batches` may begin before the period: the first payouts pay for them. Those that no payout of the period pays were
    paid before it, and are not shown. `opening_minor` is None if QuickBooks did not say it.
    """
    first, last = period
    found = match(batches, out.payouts, chosen) if group.is_matched else match((), ())
    is_matched = group.is_matched and _matches_enough(batches, out.payouts, found.matches, period)
    matches = found.matches if is_matched else ()
    paid = {batch for each in matches for batch in each.batches}
    shown = tuple(batch for batch in batches if batch.on >= first or batch in paid)
    earlier = sum(batch.net_minor for batch in shown if batch.on < first)
    carried = 0 if opening_minor is None else opening_minor - earlier
    parts = _parts(shown, out.payouts, matches) if is_matched else _by_age(shown, out, group, carried)
    return ClearingStatement(
        group,
        first,
        last,
        carried,
        shown,
        out,
        matches,
        tuple(sorted(parts, key=lambda part: part.on)),
        found.usual_rate if is_matched else None,
        found.usual_days if is_matched else None,
        is_matched,
    )


def _matches_enough(
    batches: Sequence[Batch], payouts: Sequence[Payout], matches: Sequence[Match], period: tuple[date, date]
) -> bool:
    """Whether matching can be trusted at all; a few days say nothing against it."""
    newest = payouts[-1].on if payouts else period[0]
    due = [batch for batch in batches if batch.on >= period[0] and (newest - batch.on).days >= _SETTLED_AFTER]
    if len(due) < _LEAST_BATCHES:
        return True
    known = {batch for each in matches if each.grade is not Grade.ASK for batch in each.batches}
    sure = {batch for each in matches if each.grade in {Grade.SURE, Grade.CHOSEN} for batch in each.batches}
    return len(known & set(due)) >= _LEAST_MATCHED * len(due) and len(sure & set(due)) >= _LEAST_SURE * len(due)


def _parts(batches: Iterable[Batch], payouts: Iterable[Payout], matches: Sequence[Match]) -> list[OpenPart]:
    paid = {batch for each in matches for batch in each.batches}
    known = {each.payout.document.id for each in matches if each.batches}
    return [
        *(OpenPart(batch.on, batch.net_minor, (batch,)) for batch in batches if batch not in paid),
        *(
            OpenPart(each.first_on, each.rest_minor, each.batches, each, each.payout)
            for each in matches
            if each.batches and each.rest_minor
        ),
        *(
            OpenPart(payout.on, -payout.taken_minor, payout=payout)
            for payout in payouts
            if payout.document.id not in known and payout.taken_minor
        ),
    ]


def _by_age(batches: Sequence[Batch], out: Outgoings, group: ProcessorGroup, carried: int) -> list[OpenPart]:
    """The balance as parts of the newest batches: what came first is taken as paid first."""
    taken = sum(payout.taken_minor for payout in out.payouts)
    left = carried + sum(batch.net_minor for batch in batches) - taken + _moved(out.others, group)
    parts: list[OpenPart] = []
    for batch in sorted(batches, key=lambda each: each.on, reverse=True):
        if left <= 0:
            break
        part = min(left, batch.net_minor)
        if part > 0:  # a day of refunds alone has no part of what is still to come
            parts.append(OpenPart(batch.on, part, (batch,)))
            left -= part
    return parts


def _moved(documents: Iterable[BooksDocument], group: ProcessorGroup) -> int:
    return sum(document.moved(group.accounts) for document in documents)
