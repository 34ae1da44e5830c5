"""A day's few figures that pages, mails and lists show, from the lines that the books hold or should hold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daybook.domain.day.roles import RoleKind

if TYPE_CHECKING:
    from daybook.domain.posting.balanced_lines import PostingLine

_NET_SALES = frozenset(
    {"revenue", "adjustment_minor", "discounts_minor", "comps_minor", "loyalty_minor", "refunds"},
)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a location-day sold and took in, in minor units.

    `net_sales_minor` is sales less discounts, comps, rewards and refunds, before taxes; `collected_minor` is what all
    tenders took, less what they paid back. `due_to_bank_minor` is what of it is on its way to a bank: the net of cash,
    cards and other money, less cash that left the drawers. Gift cards, store credit, house accounts and deposits that
    were used are not in it. None: a release that did not know it wrote the figures.
    """

    net_sales_minor: int = 0
    taxes_minor: int = 0
    tips_minor: int = 0
    collected_minor: int = 0
    due_to_bank_minor: int | None = None

    def __add__(self, other: "DayFigures") -> "DayFigures":
        """The figures of both together."""
        return DayFigures(
            self.net_sales_minor + other.net_sales_minor,
            self.taxes_minor + other.taxes_minor,
            self.tips_minor + other.tips_minor,
            self.collected_minor + other.collected_minor,
            None
            if self.due_to_bank_minor is None or other.due_to_bank_minor is None
            else self.due_to_bank_minor + other.due_to_bank_minor,
        )


NO_FIGURES = DayFigures(due_to_bank_minor=0)


def figures_of(lines: Iterable["PostingLine"]) -> DayFigures:
    """The figures of a day's lines; a line names the figure of the day that it comes from."""
    of: Counter[str] = Counter()
    due_to_bank = 0
    for line in lines:
        of[line.figure] += line.amount_minor
        if line.role.kind is RoleKind.TENDER:
            due_to_bank += line.amount_minor
    return DayFigures(
        net_sales_minor=-sum(of[figure] for figure in _NET_SALES),
        taxes_minor=-of["taxes"],
        tips_minor=-of["tips_minor"],
        collected_minor=of["tenders"],
        due_to_bank_minor=due_to_bank,
    )


def moved_by(lines: Iterable["PostingLine"]) -> int:
    """What lines move from one account to another: the sum of either side, in minor units."""
    return sum(line.amount_minor for line in lines if line.amount_minor > 0)
