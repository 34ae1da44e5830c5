"""What the books lack of a day whose period is closed, and how it can be said there (design 4).

A delta follows the document that it corrects. Where that one carries QuickBooks' tax codes, the delta is a form that
carries them too, because a tax return leaves out what a journal entry holds (quickbooks-online reference 4.8 and 5).
Where it keeps tax in liability lines, so does the delta.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from daybook.application.posting_target import Target
from daybook.domain.booked_lines import BookedLines, booked_lines, taxed_amounts, whole_lines, with_tax_in_quickbooks
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.form_taxes import own_lines, too_many_sets, uncoded_sets
from daybook.domain.mapping import AccountMapping
from daybook.domain.posting import PostingLine, build_posting
from daybook.domain.proof import Proof
from daybook.domain.roles import RoleKind
from daybook.domain.sync import LocationDay, PostedDocument, SyncRecord

_CODES_OF_THE_DOCUMENT = "the period is closed: the day keeps the tax codes that its document was posted with"
_TAX_STAYS_IN_LINES = "the period is closed: the day keeps its tax in liability lines, outside QuickBooks' tax return"
_MISSING_ON_THE_RETURN = "the tax of this correction is a liability line: enter it on the tax return by hand"
# Account, location, customer, and the tax set where lines carry tax codes.
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Delta:
    """What the books lack, debits positive, and what they hold once they have it.

    `on_form` tells a form with tax codes from a journal entry; `note` is for the record of the day.
    """

    lines: tuple[PostingLine, ...]
    booked: BookedLines
    on_form: bool = False
    note: str = ""

    @property
    def moves(self) -> dict[Place, int]:
        """What has to move, in order; nothing where the lines cancel out."""
        moved: Counter[Place] = Counter()
        for line in self.lines:
            tax_set = line.tax_set if self.on_form else ""
            moved[line.account_id, line.location_id, line.customer_id or "", tax_set] += line.amount_minor
        return {place: minor for place, minor in sorted(moved.items()) if minor}


def as_posted(target: Target, standing: Proof | None) -> Target:
    """The target with the tax codes of the document that stands: no correction restates a return that was filed.

    What the day did not have then goes by the codes of now.
    """
    if standing is None or standing.tax_codes is None:
        return target
    if standing.tax_codes:
        codes, note = {**target.mapping.tax_codes, **standing.tax_codes}, _CODES_OF_THE_DOCUMENT
    elif booked_lines(target.posting, target.mapping, target.kind).is_coded:
        codes, note = {}, _TAX_STAYS_IN_LINES
    else:
        return target
    if codes == target.mapping.tax_codes:
        return target
    mapping = replace(target.mapping, tax_codes=codes)
    posting = build_posting(target.reading.days, mapping, target.connection.language)
    return replace(target, mapping=mapping, posting=posting, note=note)


def delta_of(target: Target, standing: Proof | None, document: PostedDocument | None, record: SyncRecord) -> Delta:
    """What brings the books from what was proved to the target, which is `as_posted`; `document` is the day's own.

    Raises:
        NeedsAttentionError: the document was never proved; or the tax return would miss what is lacking, and nobody has
            released the day as it is.
    """
    if standing is None and document is not None:
        raise NeedsAttentionError(
            HoldReason.CLOSED_PERIOD, f"{record.day}: what the books hold is not on record; reopen the period"
        )
    wanted = booked_lines(target.posting, target.mapping, target.kind)
    held = BookedLines((), wanted.tax_codes) if standing is None else standing.booked
    if not held.is_coded and (held.tax_codes is not None or not wanted.is_coded):
        return Delta(held.lacking(wanted.lines), wanted)
    return _of_tax_codes(target, held, record)


def outside_tax_return(day: LocationDay, why: str, figures: Iterable[str]) -> NeedsAttentionError:
    """A correction that would not arrive on the return as it was collected."""
    return NeedsAttentionError(
        HoldReason.OUTSIDE_TAX_RETURN,
        f"{day}: {why}, so QuickBooks' tax return would miss the correction: reopen the period, or enter the "
        "difference on the return and release the day",
        details=tuple(figures),
    )


def _of_tax_codes(target: Target, held: BookedLines, record: SyncRecord) -> Delta:
    # A tax that a released correction put into a line of ours was entered on the return: it counts as being there.
    apart = own_lines(target.mapping.tax_codes)
    there = replace(held, lines=with_tax_in_quickbooks(held.lines, apart))
    wanted = with_tax_in_quickbooks(target.posting.lines, apart)
    lines = there.lacking(whole_lines(wanted) if held.tax_codes is None else wanted)
    delta = Delta(lines, held.with_lines(lines), on_form=True)
    if not delta.moves:
        return delta
    if HoldReason.OUTSIDE_TAX_RETURN in record.released:
        own = _on_own_accounts(lines, target.mapping)
        return Delta(own, held.with_lines(own), note=_MISSING_ON_THE_RETURN)
    if why := _obstacle(target, held, lines):
        raise outside_tax_return(record.day, why, _figures(held, target))
    return delta


def _obstacle(target: Target, held: BookedLines, lines: tuple[PostingLine, ...]) -> str:
    if held.tax_codes is None:
        return "it is not on record which tax codes its document carries"
    lacking = replace(target.posting, lines=lines)
    unsaid = uncoded_sets(lacking, target.mapping) or too_many_sets(lacking, target.mapping)
    return f"no form with tax codes can say what changed of {', '.join(unsaid)}" if unsaid else ""


def _figures(held: BookedLines, target: Target) -> Iterable[str]:
    """Both sides of every tax that differs."""
    booked, sold = taxed_amounts(held.lines), taxed_amounts(target.posting.lines)
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
