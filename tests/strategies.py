"""Hypothesis strategies for whole business days: anything talech could send that is consistent in itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from daybook.domain.day.orders import DayActivity, DrawerEvent, DrawerShift, Order, Refund
from factories import location, order, payment, refund

DAY = date(2026, 3, 7)  # the 23-hour day of the spring clock change in Toronto
WINDOW = location().calendar.window(DAY)

cents = st.integers(min_value=0, max_value=50_000)
tenders = st.sampled_from(
    [("CASH", None), ("CCRD", "VISA"), ("CCRD", "AMEX"), ("CCRD", None), ("GCRD", None), ("STCR", None), ("HACC", None)]
)
around_the_day = st.integers(min_value=-40, max_value=40).map(lambda h: WINDOW.start + timedelta(hours=h))
in_the_day = st.integers(min_value=0, max_value=22 * 60).map(lambda m: WINDOW.start + timedelta(minutes=m))
categories = st.sampled_from(["food", "drinks", None])
tax_sets = st.sampled_from([(), ("hst",), ("city", "hst")])


def shares_of(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The total by weights, to the cent."""
    whole = sum(weights) or 1
    shares = [total * weight // whole for weight in weights]
    return (shares[0] + total - sum(shares), *shares[1:])


@st.composite
def taxed_rows(draw: st.DrawFn, *figures: tuple[str, int]) -> list[tuple[str, tuple[str, ...], int]]:
    """The figures with the taxes they bear, as a source tells them: now and then it leaves the last one out."""
    rows = [(role, draw(tax_sets), minor) for role, minor in figures if minor]
    return rows[: len(rows) - draw(st.sampled_from([0, 0, 1]))] if rows else rows


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """An order with payments on any days; closed only when they cover its total."""
    lines = draw(st.lists(st.tuples(categories, cents), min_size=0, max_size=4))
    gross = sum(minor for _, minor in lines)
    discount = draw(st.integers(min_value=0, max_value=gross))
    comps = draw(st.integers(min_value=0, max_value=discount))
    service = draw(cents)
    closed_at = draw(st.one_of(st.none(), around_the_day))
    made = order(
        closed_at=closed_at,
        lines=lines,
        discount=discount,
        comps=comps,
        taxes={"hst": draw(cents), "city": draw(cents)},
        service_charges={"STAFF": service},
        tip=draw(cents),
        gift_sold=draw(st.sampled_from([0, 0, 2500])),
        deposits_sold=draw(st.sampled_from([0, 0, 1000])),
        house_paid=draw(st.sampled_from([0, 0, 700])),
        rounding=draw(st.integers(min_value=-2, max_value=2)),
        training=draw(st.sampled_from([False, False, False, True])),
        gross=gross + draw(st.sampled_from([0, 0, 50])),
        taxed=draw(
            taxed_rows(
                *(_row("revenue", *line) for line in lines),
                ("discount", discount - comps),
                ("comp", comps),
                ("service_charge:STAFF", service),
            )
        ),
    )
    parts = draw(st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=3))
    shares = shares_of(made.totals.total_minor, parts)
    paid = [
        payment(share, *draw(tenders), at=draw(around_the_day if closed_at is None else _up_to(closed_at)))
        for share in shares
    ]
    return replace(made, payments=tuple(paid if closed_at else paid[:-1]))


@st.composite
def refunds(draw: st.DrawFn) -> Refund:
    """A refund of any sale: lines may or may not explain its total, value may go anywhere."""
    tender, card = draw(tenders)
    lines = draw(st.lists(st.tuples(categories, cents), max_size=3))
    taxes = {"hst": draw(cents)}
    tip, rounding, service = draw(cents), draw(st.integers(min_value=-2, max_value=2)), draw(st.sampled_from([0, 200]))
    beyond_lines = draw(st.sampled_from([0, 0, 300]))
    total = sum(net for _, net in lines) + sum(taxes.values()) + service + tip + rounding + beyond_lines
    return refund(
        total,
        at=draw(around_the_day),
        lines=lines,
        taxes=taxes,
        service_charges={"STAFF": service},
        taxed=draw(taxed_rows(*(_row("refund", *line) for line in lines), ("service_charge:STAFF", service))),
        tender=tender,
        card=card,
        tip=tip,
        rounding=rounding,
        kind=draw(st.sampled_from(["ITEM_RETURN", "AMOUNT", "EXCHANGE"])),
        destination=draw(st.sampled_from(["ORIGINAL_TENDER", "CASH", "STORE_CREDIT", "GIFT_CARD"])),
    )


drawer_events = st.builds(
    DrawerEvent,
    id=st.uuids().map(str),
    type=st.sampled_from(["PAY_IN", "PAY_OUT", "DROP", "TIP_PAYOUT", "NO_SALE"]),
    amount_minor=st.integers(min_value=-5000, max_value=5000),
    at=around_the_day,
)
drawer_shifts = st.builds(
    DrawerShift,
    id=st.uuids().map(str),
    closed_at=around_the_day,
    difference_minor=st.integers(min_value=-500, max_value=500),
)
activities = st.builds(
    DayActivity,
    orders=st.lists(orders(), max_size=6).map(tuple),
    refunds=st.lists(refunds(), max_size=3).map(tuple),
    drawer_events=st.lists(drawer_events, max_size=3).map(tuple),
    drawer_shifts=st.lists(drawer_shifts, max_size=2).map(tuple),
)


def _up_to(closed_at: datetime) -> st.SearchStrategy[datetime]:
    return st.integers(min_value=0, max_value=30).map(lambda h: closed_at.astimezone(UTC) - timedelta(hours=h))


def _row(kind: str, category: str | None, minor: int) -> tuple[str, int]:
    return f"{kind}:{category or 'none'}", minor
