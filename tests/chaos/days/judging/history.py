"""What happened to each location-day: every call, fault and event, and what follows from it for the verdict."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from chaos.days.clockwork import Actor, Clockwork
from chaos.days.dice import Fault

Effect = Mapping[str, int]
"""What a day does to accounts, in minor units; debits positive, zeros left out."""
CLOSING = "closing"
"""The lock of a day whose period is closed."""
DocumentKey = tuple[str, str, str]
"""Realm, entity and id."""


@dataclass
class Story:
    """One location-day.

    `documents` were made in its name. `has_open_answer` says that nobody has seen the answer to a write of the day.
    `is_aimed` days get their second event then. `edits` are what a person made of its documents, `copies` are second
    documents of a person with a number of the day; `was_stored_otherwise`: not as it was sent. `releases` were asked by
    an accountant, `shown` is the truth at which it was held for its closed period, `corrections` were sent by their
    numbers, `lost_tries` ended without a word of the worker. `edit_was_told`: QuickBooks sent a notice of a person's
    edit; `edit_was_kept`: the person told Daybook that it stays. `asked_at` is when QuickBooks was last asked for the
    day, `changed_at` when its truth last changed. `wish` is whether the merchant wants it in the books, None while that
    cannot be known; `asked_out_at` and `asked_in_at` when they last asked for that. `locks` are closings and deposits
    with the second at which each ended.
    """

    lines: list[tuple[float, str, Fault | None]] = field(default_factory=list)
    documents: list[DocumentKey] = field(default_factory=list)
    has_open_answer: bool = False
    edited_in_flight: bool = False
    answer_is_lost: bool = False
    open_entity: str = ""
    is_aimed: bool = False
    faults: int = 0
    second_events: int = 0
    edits: dict[DocumentKey, Effect] = field(default_factory=dict)
    edited_while_open: bool = False
    copies: list[DocumentKey] = field(default_factory=list)
    was_stored_otherwise: bool = False
    releases: int = 0
    lost_tries: int = 0
    corrections: set[str] = field(default_factory=set)
    edit_was_told: bool = False
    edit_was_kept: bool = False
    asked_at: float = 0.0
    changed_at: float = 0.0
    shown: Effect | None = None
    reads: int = 0
    tries: int = 0
    truths: list[Effect] = field(default_factory=list)
    wish: bool | None = True
    events: list[str] = field(default_factory=list)
    was_closed: bool = False
    record_was_lost: bool = False
    asked_out_at: float = 0.0
    asked_in_at: float = 0.0
    locks: dict[str, float] = field(default_factory=dict)

    def lock(self, what: str) -> None:
        """From now on something forbids that the day is taken out of the books."""
        self.locks[what] = float("inf")

    def unlock(self, what: str, seconds: float) -> None:
        """It does not any more."""
        self.locks[what] = min(self.locks.get(what, seconds), seconds)

    @property
    def is_not_ours_alone(self) -> bool:
        """Whether a document with a number of the day is another one than Daybook sent."""
        return bool(self.copies) or self.was_stored_otherwise

    @property
    def may_not_leave(self) -> bool:
        """Whether anything has forbidden it since it was asked."""
        return bool(self.edits) or any(ended >= self.asked_out_at for ended in self.locks.values())

    @property
    def may_not_return(self) -> bool:
        """Whether its period was closed at any time since the merchant asked for it back."""
        return self.locks.get(CLOSING, 0.0) >= self.asked_in_at

    @property
    def trace(self) -> list[str]:
        """Every call, fault and event, oldest first."""
        return [_written(*line) for line in self.lines]

    def edit(self, document: DocumentKey, left: Effect, *, may_be_open: bool) -> None:
        """A person has changed a document; its own answer may be lost already, or may still be.

        It is not open where the record names no call: a lost answer was looked up since.
        """
        self.edits[document] = left
        # A refused repeat was seen, and does not tell of the first send: the call is open still.
        self.edited_while_open |= may_be_open and not self.has_open_answer
        is_its_own = may_be_open and self.open_entity == document[1].lower()
        self.edited_while_open |= self.answer_is_lost and is_its_own
        self.edited_in_flight |= self.has_open_answer and is_its_own

    def sent(self, entity: str) -> None:
        """A write of the day is on its way."""
        self.has_open_answer, self.answer_is_lost, self.open_entity = True, False, entity

    def answered(self, *, is_seen: bool) -> None:
        """A write of the day has come to its end, as far as its sender is concerned."""
        self.edited_while_open |= self.edited_in_flight and not is_seen
        self.has_open_answer = self.answer_is_lost = not is_seen
        self.edited_in_flight = False


class History:
    """The stories of one run, and the faults that struck."""

    def __init__(self, clockwork: Clockwork) -> None:
        self._clockwork = clockwork
        self.stories: dict[Any, Story] = {}
        self.struck: Counter[Fault] = Counter()
        self.second_events = 0
        self.digest = 0

    def of(self, day: Any) -> Story:
        return self.stories.setdefault(day, Story())

    def never_arrives(self, body: str) -> None:
        """A message is lost: of a person's edit that it tells of, Daybook knows as little as without a notice."""
        message = json.loads(body)
        told = {(message["realm_id"], notice["id"]) for notice in message.get("notices", ())}
        for story in self.stories.values():
            if any((realm, row_id) in told for realm, _, row_id in story.edits):
                story.edit_was_told = False

    def note(self, actor: Actor | None, text: str, fault: Fault | None = None) -> None:
        """One call of an actor, and the fault that met it."""
        if fault is not None:
            self.struck[fault] += 1
        self.tell(actor.day if actor else None, f"{actor.name if actor else 'world'}: {text}", fault)

    def tell(self, day: Any, text: str, fault: Fault | None = None) -> None:
        """One line of a day's trace; of no day, it still counts for the digest."""
        seconds = self._clockwork.seconds
        self.digest = crc32(f"{seconds:.3f}{text}{fault or ''}".encode(), self.digest)
        if day is None:
            return
        story = self.of(day)
        story.lines.append((seconds, text, fault))
        if fault is not None:
            story.faults += 1


def _written(seconds: float, text: str, fault: Fault | None) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%m-%d %H:%M:%S}.{at.microsecond // 1000:03} {text}{f'  ** {fault.value} **' if fault else ''}"
