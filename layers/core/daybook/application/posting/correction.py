"""Corrects a day of a closed period: the missing amounts, as a document in an open period (docs/accounting.md 9).

A delta treats tax as the corrected document does. If that has QuickBooks' tax codes, the delta is a form with tax codes
too, because a tax return leaves journal entries out (docs/quickbooks.md 4.8 and 5). If it has tax in liability lines,
so has the delta.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import RoleKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.balanced_lines import PostingLine, build_posting
from daybook.domain.posting.booked_lines import (
    BookedLines,
    booked_lines,
    taxed_amounts,
    whole_lines,
    with_tax_in_quickbooks,
)
from daybook.domain.posting.day_documents import correction
from daybook.domain.posting.document_notes import correction_memo, correction_note
from daybook.domain.posting.documents import JournalEntry, JournalLine, Side
from daybook.domain.posting.form_taxes import own_lines, too_many_sets, uncoded_sets
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import LocationDay, SyncRecord
from daybook.domain.sync.releases import is_released, question_of

_CODES_OF_THE_DOCUMENT = "the period is closed: the day keeps the tax codes that its document was posted with"
_TAX_STAYS_IN_LINES = "the period is closed: the day keeps its tax in liability lines, outside QuickBooks' tax return"
_MISSING_ON_THE_RETURN = "the tax of this correction is a liability line: enter it on the tax return by hand"
# Account, location, customer, and the tax set if lines have tax codes.
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Delta:
    """The missing amounts, debits positive, and the content of the books after the correction.

    `on_form`: a form with tax codes, not a journal entry; `note` is for the record of the day. `question` is the
    question to a person if QuickBooks puts its own tax on the form.
    """

    lines: tuple[PostingLine, ...]
    booked: BookedLines
    on_form: bool = False
    note: str = ""
    question: str = ""

    @property
    def moves(self) -> dict[Place, int]:
        """The non-zero movements, in order; none if the lines cancel out."""
        moved: Counter[Place] = Counter()
        for line in self.lines:
            tax_set = line.tax_set if self.on_form else ""
            moved[line.account_id, line.location_id, line.customer_id or "", tax_set] += line.amount_minor
        return {place: minor for place, minor in sorted(moved.items()) if minor}


def as_posted(wanted: Wanted, proved: Proof | None) -> Wanted:
    """The wanted lines with the tax codes of the posted document, so that a correction never restates a filed return.

    Tax sets that the day did not have before get the present codes.
    """
    if proved is None or proved.tax_codes is None:
        return wanted
    if proved.tax_codes:
        codes, note = {**wanted.mapping.tax_codes, **proved.tax_codes}, _CODES_OF_THE_DOCUMENT
    elif booked_lines(wanted.posting, wanted.mapping, wanted.kind).is_coded:
        codes, note = {}, _TAX_STAYS_IN_LINES
    else:
        return wanted
    if codes == wanted.mapping.tax_codes:
        return wanted
    mapping = replace(wanted.mapping, tax_codes=codes)
    posting = build_posting(wanted.reading.days, mapping, wanted.connection.language)
    return replace(wanted, mapping=mapping, posting=posting, note=note)


def delta_of(wanted: Wanted, proved: Proof | None, record: SyncRecord) -> Delta:
    """The delta from the proved lines to the wanted ones (`as_posted`).

    Raises:
        NeedsAttentionError: no proof tells what the books hold, or the tax return would miss the correction and no
            person has released the day as it is.
    """
    if proved is None and not record.books.is_nothing:
        raise _not_on_record(wanted, record)
    whole = booked_lines(wanted.posting, wanted.mapping, wanted.kind)
    held = BookedLines((), whole.tax_codes) if proved is None else proved.booked
    if not held.is_coded and (held.tax_codes is not None or not whole.is_coded):
        return Delta(held.lacking(whole.lines), whole)
    return _of_tax_codes(wanted, held, record)


def _not_on_record(wanted: Wanted, record: SyncRecord) -> NeedsAttentionError:
    """The hold for a day whose lines in the books no proof tells, so that no difference can be computed.

    Beside a correction the day's own document is never amended, so reopening the period would settle nothing.
    """
    if not record.deltas:
        return NeedsAttentionError(
            HoldReason.CLOSED_PERIOD, f"{record.day}: what the books hold is not on record; reopen the period"
        )
    stop = NeedsAttentionError(
        HoldReason.TOUCHED_IN_QUICKBOOKS,
        f"{record.day}: what the books hold is not on record: keep it as it is, or undo and redo the day",
    )
    stop.question = question_of(stop, record.deltas[-1], wanted.figures.content_hash)
    return stop


def outside_tax_return(day: LocationDay, why: str, figures: Iterable[str]) -> NeedsAttentionError:
    """The hold for a correction that would not be on the tax return as collected."""
    return NeedsAttentionError(
        HoldReason.OUTSIDE_TAX_RETURN,
        f"{day}: {why}, so QuickBooks' tax return would miss the correction: reopen the period, or enter the "
        "difference on the return and release the day",
        details=tuple(figures),
    )


def _of_tax_codes(wanted: Wanted, held: BookedLines, record: SyncRecord) -> Delta:
    # The accountant entered the tax of a released correction on the return, so it counts as being there.
    apart = own_lines(wanted.mapping.tax_codes)
    there = replace(held, lines=with_tax_in_quickbooks(held.lines, apart))
    sold = with_tax_in_quickbooks(wanted.posting.lines, apart)
    lines = there.lacking(whole_lines(sold) if held.tax_codes is None else sold)
    delta = Delta(lines, held.with_lines(lines), on_form=True)
    if not delta.moves:
        return delta
    why = _obstacle(wanted, held, lines)
    stop = outside_tax_return(record.day, why, _figures(held, wanted))
    stop.question = question_of(stop, record.document)
    if is_released(record.released, stop.reason, stop.question):
        own = _on_own_accounts(lines, wanted.mapping)
        return Delta(own, held.with_lines(own), note=_MISSING_ON_THE_RETURN)
    if why:
        raise stop
    return replace(delta, question=stop.question)


def _obstacle(wanted: Wanted, held: BookedLines, lines: tuple[PostingLine, ...]) -> str:
    if held.tax_codes is None:
        return "it is not on record which tax codes its document carries"
    lacking = replace(wanted.posting, lines=lines)
    unsaid = uncoded_sets(lacking, wanted.mapping) or too_many_sets(lacking, wanted.mapping)
    return f"no form with tax codes can say what changed of {', '.join(unsaid)}" if unsaid else ""


def _figures(held: BookedLines, wanted: Wanted) -> Iterable[str]:
    """Both sides of every tax that differs."""
    booked, sold = taxed_amounts(held.lines), taxed_amounts(wanted.posting.lines)
    for tax_id in sorted({*booked, *sold}):
        if booked.get(tax_id) != sold.get(tax_id):
            yield f"{tax_id}: booked {booked.get(tax_id, 'nothing')}, sold {sold.get(tax_id, 'nothing')} (minor units)"


def _on_own_accounts(lines: Iterable[PostingLine], mapping: AccountMapping) -> tuple[PostingLine, ...]:
    return tuple(
        replace(line, account_id=mapping.account_for(line.role) or mapping.suspense_account)
        if line.role.kind is RoleKind.TAX
        else line
        for line in lines
    )


def correction_document(
    delta: Delta, wanted: Wanted, original: PostedDocument | None, key: PostingKey, dated: date
) -> Document:
    """The document of the delta, dated the first open day.

    Every line names the corrected day and the number of its document.
    """
    business_date, language = wanted.posting.business_date, wanted.connection.language
    memo = correction_memo(business_date, original.doc_number if original else "", language)
    note = correction_note(key.business_date, wanted.store(key.location), language)
    if not delta.on_form:
        return JournalEntry(dated, key.doc_number, note, wanted.posting.currency, _entry_lines(delta, memo))
    lines = tuple(replace(line, memo=f"{memo}, {line.memo}") for line in delta.lines)
    posting = replace(wanted.posting, business_date=dated, lines=lines, gaps=())
    return correction(posting, doc_number=key.doc_number, private_note=note, mapping=wanted.mapping)


def _entry_lines(delta: Delta, memo: str) -> tuple[JournalLine, ...]:
    return tuple(
        JournalLine(Side.DEBIT if minor > 0 else Side.CREDIT, account, abs(minor), memo, customer or None, location)
        for (account, location, customer, _), minor in delta.moves.items()
    )
