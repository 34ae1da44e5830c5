"""What must hold in every state, and where a day must end once faults have ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from daybook.domain.errors import HoldReason
from daybook.domain.sync.directives import Place as Side
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.sync.releases import is_released
from model.company import Company
from model.state import State

_EMPTY = frozenset({SyncState.EMPTY, SyncState.UNDONE})


@dataclass(frozen=True, slots=True)
class Claims:
    """`figures` names what talech told by the hash it has on record."""

    company: Company
    figures: Mapping[str, int]

    def broken(self, state: State) -> Iterator[str]:
        """What a state does that none may do."""
        numbers = [row[1].doc_number for row in state.books.documents]
        for number in sorted(set(numbers)):
            if numbers.count(number) > 1:
                yield f"{numbers.count(number)} documents carry the number {number}"
        record = state.record
        if record is None:
            if state.books.documents:
                yield "documents stand of a day that has no record"
            return
        if record.open_since is not None:
            return
        if record.state in _EMPTY and (state.books.documents or state.books.payments):
            yield f"the record says {record.state}, and documents stand"
        yield from self._other_books(state, record)
        if record.is_posted:
            yield from self._other_figures(state, record)

    def _other_books(self, state: State, record: SyncRecord) -> Iterator[str]:
        standing = {document.id: document for document in record.books.documents}
        stored = {row[0]: row for row in state.books.documents}
        if standing.keys() != stored.keys():
            yield f"nothing is open: the record names {sorted(standing)}, the books hold {sorted(stored)}"
            return
        for key, document in standing.items():
            if document.body_hash and document.body_hash != stored[key][1].body_hash:
                yield f"nothing is open, and {key} holds other figures than the record says"
        parts = {part.id for document in standing.values() for part in document.parts}
        if parts != {row[0] for row in state.books.payments}:
            yield "nothing is open, and other payments stand than the record says"

    def _other_figures(self, state: State, record: SyncRecord) -> Iterator[str]:
        minor = self.figures[record.content_hash]
        if self.company.effect(state) != effect_of(minor):
            yield f"posted as {minor}, and the books hold {self.company.effect(state)}"
        proof = state.proof
        if proof is None:
            yield "posted without a proof"
            return
        if {each.id for each in proof.documents} != {each.id for each in record.books.documents}:
            yield "posted, and the proof is of other documents"
        if _sum_of(proof.lines) != effect_of(minor):
            yield "posted, and the proof is of other figures"

    def is_as_it_should_be(self, state: State) -> bool:
        """Whether a day may stay so: as talech tells it, where a person wants it, or held for a reason that stands."""
        record = state.record
        if record is None or record.intent is not None or not state.is_idle or state.under_way:
            return False
        if record.state is SyncState.HELD and record.open_directive is None:
            return _may_be_held(record, state)
        if record.open_since is not None:
            return False
        if record.state is SyncState.UNDONE:
            return record.directive is not None and record.directive.place is Side.OUT
        hashed = self.figures.get(record.content_hash)
        return hashed == state.figure


def _may_be_held(record: SyncRecord, state: State) -> bool:
    """The only hold that a model without a person's edits and deposits may end in; half a change stays open in it."""
    is_answered = is_released(record.released, HoldReason.CLOSED_PERIOD, record.question)
    return record.reason is HoldReason.CLOSED_PERIOD and state.books.is_closed and not is_answered


def effect_of(minor: int) -> dict[str, int]:
    """What the books hold of a day with one sale in cash."""
    return {"1": -minor, "3": minor} if minor else {}


def _sum_of(lines: object) -> dict[str, int]:
    totals: dict[str, int] = {}
    for line in lines:  # type: ignore[attr-defined]
        totals[line.account_id] = totals.get(line.account_id, 0) + line.amount_minor
    return {account: minor for account, minor in totals.items() if minor}
