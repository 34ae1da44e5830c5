"""Balances over a month: opening, what came, what left, closing; and what persons type of them.

An opening is what a person typed for the month, or the closing of the month before: the opening that was typed last,
and everything that the books have moved since. QuickBooks and talech are not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from daybook.application.days.days_on_record import DaysOnRecord, RecordSystems, days_on_record, newest_ended
from daybook.application.days.read_month import Month
from daybook.application.ports.balances import HasBalances
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import Connection
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.month.balance import Balance
from daybook.domain.month.month_figures import month_figures
from daybook.domain.month.openings import (
    EVERY_STORE,
    TypedAmount,
    TypedAmounts,
    months_before,
    months_carried,
    net_paid,
)
from daybook.domain.month.roll_forwards import Movement, RollForward, movements

PAYROLL = "payroll"


class BalanceSystems(HasBalances, RecordSystems, Protocol):
    """What balances are read from."""


@dataclass(frozen=True, slots=True)
class MonthBalances:
    """The balances of a month, of one store or of all as one.

    `typed` is what persons typed for this very month, by the name of its field: a balance, or `PAYROLL`. `carried` is
    over how many months an opening is carried; `too_old` are openings that were typed for an earlier month than that,
    so that only the movement is shown. `left_out` counts days of the months before whose content no opening knows:
    they wait, are missing, or a person edited their document.
    """

    rows: tuple[RollForward, ...]
    typed: Mapping[str, TypedAmount]
    carried: int
    too_old: tuple[TypedAmount, ...]
    left_out: int


def balances_of(
    month: Month, connection: Connection, profile: MerchantProfile, systems: BalanceSystems, location: str | None = None
) -> MonthBalances:
    """What each balance opened with, moved by and closed with; a balance that is nothing in all of it is left out."""
    place, first = location or EVERY_STORE, month.first
    typed, carried = systems.balances.typed(connection.merchant_id), months_carried(len(profile.active_locations))
    earliest = months_before(first, carried)
    said = {balance: typed.opening(place, balance, first) for balance in Balance}
    openings = {balance: each for balance, each in said.items() if each is not None and each.month >= earliest}
    begin = min((each.month for each in openings.values()), default=first)
    before = None
    if begin < first:
        before = days_on_record(connection, profile, (begin, first - timedelta(days=1)), systems, location)
    moved = {movement.balance: movement for movement in month.movements}
    payroll = typed.payroll(place, first)
    rows = (
        RollForward(
            moved.get(balance, Movement(balance, 0, 0)),
            _opening_minor(openings.get(balance), before, typed, first),
            openings.get(balance),
            payroll if balance is Balance.TIPS else None,
        )
        for balance in Balance
    )
    here = {balance.value: each for balance, each in openings.items() if each.month == first}
    return MonthBalances(
        rows=tuple(each for each in rows if each.is_anything),
        typed=here | ({PAYROLL: payroll} if payroll else {}),
        carried=carried,
        too_old=tuple(each for balance, each in said.items() if each is not None and balance not in openings),
        left_out=before.left_out if before else 0,
    )


def type_balances(
    place: tuple[str, date | None],
    said: Mapping[str, int | None],
    connection: Connection,
    profile: MerchantProfile,
    systems: BalanceSystems,
    *,
    who: str,
) -> None:
    """Keep what a person typed for a store (empty: all as one) and a month, with their name and the time.

    `said` has amounts in minor units by balance or `PAYROLL`; None takes back what was typed.

    Raises:
        AskDifferentlyError: store, month or balance are none of the merchant's.
        RetriableError: other requests typed at every attempt.
    """
    (location, month), now = place, systems.clock.now()
    is_known = not location or location in {each.id for each in profile.locations}
    if not is_known or month is None or month > newest_ended(profile, now):
        raise AskDifferentlyError("Choose a store of yours, and a month that has begun.")
    amounts = tuple(
        TypedAmount(location or EVERY_STORE, month, _balance(name), minor, who, now, by_payroll=name == PAYROLL)
        for name, minor in said.items()
    )
    if amounts and not systems.balances.add(connection.merchant_id, amounts):
        raise RetriableError(f"books {connection.merchant_id}: other requests kept changing the typed balances")


def _balance(name: str) -> Balance:
    if name == PAYROLL:
        return Balance.TIPS
    if name not in set(Balance):
        raise AskDifferentlyError("{balance!r} is no balance", balance=name)
    return Balance(name)


def _opening_minor(
    typed: TypedAmount | None, before: DaysOnRecord | None, amounts: TypedAmounts, first: date
) -> int | None:
    """The typed opening, and what moved the balance from its month until this one."""
    if typed is None or typed.minor is None:
        return None
    if before is None or typed.month == first:
        return typed.minor
    sold = [day for proof in before.proofs for day in proof.sales_days if day.business_date >= typed.month]
    moved = sum(each.net_minor for each in movements(month_figures(sold), sold) if each.balance is typed.balance)
    return typed.minor + moved - (_paid(amounts, typed, first) if typed.balance is Balance.TIPS else 0)


def _paid(amounts: TypedAmounts, opening: TypedAmount, first: date) -> int:
    """What payroll paid of tips from the month of an opening until this one, in minor units."""
    months, month = [], opening.month
    while month < first:
        months.append(amounts.payroll(opening.place, month))
        month = months_before(month, -1)
    return net_paid(months)
