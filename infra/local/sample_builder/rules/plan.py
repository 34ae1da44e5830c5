"""Which rule meets which order: a few of every kind every week, spread by seed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import TypeAlias

from sample_builder.merchants.shop import Shop
from sample_builder.register.sale import Sale

Rule: TypeAlias = Callable[[Shop, Sale, datetime], None]
Slot: TypeAlias = tuple[date, int]

_WEEK = 7


def plan_rules(
    rng: Random, orders_by_day: Mapping[date, int], weekly: Mapping[Rule, int], once: Sequence[Rule] = ()
) -> dict[Slot, Rule]:
    """Give each rule its number of orders in every week, and each rule of `once` one order in all.

    A slot is a date and the position of an order on it. Weeks too thin for all rules get the first ones.
    """
    plan: dict[Slot, Rule] = {}
    days = sorted(orders_by_day)
    for start in range(0, len(days), _WEEK):
        slots = [(day, n) for day in days[start : start + _WEEK] for n in range(orders_by_day[day])]
        rng.shuffle(slots)
        wanted = [rule for rule, count in weekly.items() for _ in range(count)]
        plan.update(zip(slots, wanted, strict=False))
    free = [(day, n) for day in days for n in range(orders_by_day[day]) if (day, n) not in plan]
    rng.shuffle(free)
    plan.update(zip(free, once, strict=False))
    return plan
