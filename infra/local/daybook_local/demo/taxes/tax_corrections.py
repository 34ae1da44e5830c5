"""Sales forms that correct a day of closed books: their tax is on the return of the month in which they are dated.

The return of the day's own month is filed by then, and the tills know nothing of that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.samples.sample import DateRange
from quickbooks_simulator import to_minor

_GIVES_BACK = "RefundReceipt"


@dataclass(frozen=True, slots=True)
class TaxCorrection:
    """Tax by rate id in minor units, owed is positive: of the day `corrects`, on the return of the day `dated`."""

    corrects: date
    dated: date
    by_rate: Mapping[str, int]


def tax_corrections(
    records: Iterable[LocationDayRecord], documents: Iterable[BookedDocument], currency: str
) -> Iterator[TaxCorrection]:
    """Every form among the documents that correct a day in a later period; a journal entry carries no tax codes."""
    corrected = {delta: record.business_date for record in records for delta in record.delta_ids}
    for document in documents:
        taxes = (document.row.get("TxnTaxDetail") or {}).get("TaxLine") or []
        if document.id in corrected and taxes:
            sign = -1 if document.entity == _GIVES_BACK else 1
            by_rate: Counter[str] = Counter()
            for line in taxes:
                rate = line["TaxLineDetail"]["TaxRateRef"]["value"]
                by_rate[rate] += sign * to_minor(Decimal(line["Amount"]), currency)
            yield TaxCorrection(corrected[document.id], document.business_date, by_rate)


def moved_into(month: DateRange, corrections: Iterable[TaxCorrection]) -> Counter[str]:
    """By rate id what corrections bring to the return of a month, less what they took out of it."""
    moved: Counter[str] = Counter()
    for correction in corrections:
        coming = month.first <= correction.dated <= month.last
        going = month.first <= correction.corrects <= month.last
        for rate, minor in correction.by_rate.items():
            moved[rate] += (coming - going) * minor
    return moved
