"""The tax return that QuickBooks would file against the tills: month by month, rate by rate, to the cent."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daybook_local.demo.taxes.tax_corrections import TaxCorrection, moved_into
from daybook_local.demo.taxes.till_taxes import TillTaxes
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.quickbooks_control import FiledRate
from daybook_local.system.vendors.talech_control import TruthRow

_TAX, _FILED = "tax:", "tax_return:"
_ONE_DAY = timedelta(days=1)

DayTax = tuple[str, date, str]
"""Location, business date and tax id."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A tax of the tills in a calendar month, and what stands for it on the return, in minor units; owed is positive.

    `taxes` is empty where the return holds what no till collected, `rates` where it lacks what one did.
    """

    month: date
    taxes: str
    rates: str
    till_minor: int
    quickbooks_minor: int

    @property
    def difference_minor(self) -> int:
        """QuickBooks less tills; zero when the return is right."""
        return self.quickbooks_minor - self.till_minor


@dataclass(frozen=True, slots=True)
class TaxReturn:
    """Every line, and by location-day and tax what Daybook kept on liability lines, off the return."""

    lines: Sequence[ReturnLine]
    on_lines: Mapping[DayTax, int]

    @property
    def taxes(self) -> int:
        """How many taxes of the tills there are, wherever they are booked."""
        filed = {tax_id for line in self.lines for tax_id in line.taxes.split("+") if line.taxes}
        return len(filed | {tax_id for _, _, tax_id in self.on_lines})

    @property
    def filed_minor(self) -> int:
        """What the return holds."""
        return sum(line.quickbooks_minor for line in self.lines)

    @property
    def difference_minor(self) -> int:
        """Every line's difference, signs aside."""
        return sum(abs(line.difference_minor) for line in self.lines)

    @property
    def on_lines_minor(self) -> int:
        """What has to be filed from the tills' reports, signs aside."""
        return sum(map(abs, self.on_lines.values()))


def with_filed_taxes(truth: Iterable[TruthRow], on_lines: Mapping[DayTax, int]) -> Iterator[TruthRow]:
    """The truth with every tax in two parts: what is on the return, under a role of its own, and what is on lines."""
    left = dict(on_lines)
    for row in truth:
        if not row.role.startswith(_TAX):
            yield row
            continue
        kept = left.pop((row.location, row.business_date, row.role.removeprefix(_TAX)), 0)
        yield from _two_parts(row, kept)
    for (location, business_date, tax_id), kept in left.items():
        yield from _two_parts(TruthRow(location, business_date, f"{_TAX}{tax_id}", 0), kept)


def _two_parts(tax: TruthRow, kept: int) -> Iterator[TruthRow]:
    filed = tax.minor - kept
    if kept:
        yield replace(tax, minor=kept)
    if filed:
        yield replace(tax, role=filed_role(tax.role.removeprefix(_TAX)), minor=filed)


def filed_role(tax_id: str) -> str:
    """The role under which a tax stands that is on the return."""
    return f"{_FILED}{tax_id}"


def months(dates: DateRange) -> list[DateRange]:
    """The range in calendar months, the first and the last as far as it goes."""
    pieces, first = [], dates.first
    while first <= dates.last:
        next_month = (first.replace(day=1) + 32 * _ONE_DAY).replace(day=1)
        pieces.append(DateRange(first, min(dates.last, next_month - _ONE_DAY)))
        first = next_month
    return pieces


def return_lines(
    truth: Iterable[TruthRow],
    filed: Sequence[FiledRate],
    till: TillTaxes,
    month: DateRange,
    corrections: Sequence[TaxCorrection] = (),
) -> Iterator[ReturnLine]:
    """One month: `truth` is what `with_filed_taxes` made, `filed` the month's return. Groups of zero are left out.

    What `corrections` bring to another month is expected there.
    """
    collected: Counter[str] = Counter()
    for row in truth:
        if row.role.startswith(_FILED) and month.first <= row.business_date <= month.last:
            collected[row.role.removeprefix(_FILED)] -= row.minor
    left, moved = {rate.rate_id: rate for rate in filed}, moved_into(month, corrections)
    for group in till.groups:
        rates = [left.pop(rate_id) for rate_id in sorted(group.rate_ids) if rate_id in left]
        till_minor = sum(collected.pop(tax_id, 0) for tax_id in group.tax_ids)
        till_minor += sum(moved[rate_id] for rate_id in group.rate_ids)
        booked = sum(rate.tax_minor for rate in rates)
        if till_minor or booked:
            names = "+".join(rate.name for rate in rates if rate.tax_minor or len(rates) == 1)
            yield ReturnLine(month.first, "+".join(sorted(group.tax_ids)), names, till_minor, booked)
    for tax_id, minor in collected.items():
        yield ReturnLine(month.first, tax_id, "", minor, 0)
    for rate in left.values():
        if rate.tax_minor:
            yield ReturnLine(month.first, "", rate.name, 0, rate.tax_minor)
