"""A location at work: opens orders, takes payments, keeps what happened."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from string import ascii_uppercase, digits

from sample_builder.merchants.merchant import Location
from sample_builder.money import half_up, to_step
from sample_builder.register.payment import Payment, Tender
from sample_builder.register.refund import Refund
from sample_builder.register.sale import Sale
from sample_builder.register.tenders import CASH, TenderMix, cash_tendered

_TICKET_LETTERS = digits + ascii_uppercase
_CLEARING_UP = timedelta(minutes=15)
_LAST_MEAL = timedelta(minutes=25)


@dataclass(slots=True)
class Shop:
    """One location with its order book; `tip_rates` are shares of the net sale."""

    location: Location
    rng: Random
    mix: TenderMix
    tip_rates: list[Decimal] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    _numbers: Counter[date] = field(default_factory=Counter)
    _tipped: set[date] = field(default_factory=set)

    def open_sale(self, day: date, opened_at: datetime, order_type: str) -> Sale:
        """Open an order; ticket codes repeat from day to day, ids never."""
        self._numbers[day] += 1
        number = self._numbers[day]
        order_id = f"{self.location.identification[-2:]}{day:%Y%m%d}{number:04d}"
        sale = Sale(order_id, self.location.id, _ticket(number), opened_at, order_type)
        self.sales.append(sale)
        return sale

    def in_time_to_order(self, wanted: datetime, day: date) -> datetime:
        """The wanted opening time, or an earlier one where the next business date must stay empty."""
        latest = self.location.calendar.latest(day)
        return wanted if latest is None else min(wanted, latest - _CLEARING_UP - _LAST_MEAL)

    def in_time(self, sale: Sale, wanted: datetime) -> datetime:
        """The wanted closing time, or an earlier one where the next business date must stay empty."""
        calendar = self.location.calendar
        latest = calendar.latest(calendar.business_date(sale.opened_at))
        return wanted if latest is None else min(wanted, latest - _CLEARING_UP)

    def checkout(self, sale: Sale, at: datetime) -> None:
        """Take the payment as most customers make it, and close the order."""
        tender = self.mix.tender(self.rng, sale.due_minor)
        if self.rng.randrange(1000) < self.mix.split and sale.due_minor > 0:
            sale.pay(self.mix.card(self.rng), sale.due_minor // 2, at - timedelta(minutes=1))
        tip = 0 if tender.is_cash else self._card_tip(sale, at)
        self.pay_rest(sale, tender, at, tip)

    def pay_rest(self, sale: Sale, tender: Tender, at: datetime, tip_minor: int = 0) -> Payment | None:
        """Pay what is due and close; only what is paid in cash is rounded. None: nothing was due."""
        due = sale.due_minor
        if tender.is_cash:
            payable = to_step(due, self.location.cash_rounding_minor)
            sale.rounding_minor += payable - due
            due = payable
        payment = None
        if due:
            payment = sale.pay(tender, due, at, tip_minor)
            if tender is CASH and due > 0:
                payment.tendered_minor = cash_tendered(self.rng, due)
        sale.close(at)
        return payment

    def tip(self, sale: Sale) -> int:
        """A tip as the tip data set knows them, in minor units."""
        return half_up(sale.net_minor * self.rng.choice(self.tip_rates))

    def _card_tip(self, sale: Sale, at: datetime) -> int:
        if not self.tip_rates:
            return 0
        day = self.location.calendar.business_date(at)
        if day in self._tipped and self.rng.randrange(1000) >= self.mix.tipped:
            return 0
        self._tipped.add(day)
        return self.tip(sale)


def _ticket(number: int) -> str:
    code = number * 48_271 % len(_TICKET_LETTERS) ** 4
    letters = []
    for _ in range(4):
        code, letter = divmod(code, len(_TICKET_LETTERS))
        letters.append(_TICKET_LETTERS[letter])
    return "".join(letters)
