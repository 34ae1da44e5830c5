"""The rules for unusual days of a store (docs/accounting.md 11). A notice never holds a day by itself.

x is the day's net sales, m the median of the last eight open days of the same weekday; holidays and days that a person
called wrong are left out of the comparison and, holidays, of rules 1 to 3.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median, quantiles

from daybook.domain.unusual.days import Answer, StoreDay

_WEEKDAYS = 8
_LEAST_WEEKDAYS = 4
_OPEN_SHARE = 0.75
_FAR = 5
_CLEAR = (0.6, 1.6)
_LEAST_Z = 4.0
_OWN_DAYS = 60
_LEAST_OWN_DAYS = 30
_EQUAL_WITHIN = timedelta(days=31)
_MUTED_AFTER = 3
_MOST_TIPS = 0.30
_MOST_OVER_SHORT = 0.01
_NEW_TENDER, _NEVER_HAD = 0.5, 0.1


class Rule(StrEnum):
    """What is unusual."""

    NOTHING_SOLD = "nothing_sold"
    FAR_OFF = "far_off"
    CLEARLY_OFF = "clearly_off"
    EQUAL_DAY = "equal_day"
    REFUNDS_ABOVE_SALES = "refunds_above_sales"
    TIPS = "tips"
    OVER_SHORT = "over_short"
    TENDER = "tender"


@dataclass(frozen=True, slots=True)
class Notice:
    """One unusual day: the figure that stands out and what is usual, in minor units; `usual_orders` beside it.

    `other` is the day that it equals.
    """

    rule: Rule
    day: StoreDay
    figure_minor: int
    usual_minor: int = 0
    usual_orders: int = 0
    of_days: int = 0
    other: date | None = None
    tender: str = ""


Answers = Mapping[tuple[date, Rule], Answer]


def notices(days: Sequence[StoreDay], closed: Collection[date], answers: Answers) -> tuple[Notice, ...]:
    """Every notice of a store's days (oldest first, days without sales included), at most one a day.

    `closed` are holidays and seasons of the merchant. A rule is silent for a weekday after three days called right.
    """
    wrong = {on for (on, _), answer in answers.items() if answer is Answer.WRONG}
    found: list[Notice] = []
    scores: list[float] = []
    for number, day in enumerate(days):
        before = [each for each in days[:number] if each.on not in closed and each.on not in wrong]
        usual = [each for each in before if each.on.weekday() == day.on.weekday()][-_WEEKDAYS:]
        candidates = [*_without_comparison(day, before), *_shape(day, before)]
        if day.on not in closed:
            score = _score(day, usual)
            candidates = [*_sales(day, usual, score, scores), *candidates]
            if score is not None and day.is_open and day.on not in wrong:
                scores.append(abs(score))
        found += [notice for notice in candidates if not _is_muted(notice, answers)][:1]
    return tuple(found)


def _open(days: Sequence[StoreDay]) -> list[StoreDay]:
    return [day for day in days if day.is_open]


def _score(day: StoreDay, usual: Sequence[StoreDay]) -> float | None:
    """How far sales are from the median in robust deviations, with a floor of a tenth of the median."""
    sold = [each.net_minor for each in _open(usual)]
    if len(sold) < _LEAST_WEEKDAYS:
        return None
    middle = median(sold)
    spread = max(1.4826 * median([abs(each - middle) for each in sold]), 0.10 * middle)
    return (day.net_minor - middle) / spread if spread > 0 else None


def _sales(day: StoreDay, usual: Sequence[StoreDay], score: float | None, scores: Sequence[float]) -> Iterator[Notice]:
    opened = _open(usual)
    if not day.is_open:
        if len(usual) >= _LEAST_WEEKDAYS and len(opened) >= _OPEN_SHARE * len(usual):
            yield _against(Rule.NOTHING_SOLD, day, opened)
        return
    if score is None:
        return
    middle = median([each.net_minor for each in opened])
    if day.net_minor > _FAR * middle or day.net_minor < middle / _FAR:
        yield _against(Rule.FAR_OFF, day, opened)
    elif abs(score) > _own_limit(scores) and not _CLEAR[0] * middle <= day.net_minor <= _CLEAR[1] * middle:
        yield _against(Rule.CLEARLY_OFF, day, opened)


def _own_limit(scores: Sequence[float]) -> float:
    """The store's own limit: the score that 98 % of its last days stay below, once there are enough of them."""
    own = scores[-_OWN_DAYS:]
    return max(_LEAST_Z, quantiles(own, n=50)[-1]) if len(own) >= _LEAST_OWN_DAYS else _LEAST_Z


def _against(rule: Rule, day: StoreDay, opened: Sequence[StoreDay]) -> Notice:
    return Notice(
        rule,
        day,
        day.net_minor,
        round(median([each.net_minor for each in opened])),
        round(median([each.orders for each in opened])),
        len(opened),
    )


def _without_comparison(day: StoreDay, before: Sequence[StoreDay]) -> Iterator[Notice]:
    same = [each for each in before if day.on - each.on <= _EQUAL_WITHIN and each.shape == day.shape]
    if same and day.net_minor > 0:
        yield Notice(Rule.EQUAL_DAY, day, day.net_minor, same[-1].net_minor, same[-1].orders, 1, same[-1].on)
    if day.refunds_minor > day.gross_minor:
        yield Notice(Rule.REFUNDS_ABOVE_SALES, day, day.refunds_minor, day.gross_minor)


def _shape(day: StoreDay, before: Sequence[StoreDay]) -> Iterator[Notice]:
    if day.cards_minor > 0 and day.tips_minor > _MOST_TIPS * day.cards_minor:
        yield Notice(Rule.TIPS, day, day.tips_minor, round(_MOST_TIPS * day.cards_minor))
    if abs(day.over_short_minor) > _MOST_OVER_SHORT * max(day.cash_minor, 0) and day.over_short_minor:
        yield Notice(Rule.OVER_SHORT, day, day.over_short_minor, round(_MOST_OVER_SHORT * max(day.cash_minor, 0)))
    taken = sum(minor for minor in day.tenders.values() if minor > 0)
    opened = _open(before)[-_OWN_DAYS:]
    for tender, minor in sorted(day.tenders.items()):
        if len(opened) >= _LEAST_OWN_DAYS and minor > _NEW_TENDER * taken > 0 and not _had(tender, opened):
            yield Notice(Rule.TENDER, day, minor, taken, tender=tender)


def _had(tender: str, days: Sequence[StoreDay]) -> bool:
    return any(
        day.tenders.get(tender, 0) >= _NEVER_HAD * sum(minor for minor in day.tenders.values() if minor > 0) > 0
        for day in days
    )


def _is_muted(notice: Notice, answers: Answers) -> bool:
    """A day that was answered, or a rule that three days of this weekday were called right for."""
    if (notice.day.on, notice.rule) in answers:
        return True
    right = [
        on
        for (on, rule), answer in answers.items()
        if rule is notice.rule and answer is Answer.RIGHT and on.weekday() == notice.day.on.weekday()
    ]
    return len(right) >= _MUTED_AFTER
