"""How talech's own figures are off: sub-cent noise, and headers that disagree with their lines.

Both were seen in production (docs/talech.md 3.7). Here they are seeded by order id, so that a run can be
repeated and the truth ledger knows them.
"""

import math
from dataclasses import dataclass, field
from decimal import Decimal

from talech_simulator.contract import Modifier, Order, OrderLine
from talech_simulator.shop.chance import Chance

REVENUE_KINDS = ("ITEM", "CUSTOM")
_NOISE = 0.004  # stays below half a cent, so that rounding half up gives the true cent
_MISSING_VALUE_MINOR = 50


@dataclass(frozen=True, slots=True)
class ServedLine:
    """A line as `getorderbyid` shows it: amounts in minor units, `own_gross_minor` without add-ons."""

    line: OrderLine
    own_gross_minor: int
    modifiers: tuple[Modifier, ...]

    @property
    def gross_minor(self) -> int:
        """Value of the line with its add-ons, as served."""
        return self.own_gross_minor + sum(each.gross_minor for each in self.modifiers)


@dataclass(frozen=True, slots=True)
class Quirks:
    """The seeded imperfections; each share is a part of all orders between 0 and 1."""

    seed: int = 0
    noise_share: float = 0.036
    artefact_share: float = 0.25
    difference_share: float = 0.004
    _chance: Chance = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_chance", Chance(self.seed))

    def served_lines(self, order: Order) -> tuple[ServedLine, ...]:
        """The revenue lines as shown; on a small share of orders they fall short of the header."""
        lines = [_served(line) for line in order.lines if line.kind in REVENUE_KINDS and not line.voided]
        if not lines or self._chance.draw("difference", order.id) >= self.difference_share:
            return tuple(lines)
        if len(lines) > 1 and self._chance.draw("whole line", order.id) < 1 / 2:
            return tuple(lines[:-1])
        first = lines[0]
        shown = first.own_gross_minor - min(_MISSING_VALUE_MINOR, max(0, first.own_gross_minor))
        return (ServedLine(first.line, shown, first.modifiers), *lines[1:])

    def header_amount(self, minor: int, order_id: str, name: str) -> float:
        """An amount of minor units as talech's float: now and then with a fraction of a cent."""
        exact = minor / 100
        if not minor:
            return exact
        drawn = self._chance.draw("noise", order_id, name)
        if drawn < self.noise_share:
            return round(exact + self._offset(order_id, name), 5)
        if drawn < self.noise_share + self.artefact_share:
            return math.nextafter(exact, math.inf)
        return exact

    def unit_amount(self, minor: int, quantity: Decimal, parts: int, order_id: str, name: str) -> float:
        """A unit price: times `quantity` it rounds to the true cent, alone or with the order's other parts."""
        exact = float(Decimal(minor) / quantity / 100)
        if not minor or self._chance.draw("noise", order_id, name) >= self.noise_share:
            return exact
        return exact + self._offset(order_id, name) / parts / max(1.0, abs(float(quantity)))

    def _offset(self, order_id: str, name: str) -> float:
        return (2 * self._chance.draw("offset", order_id, name) - 1) * _NOISE


def _served(line: OrderLine) -> ServedLine:
    own = line.gross_minor - sum(each.gross_minor for each in line.modifiers)
    return ServedLine(line, own, line.modifiers)
