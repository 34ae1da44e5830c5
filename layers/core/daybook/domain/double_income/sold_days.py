"""What talech says was sold, as far as a document in QuickBooks can repeat it (docs/accounting.md 12)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from daybook.domain.clearing.groups import CARDS, UNFOLLOWED, proposed
from daybook.domain.clearing.payouts import Batch
from daybook.domain.day.invariants import control_figures
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay

ALL_STORES = ""


@dataclass(frozen=True, slots=True)
class SoldDay:
    """The figures of a store's business date, in minor units; of all stores together if `store` is `ALL_STORES`.

    `cards` is what cards took, refunds taken off, by processor group; it is empty where only talech's report was read.
    """

    store: str
    on: date
    net_minor: int
    gross_minor: int
    tax_minor: int
    collected_minor: int
    cards: Mapping[str, int] = field(default_factory=dict)

    @property
    def totals(self) -> frozenset[int]:
        """The sums that a document of the whole day can have, with taxes or by cards alone."""
        found = {self.collected_minor, self.net_minor + self.tax_minor, sum(self.cards.values())}
        return frozenset(minor for minor in found if minor > 0)

    @property
    def incomes(self) -> frozenset[int]:
        """What a document of the whole day can bring to income."""
        return frozenset(minor for minor in (self.net_minor, self.gross_minor) if minor > 0)


def reported_day(store: str, on: date, figures: Mapping[str, int]) -> SoldDay:
    """A store's date from talech's own report, by the names of its fields."""
    return SoldDay(
        store,
        on,
        net_minor=figures["netRevenue"],
        gross_minor=figures["grossRevenue"],
        tax_minor=figures.get("reportedTax", figures.get("tax", 0)),
        collected_minor=figures["totalCollected"],
    )


def posted_day(day: SalesDay, ways: Mapping[str, str]) -> SoldDay:
    """A date that Daybook posted; `ways` has a person's choice of how tenders are paid, by role."""
    figures = control_figures(day)
    cards: Counter[str] = Counter()
    for tender in day.tenders:
        role = Role(RoleKind.TENDER, tender.tender_id, tender.card_type or "")
        way = ways.get(str(role), proposed(role))
        if tender.kind == TenderKind.CARD and way != UNFOLLOWED:
            cards[CARDS if way == CARDS else str(role)] += tender.net_minor
    return SoldDay(
        day.location_id,
        day.business_date,
        net_minor=figures["netRevenue"],
        gross_minor=figures["grossRevenue"],
        tax_minor=figures["reportedTax"],
        collected_minor=figures["totalCollected"],
        cards=dict(sorted(cards.items())),
    )


def with_all_stores(days: Iterable[SoldDay]) -> tuple[SoldDay, ...]:
    """Open days by store, and where there are several stores the same dates of all of them together."""
    of_stores = tuple(day for day in days if day.collected_minor or day.gross_minor)
    by_date: dict[date, list[SoldDay]] = defaultdict(list)
    for day in of_stores:
        by_date[day.on].append(day)
    if len({day.store for day in of_stores}) <= 1:
        return tuple(sorted(of_stores, key=lambda day: day.on))
    together = [_together(on, found) for on, found in by_date.items()]
    return tuple(sorted([*together, *of_stores], key=lambda day: (day.on, day.store)))


def _together(on: date, days: Iterable[SoldDay]) -> SoldDay:
    every = tuple(days)
    cards: Counter[str] = Counter()
    for day in every:
        cards.update(day.cards)
    return SoldDay(
        ALL_STORES,
        on,
        net_minor=sum(day.net_minor for day in every),
        gross_minor=sum(day.gross_minor for day in every),
        tax_minor=sum(day.tax_minor for day in every),
        collected_minor=sum(day.collected_minor for day in every),
        cards=dict(cards),
    )


def card_batches(days: Iterable[SoldDay]) -> dict[str, tuple[Batch, ...]]:
    """What cards took by business date, by processor group; all stores are paid into the same bank."""
    sums: dict[str, Counter[date]] = defaultdict(Counter)
    for day in days:
        for group, minor in day.cards.items():
            sums[group][day.on] += minor
    return {
        group: tuple(Batch(on, minor) for on, minor in sorted(by_date.items()) if minor)
        for group, by_date in sums.items()
    }
