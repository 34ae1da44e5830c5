"""talech changes days after they were posted, some of them in closed books: the books must follow, and nothing doubles.

The accountant has closed the first quarter of the range. Open days are amended in place; a closed one stays as it is,
byte for byte, and gets an entry in the first open period.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daybook_local.demo.days.posting import Scene, close_date, sync
from daybook_local.demo.days.settling import wait_until_idle
from daybook_local.demo.examination import Examination, examine
from daybook_local.demo.sequels.sequels import Ending, FirstAct
from daybook_local.demo.sequels.talech_changes import Change, change_days
from daybook_local.system.samples.sample import DateRange
from quickbooks_simulator import dumps

_ONE_DAY = timedelta(days=1)
_RE_READ_DAYS = 7
"""How far back a closing looks: what changed earlier is asked for by hand."""
_READS_PER_DELTA = 2
_READS_FOR_SETTINGS = 2 * 5
"""QuickBooks tells that its settings changed: whichever of the five workers of history meets that first reads them."""
"""An entry in the first open period asks the company for its closing date: company and preferences."""

Day = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What happened to the documents of the first act."""

    changed: frozenset[Day]
    amended: frozenset[Day]
    deltas: Mapping[str, Day]
    closed_period_touched: int

    @property
    def problems(self) -> list[str]:
        """What is not as it must be: every changed day corrected once, no other touched, closed books left alone."""
        corrected = frozenset(self.deltas.values())
        twice, untold = self.amended & corrected, (self.amended | corrected) - self.changed
        forgotten = self.changed - self.amended - corrected
        findings = {
            f"{len(forgotten)} changed days were not corrected": not forgotten,
            f"{len(twice)} days were amended and corrected by a later entry as well": not twice,
            f"{len(untold)} days were corrected though talech had not changed them": not untold,
            "no change lay in closed books": bool(self.deltas),
            f"{self.closed_period_touched} documents of the closed period changed": not self.closed_period_touched,
        }
        return [words for words, is_well in findings.items() if not is_well]


class LateChanges:
    """Five per cent of the location-days change, one per cent of them all in closed books."""

    def prepare(self, scene: Scene, dates: DateRange) -> None:
        """Nothing: the days are posted as they are."""

    def play(self, scene: Scene, first: FirstAct) -> Ending:
        """Close the books, change the days, let the next closing find what changed lately, ask for the rest."""
        system, merchant_id = scene.system, scene.system.sample.merchant_id
        closed_through = first.dates.first + len(first.dates) // 4 * _ONE_DAY
        system.daybook.choose(merchant_id, closed_books="delta")
        system.quickbooks.close_books(closed_through)
        closed_before = system.quickbooks.documents_until(closed_through)
        scene.bars.stage("talech changes days that are posted")
        told_before = _truth(scene, first.dates)
        changes = change_days(scene, first.examination.records, closed_through)
        told_after = _truth(scene, first.dates)
        changed = frozenset(day for day in {*told_before, *told_after} if told_before[day] != told_after[day])
        dates = DateRange(first.dates.first, first.dates.last + _ONE_DAY)
        close_date(scene, dates)
        _ask_for_earlier_days(scene, dates)
        records = system.daybook.history(merchant_id, dates.first, dates.last)
        seconds = time.monotonic() - first.started
        examination = examine(system, dates, records, first.connected, seconds, choice=scene.choice, taxes=scene.taxes)
        closed_after = system.quickbooks.documents_until(closed_through)
        corrections = _corrections(first.examination, examination, changed, closed_before, closed_after)
        reads = examination.figures.intuit_reads
        allowed = _READS_PER_DELTA * len(corrections.deltas) + _READS_FOR_SETTINGS
        too_many = [f"{reads} metered reads, at most {allowed} have a reason"] if reads > allowed else []
        figures = {
            "changed": len(changed),
            "amended": len(corrections.amended),
            "deltas": len(corrections.deltas),
            "closed_period_touched": corrections.closed_period_touched,
        }
        said = [*_told(changes, closed_through), *_named(examination, corrections), _cost(reads, corrections)]
        problems = [*examination.problems_of_books, *corrections.problems, *too_many]
        return Ending(examination, figures, said, problems)


def _truth(scene: Scene, dates: DateRange) -> defaultdict[Day, Counter[str]]:
    """talech's books by day and role. An order that was paid on one day and closed on the next changes both."""
    days: defaultdict[Day, Counter[str]] = defaultdict(Counter)
    rows = scene.system.talech.truth(dates.first, dates.last, scene.system.sample.location_ids)
    for row in scene.choice.placed(rows):
        days[row.location, row.business_date][row.role] += row.minor
    return days


def _ask_for_earlier_days(scene: Scene, dates: DateRange) -> None:
    """What changed within seven days was found by the closing; `daybook sync` finds the rest."""
    scene.bars.stage("Days that changed are read again")
    wait_until_idle(scene.system)
    last = dates.last - (_RE_READ_DAYS + 1) * _ONE_DAY
    if last >= dates.first:
        sync(scene, DateRange(dates.first, last))
        wait_until_idle(scene.system)


def _corrections(
    before: Examination,
    after: Examination,
    changed: frozenset[Day],
    closed_before: Mapping[str, str],
    closed_after: Mapping[str, str],
) -> Corrections:
    stood, stands = _own_rows(before), _own_rows(after)
    return Corrections(
        changed=changed,
        amended=frozenset(day for day, rows in stood.items() if stands.get(day) != rows),
        deltas={
            delta: (record.location, record.business_date) for record in after.records for delta in record.delta_ids
        },
        closed_period_touched=sum(
            closed_before.get(name) != closed_after.get(name) for name in {*closed_before, *closed_after}
        ),
    )


def _own_rows(examination: Examination) -> dict[Day, list[bytes]]:
    """The document of each day and its payments as QuickBooks gave them back, entries in a later period aside."""
    documents = {document.id: document for document in examination.documents}
    found = ((record, documents.get(record.document_id or "")) for record in examination.records)
    return {
        (record.location, record.business_date): [dumps(row) for row in (document.row, *document.payments)]
        for record, document in found
        if document is not None
    }


def _told(changes: Sequence[Change], closed_through: date) -> list[str]:
    days = ", ".join(f"{each.business_date} {each.location_id} ({each.what})" for each in changes)
    return [f"Books closed through {closed_through}. talech changed after the posting: {days}."]


def _named(examination: Examination, corrections: Corrections) -> list[str]:
    documents = {document.id: document for document in examination.documents}
    return [
        f"{documents[delta].doc_number}, dated {documents[delta].business_date}, corrects {on} of {place}."
        for delta, (place, on) in corrections.deltas.items()
    ]


def _cost(reads: int, corrections: Corrections) -> str:
    amended, later = len(corrections.amended), len(corrections.deltas)
    return (
        f"{amended} days amended in place, {later} by a document in the open period; "
        f"{reads} metered reads for the closing date: those documents ask for it, and QuickBooks tells that it changed."
    )
