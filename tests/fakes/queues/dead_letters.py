"""Dead letters in lists, by the rules of the real queues: what cannot be read is never sent again."""

from collections.abc import Callable

from daybook.application.ports.dead_letters import DeadLetter, LetterDeed, LetterQueue


class FakeDeadLetters:
    """`letters` wait; `moved` were sent again, `dropped` were deleted."""

    def __init__(self) -> None:
        self.letters: list[DeadLetter] = []
        self.moved: list[DeadLetter] = []
        self.dropped: list[DeadLetter] = []

    def waiting(self, queue: LetterQueue) -> tuple[DeadLetter, ...]:
        return tuple(letter for letter in self.letters if letter.queue is queue)

    def work_off(
        self, queue: LetterQueue, chosen: Callable[[DeadLetter], bool], deed: LetterDeed, limit: int
    ) -> tuple[DeadLetter, ...]:
        redrives = deed is LetterDeed.REDRIVE
        sendable = [each for each in self.waiting(queue) if not (redrives and each.payload is None)]
        going = [letter for letter in sendable if chosen(letter)][:limit]
        if deed is not LetterDeed.LOOK:
            self.letters = [letter for letter in self.letters if letter not in going]
            (self.moved if redrives else self.dropped).extend(going)
        return tuple(going)
