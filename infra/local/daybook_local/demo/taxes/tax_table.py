"""QuickBooks' tax return for people: every tax of the tills beside the rate that stands for it, month by month."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from daybook_local.demo.taxes.tax_codes import TaxCodesInUse, fees
from daybook_local.demo.taxes.tax_on_lines import tax_gaps
from daybook_local.demo.taxes.tax_return import TaxReturn
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.samples.sample import LoadedSample


def show_taxes(
    console: Console, sample: LoadedSample, found: TaxReturn, records: Sequence[LocationDayRecord], codes: TaxCodesInUse
) -> None:
    """The table, and what is not on the return with the reason."""
    names = {tax.id: tax.name for tax in sample.taxes}
    if found.lines:
        console.print(_table(found, names))
    for sentence in _sentences(sample, found, records, codes):
        console.print(escape(sentence), highlight=False)


def _table(found: TaxReturn, names: dict[str, str]) -> Table:
    table = Table(title="The tax return that QuickBooks would file against the tills")
    for heading in ("month", "tax of the tills", "rate in QuickBooks"):
        table.add_column(heading)
    for heading in ("tills", "QuickBooks", "difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for line in found.lines:
        told = " + ".join(names.get(tax_id, tax_id) for tax_id in line.taxes.split("+"))
        figures = (line.till_minor, line.quickbooks_minor, line.difference_minor)
        table.add_row(f"{line.month:%Y-%m}", escape(told), escape(line.rates), *map(str, figures))
    return table


def _sentences(
    sample: LoadedSample, found: TaxReturn, records: Sequence[LocationDayRecord], codes: TaxCodesInUse
) -> Iterator[str]:
    if codes.made:
        yield f"Made in QuickBooks' sales tax settings first, as no code had these rates: {', '.join(codes.made)}."
    if not found.lines:
        yield "The tax return that QuickBooks would file holds nothing of these dates."
    if not found.on_lines:
        return
    days = {(location, business_date) for location, business_date, _ in found.on_lines}
    gaps = sorted({gap for record in records for gap in tax_gaps(record)})
    apart = fees(sample.country, sample.taxes)
    reasons = [f"Daybook names {', '.join(gaps)}"] if gaps else []
    if any(tax_id in apart for _, _, tax_id in found.on_lines):
        reasons.append("a fee an item is no percentage, which is all that a tax code holds")
    why = "; ".join(reasons) or "journal entries that correct closed books"
    yield (
        f"{found.on_lines_minor} minor units of tax of {len(days)} location-days stay on liability lines, off the "
        f"return: {why}."
    )
