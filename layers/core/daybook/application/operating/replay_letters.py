"""Chooses dead letters, and sends them again or drops them; the command line and a function do it in the same way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Protocol

from daybook.application.ports.dead_letters import DeadLetter, DeadLetters, LetterDeed, LetterQueue
from daybook.application.ports.systems import HasAudit, HasClock, HasConnections
from daybook.application.side_by_side import side_by_side
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.audit import AuditRecord, Deed
from daybook.domain.merchant.books import BooksId
from daybook.domain.words import noted

# So many letters go at once; a second call goes on with the next.
AT_ONCE = 1000
# Who does it, as the merchant reads it.
_OPERATOR = "Daybook"
_MOST_SIGNS = 200
_DEEDS = {LetterDeed.REDRIVE: Deed.LETTER_REDRIVEN, LetterDeed.DROP: Deed.LETTER_DROPPED}


class ReplaySystems(HasAudit, HasClock, HasConnections, Protocol):
    """The systems that replaying needs."""

    @property
    def dead_letters(self) -> DeadLetters:
        """All queues of dead letters."""
        ...


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """Which letters: each field narrows the choice. Without any field it means none, unless `everything` is true."""

    ids: tuple[str, ...] = ()
    queue: LetterQueue | None = None
    merchant_id: str | None = None
    location: str | None = None
    business_date: date | None = None
    code: str | None = None
    older_than: timedelta | None = None
    everything: bool = False

    @property
    def is_made(self) -> bool:
        """Whether anything was chosen at all."""
        narrowing = (self.queue, self.merchant_id, self.location, self.business_date, self.code, self.older_than)
        return self.everything or bool(self.ids) or any(each is not None for each in narrowing)

    def wants(self, letter: DeadLetter, now: datetime) -> bool:
        """Whether the choice covers a letter."""
        return (
            (not self.ids or letter.message_id in self.ids)
            and self.queue in (None, letter.queue)
            and self.merchant_id in (None, letter.merchant_id)
            and self.location in (None, letter.location)
            and self.business_date in (None, letter.business_date)
            and self.code in (None, letter.code)
            and (self.older_than is None or now - letter.sent_at >= self.older_than)
        )


@dataclass(frozen=True, slots=True)
class Replayed:
    """The letters that were sent again or dropped (in a dry run: would be), and those that cannot be sent again."""

    done: tuple[DeadLetter, ...]
    unreadable: tuple[DeadLetter, ...] = ()


def waiting_letters(choice: LetterChoice, systems: ReplaySystems) -> tuple[DeadLetter, ...]:
    """The letters that wait and are chosen; without a choice all of them."""
    now, queues = systems.clock.now(), [choice.queue] if choice.queue else [*LetterQueue]
    return tuple(letter for letter in _waiting(queues, systems) if choice.wants(letter, now))


def replay_letters(
    choice: LetterChoice, deed: LetterDeed, systems: ReplaySystems, *, reason: str = "", dry_run: bool
) -> Replayed:
    """Send the chosen letters again or drop them, at most a thousand of each queue, and leave a record of it.

    Raises:
        AskDifferentlyError: nothing was chosen, a letter that was named does not wait, or a drop has no reason.
    """
    _check(choice, deed, reason)
    found = waiting_letters(choice, systems)
    missing = sorted(set(choice.ids) - {letter.message_id for letter in found})
    if missing:
        raise _unknown(missing[0])
    unreadable = tuple(each for each in found if each.payload is None) if deed is LetterDeed.REDRIVE else ()
    going = tuple(each for each in found if each not in unreadable)
    if not dry_run:
        queues = {letter.queue for letter in going}
        going = tuple(_done(choice, deed, [queue for queue in LetterQueue if queue in queues], systems))
        _leave_records(going, deed, reason, systems)
    return Replayed(going, unreadable)


def letter_of_id(message_id: str, systems: ReplaySystems) -> DeadLetter:
    """One letter by its id.

    Raises:
        AskDifferentlyError: it does not wait.
    """
    found = next((letter for letter in _waiting(LetterQueue, systems) if letter.message_id == message_id), None)
    if found is None:
        raise _unknown(message_id)
    return found


def _waiting(queues: Iterable[LetterQueue], systems: ReplaySystems) -> Iterator[DeadLetter]:
    """The letters of these queues, asked side by side: SQS takes a second to say that a queue is empty."""
    return chain.from_iterable(side_by_side(systems.dead_letters.waiting, queues))


def _check(choice: LetterChoice, deed: LetterDeed, reason: str) -> None:
    if not choice.is_made:
        raise AskDifferentlyError(noted("name a letter, or choose some, or say that all are meant"))
    if deed is LetterDeed.DROP and not reason.strip():
        raise AskDifferentlyError(noted("say why the letters are dropped: nothing else remembers them"))


def _unknown(message_id: str) -> AskDifferentlyError:
    why = noted("no dead letter {letter!r} waits; `daybook replay list` shows those that do")
    return AskDifferentlyError(why, letter=message_id)


def _done(
    choice: LetterChoice, deed: LetterDeed, queues: Iterable[LetterQueue], systems: ReplaySystems
) -> Iterator[DeadLetter]:
    now = systems.clock.now()
    for queue in queues:
        yield from systems.dead_letters.work_off(queue, lambda letter: choice.wants(letter, now), deed, AT_ONCE)


def _leave_records(letters: tuple[DeadLetter, ...], deed: LetterDeed, reason: str, systems: ReplaySystems) -> None:
    """A record that the merchant can read; nothing is written of a merchant who was forgotten."""
    by_merchant: defaultdict[BooksId, list[str]] = defaultdict(list)
    for letter in letters:
        if letter.merchant_id is not None:
            by_merchant[BooksId(letter.merchant_id)].append(f"{letter.business_date} {letter.location or ''}".strip())
    for merchant_id, days in by_merchant.items():
        if systems.connections.connection(merchant_id) is None:
            continue
        about = ", ".join(filter(None, (reason, *days)))[:_MOST_SIGNS]
        systems.audit.record(merchant_id, AuditRecord(systems.clock.now(), _OPERATOR, _DEEDS[deed], about))
