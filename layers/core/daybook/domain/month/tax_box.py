"""What was charged of each tax in a period, what refunds gave back of it, and the sales that bear it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.day.roles import RoleKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.day.tax_sets import tax_ids_of
from daybook.domain.proof.day_proof import Proof

# What a part of a day does to the net amount that bears its taxes.
_TO_THE_BASE = {
    RoleKind.REVENUE: 1,
    RoleKind.SERVICE_CHARGE: 1,
    RoleKind.DISCOUNT: -1,
    RoleKind.COMP: -1,
    RoleKind.REFUND: -1,
}


@dataclass(frozen=True, slots=True)
class TaxCharged:
    """One tax in a period, in minor units.

    `base_minor` are sales less discounts and refunds that bear it, zero where talech does not tell them.
    `refunded_minor` is None where a release that did not split refunds by tax read one of the days.
    """

    tax_id: str
    base_minor: int
    net_minor: int
    refunded_minor: int | None

    @property
    def collected_minor(self) -> int | None:
        """What sales charged, before refunds."""
        return None if self.refunded_minor is None else self.net_minor + self.refunded_minor


@dataclass(frozen=True, slots=True)
class TaxBox:
    """Every tax of a period. `coded` and `uncoded` count the days whose documents carry tax codes, and the others."""

    taxes: tuple[TaxCharged, ...] = ()
    net_minor: int = 0
    refunded_minor: int = 0
    coded: int = 0
    uncoded: int = 0

    @property
    def collected_minor(self) -> int:
        """What sales charged of all taxes, before refunds."""
        return self.net_minor + self.refunded_minor


def tax_box(proofs: Iterable[Proof]) -> TaxBox:
    """The taxes of the days that these proofs are of; a day without taxes says nothing of codes."""
    found = tuple(proofs)
    days = [day for proof in found for day in proof.sales_days]
    net: Counter[str] = Counter()
    refunded: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    for day in days:
        net.update(day.taxes)
        refunded.update(_refunded(day))
        bases.update(_bases(day))
    is_split = all(sum(_refunded(day).values()) == day.refunded_tax_minor for day in days)
    coded = [bool(proof.tax_codes) for proof in found if any(day.taxes for day in proof.sales_days)]
    return TaxBox(
        taxes=tuple(
            TaxCharged(tax_id, bases[tax_id], net[tax_id], refunded[tax_id] if is_split else None)
            for tax_id in sorted({*net, *refunded})
        ),
        net_minor=net.total(),
        refunded_minor=sum(day.refunded_tax_minor for day in days),
        coded=coded.count(True),
        uncoded=coded.count(False),
    )


def _refunded(day: SalesDay) -> dict[str, int]:
    """What refunds of a day gave back of each tax; a day with one tax needs no split on record."""
    if not day.refunded_taxes and len(day.taxes) == 1:
        return dict.fromkeys(day.taxes, day.refunded_tax_minor)
    return dict(day.refunded_taxes)


def _bases(day: SalesDay) -> Counter[str]:
    """The net amount that bears each tax: revenue and service charges less discounts, comps and refunds."""
    bases: Counter[str] = Counter()
    for role, parts in day.tax_sets.items():
        sign = _TO_THE_BASE[RoleKind(role.partition(":")[0])]
        for key, minor in parts.items():
            for tax_id in tax_ids_of(key):
                bases[tax_id] += sign * minor
    return bases
