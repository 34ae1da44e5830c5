"""Dead letters in lists, by the rules of the real queues: what cannot be read never moves, a dry run moves nothing."""

from collections.abc import Callable

from daybook.adapters.aws.queues.dead_letters import DeadLetter, Replay
from daybook.application.ports import Lane


class FakeDeadLetters:
    """`letters` wait in each lane; `moved` are those that were queued again."""

    def __init__(self) -> None:
        self.letters: dict[Lane, list[DeadLetter]] = {lane: [] for lane in Lane}
        self.moved: list[DeadLetter] = []

    def waiting(self, lane: Lane) -> tuple[DeadLetter, ...]:
        return tuple(self.letters[lane])

    def replay(self, lane: Lane, chosen: Callable[[DeadLetter], bool], *, dry_run: bool) -> Replay:
        going = [letter for letter in self.letters[lane] if letter.request is not None and chosen(letter)]
        kept = [letter for letter in self.letters[lane] if letter not in going]
        if not dry_run:
            self.letters[lane] = kept
            self.moved += going
        return Replay(tuple(going), tuple(kept))
