"""The result for people: a table per location, the calls to QuickBooks, and whatever is not well."""

import sys
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from daybook_local.demo.examination import Examination
from daybook_local.demo.merchant.posting_choice import ALL_LOCATIONS, PostingChoice
from daybook_local.demo.scenario import Told
from daybook_local.demo.taxes.tax_on_lines import tax_gaps
from daybook_local.demo.taxes.tax_table import show_taxes
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.system.vendors.quickbooks_control import MeterReading

_WIDTH_OF_A_PIPE = 120
_COUNTED = ("posted", "posted_with_gaps", "empty", "held", "failed")
_SETTLED_WELL = frozenset({"posted", "posted_with_gaps", "empty"})


def result_console() -> Console:
    """Standard output; a pipe has no width of its own and gets one that the table fits in."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE)


def show_result(console: Console, sample: LoadedSample, choice: PostingChoice, told: Told) -> None:
    """The table, the calls, what the sequel has to say, and whatever is not well, with its reason."""
    examination = told.in_the_end
    for merchant, books in told.books_of(sample):
        console.print(_table(merchant, choice, books))
    console.print("Differences are in minor units; the last row adds those of every account of the trial balance.")
    console.print(_calls(told.connecting, examination))
    if examination.tax_return is not None and told.taxes is not None:
        show_taxes(console, sample, examination.tax_return, examination.records, told.taxes)
    for line in told.ending.said if told.ending else ():
        console.print(escape(line), highlight=False)
    gaps = sorted({gap for record in examination.records for gap in {*record.gaps} - {*tax_gaps(record)}})
    if gaps:
        console.print(f"Waiting in the suspense account for a mapping: {escape(', '.join(gaps))}")
    for record in examination.records:
        if record.state not in _SETTLED_WELL:
            why = escape(record.why or "no reason given")
            console.print(f"[bold]{record.business_date} {record.location} {record.state}[/bold]: {why}")
    for problem in told.problems:
        console.print(f"[bold red]Not well:[/bold red] {escape(problem)}")


def _calls(connecting: MeterReading, examination: Examination) -> str:
    figures = examination.figures
    payments = f" and {figures.payments} payments" if figures.payments else ""
    made = f"{connecting.accounts} accounts"
    if figures.references:
        made += f", {connecting.references} items, payment methods and customers"
    return (
        f"QuickBooks calls while connecting: {connecting.reads} reads, {connecting.writes} writes ({made}); "
        f"after connecting: {figures.intuit_reads} metered reads, "
        f"{figures.intuit_writes} writes for {figures.documents} documents{payments}."
    )


def _table(sample: LoadedSample, choice: PostingChoice, examination: Examination) -> Table:
    kind = choice.document.replace("_", " ")
    taxes = ", tax by QuickBooks' codes" if choice.uses_tax_codes else ""
    table = Table(title=f"{sample.name}: talech against QuickBooks, one {kind} per day{taxes}")
    table.add_column("location", no_wrap=True)
    for heading in ("days", "posted", "with gaps", "empty", "held", "failed", "documents", "difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place, name in _places(sample, choice):
        mine = [record for record in examination.records if record.location == place]
        states = Counter(record.state for record in mine)
        documents = {record.document_id for record in mine if record.document_id}
        difference = sum(abs(line.difference_minor) for line in examination.proof if line.location == place)
        counts = (len(mine), *(states[state] for state in _COUNTED), len(documents), difference)
        table.add_row(escape(name), *map(str, counts))
    table.add_section()
    figures = examination.figures
    totals = (
        figures.location_days,
        figures.posted,
        figures.posted_with_gaps,
        figures.empty,
        figures.held,
        figures.failed,
        figures.documents,
        figures.difference_minor,
    )
    table.add_row("All", *map(str, totals))
    return table


def _places(sample: LoadedSample, choice: PostingChoice) -> Iterator[tuple[str, str]]:
    """Each place that has records, and what people call it."""
    if choice.locations == "combined":
        yield ALL_LOCATIONS, f"{len(sample.locations)} locations as one"
        return
    for location in sample.locations:
        yield location.id, location.name
