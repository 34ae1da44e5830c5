"""The cash drawer: one shift a trading day, what goes in and out of it, and how it counts out."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sample_builder.chance import weighted
from sample_builder.merchants.shop import Shop
from sample_builder.merchants.trading import rfc3339
from sample_builder.money import to_step
from sample_builder.register.payment import Payment
from sample_builder.register.sale import Sale

_FLOAT_MINOR = 20_000
_SETTING_UP = timedelta(minutes=40)
_COUNTING = timedelta(minutes=10)
_DIFFERENCES = {0: 70, -5: 6, -100: 5, -15: 4, 10: 6, 40: 4, -2000: 2, 500: 3}
_DROP_STEP_MINOR = 10_000
_PAY_OUT_SHARE, _NO_SALE_SHARE = 0.4, 0.3  # of all shifts


@dataclass(slots=True)
class Shift:
    """One shift of one drawer; `cash_minor` is what came in less what went out, in minor units."""

    location_id: str
    id: str
    instants: list[datetime] = field(default_factory=list)
    cash_minor: int = 0
    card_tips_minor: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def opened_at(self) -> datetime:
        """When the drawer was set up, before the first order."""
        return min(self.instants) - _SETTING_UP

    @property
    def closed_at(self) -> datetime:
        """When it was counted, after the last."""
        return max(self.instants) + _COUNTING

    def add_event(self, kind: str, amount_minor: int, reason: str, permille: int) -> None:
        """Record something at the drawer, `permille` of the shift's length after its start."""
        at = self.opened_at + (self.closed_at - self.opened_at) * permille // 1000
        event = {
            "id": f"e{self.id[2:]}-{len(self.events) + 1}",
            "location_id": self.location_id,
            "shift_id": self.id,
            "drawer": "Drawer 1",
            "type": kind,
            "amount_minor": amount_minor,
            "reason": reason,
            "at": rfc3339(at),
        }
        self.cash_minor += amount_minor
        self.events.append({"drawer_event": event})

    def counted(self, difference_minor: int) -> dict[str, Any]:
        """The closed shift of docs/talech.md 7.3."""
        expected = _FLOAT_MINOR + self.cash_minor
        return {
            "drawer_shift": {
                "id": self.id,
                "location_id": self.location_id,
                "opened_at": rfc3339(self.opened_at),
                "closed_at": rfc3339(self.closed_at),
                "opening_minor": _FLOAT_MINOR,
                "expected_minor": expected,
                "counted_minor": expected + difference_minor,
                "difference_minor": difference_minor,
            }
        }


def run_drawer(shop: Shop) -> list[dict[str, Any]]:
    """Work out every shift of the location and note on each cash payment which shift took it."""
    rows: list[dict[str, Any]] = []
    for day, shift in sorted(_shifts(shop).items()):
        _move_cash(shop, day, shift)
        difference = weighted(shop.rng, _DIFFERENCES)
        rows += [*shift.events, shift.counted(to_step(difference, shop.location.cash_rounding_minor))]
    return rows


def _shifts(shop: Shop) -> dict[date, Shift]:
    location = shop.location
    shifts: dict[date, Shift] = defaultdict(lambda: Shift(location.id, ""))
    for sale in shop.sales:
        if not sale.training:
            _collect_sale(shop, shifts, sale)
    for refund in shop.refunds:
        if refund.is_cash:
            shift = shifts[location.calendar.shift_date(refund.at)]
            shift.instants.append(refund.at)
            shift.cash_minor -= refund.total_minor
    for day, shift in shifts.items():
        shift.id = _shift_id(shop, day)
    return shifts


def _collect_sale(shop: Shop, shifts: dict[date, Shift], sale: Sale) -> None:
    calendar = shop.location.calendar
    for payment in sale.payments:
        day = calendar.shift_date(payment.taken_at)
        shifts[day].instants.append(payment.taken_at)
        shifts[day].card_tips_minor += payment.tip_minor
        if _is_cash(payment):
            shifts[day].cash_minor += payment.amount_minor
            payment.drawer_shift_id = _shift_id(shop, day)


def _move_cash(shop: Shop, day: date, shift: Shift) -> None:
    rng = shop.rng
    shift.add_event("OPEN_SHIFT", 0, "", 0)
    if day.weekday() == 0:
        shift.add_event("PAY_IN", 5_000, "Change from the bank", 30)
    if rng.random() < _PAY_OUT_SHARE:
        reason, amount = rng.choice((("Ice", 4_000), ("Window cleaner", 2_500), ("Flowers", 1_800)))
        shift.add_event("PAY_OUT", -amount, reason, rng.randrange(100, 500))
    if rng.random() < _NO_SALE_SHARE:
        shift.add_event("NO_SALE", 0, "Change for a guest", rng.randrange(100, 900))
    if shift.cash_minor > 2 * _DROP_STEP_MINOR:
        dropped = shift.cash_minor // _DROP_STEP_MINOR * _DROP_STEP_MINOR - _DROP_STEP_MINOR
        shift.add_event("DROP", -dropped, "Safe", 800)
    tips = shift.card_tips_minor // 100 * 100
    if 0 < tips < shift.cash_minor:
        shift.add_event("TIP_PAYOUT", -tips, "Card tips paid out", 960)
    shift.add_event("CLOSE_SHIFT", 0, "", 1000)


def _is_cash(payment: Payment) -> bool:
    return payment.is_completed and payment.tender.is_cash


def _shift_id(shop: Shop, day: date) -> str:
    return f"sh{shop.location.identification}-{day:%Y%m%d}"
