"""What a held day waits with: the figures of talech, and what they would move in the books."""

from daybook.application.posting.correction import as_posted
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.posting.booked_lines import whole_lines
from daybook.domain.posting.day_figures import figures_of, moved_by
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.sync.waiting_change import WaitingChange


def waiting_change(record: SyncRecord, wanted: Wanted, attempt: Attempt) -> WaitingChange:
    """What the books lack, by the proof of what they hold: one read, of held days that are in the books alone."""
    figures = figures_of(wanted.posting.lines)
    if record.books.is_nothing:
        return WaitingChange(figures, moved_by(wanted.posting.lines))
    is_known = record.open_work is None and not record.books.is_overtaken
    proof = attempt.systems.proofs.get(record.day) if is_known else None
    if proof is None:
        return WaitingChange(figures)
    aligned = as_posted(wanted, proof)  # with the tax codes of the document, as a correction would be
    return WaitingChange(figures, moved_by(whole_lines(proof.booked.lacking(aligned.booked(aligned.kind).lines))))
