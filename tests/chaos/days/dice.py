"""Everything that is left to chance, from one `Random`: how long a way takes, and which fault meets a call."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import Any, TypeVar

from chaos.days.clockwork import Actor

_Chosen = TypeVar("_Chosen")


class Fault(StrEnum):
    """What can happen to a call. The first ones can happen at every port."""

    CRASH_BEFORE = "the process dies before the call"
    CRASH_AFTER = "carried out, and the process dies before the answer"
    LOST = "carried out, the answer is lost"
    UNSENT = "never sent"
    LOST_AND_REPEATED = "carried out, the answer is lost, the SDK repeats it"
    THROTTLED = "throttled"
    DENIED = "access denied"
    FAILED = "the service fails"
    CONFLICT = "another write is at the same item"
    TIMEOUT = "no answer in time, never carried out"
    LATE = "no answer in time, carried out after that"
    CUT_EARLY = "the line is cut at once, carried out up to two minutes later"
    BUSY = "503 in HTML"
    SERVER_ERROR = "500, not carried out"
    GATEWAY = "carried out, the gateway answers 504"
    GARBAGE = "carried out, 200 and no JSON"
    XML = "carried out, 200 and XML"
    OTHERWISE = "stored otherwise than it was sent, and answered so"
    TOKEN_REFUSED = "401 for a token that was good"
    HALF = "half a reply"
    STALLED = "far too long on the way"
    STOOD_STILL = "the machine stands still"


CRASHES = frozenset({Fault.CRASH_BEFORE, Fault.CRASH_AFTER})
_AWS = {
    Fault.CRASH_BEFORE: 20,
    Fault.CRASH_AFTER: 30,
    Fault.LOST: 15,
    Fault.UNSENT: 10,
    Fault.LOST_AND_REPEATED: 30,
    Fault.THROTTLED: 20,
    Fault.DENIED: 2,
    Fault.FAILED: 10,
    Fault.CONFLICT: 5,
}
# Nobody who sent such a call and met one of these can know what became of it.
OPEN_ANSWERS = {
    Fault.CRASH_BEFORE: 10,
    Fault.CRASH_AFTER: 25,
    Fault.LOST: 25,
    Fault.UNSENT: 10,
    Fault.TIMEOUT: 8,
    Fault.LATE: 14,
    Fault.CUT_EARLY: 14,
    Fault.GATEWAY: 14,
    Fault.GARBAGE: 14,
    Fault.XML: 6,
    Fault.BUSY: 6,
}
_QUICKBOOKS = OPEN_ANSWERS | {Fault.THROTTLED: 20, Fault.SERVER_ERROR: 10, Fault.TOKEN_REFUSED: 10}
_TALECH = {
    Fault.CRASH_BEFORE: 5,
    Fault.CRASH_AFTER: 5,
    Fault.UNSENT: 10,
    Fault.TIMEOUT: 10,
    Fault.SERVER_ERROR: 20,
    Fault.BUSY: 10,
    Fault.GARBAGE: 10,
    Fault.HALF: 10,
    Fault.TOKEN_REFUSED: 10,
}
_AWS_CHANCE, _WRITE_CHANCE, _READ_CHANCE, _TOKEN_CHANCE, _TALECH_CHANCE = 0.006, 0.06, 0.03, 0.05, 0.004
_STALLS, _LONGEST_STALL_SECONDS = 0.0006, 170.0
_LOST_MESSAGE, _DOUBLE_MESSAGE, _LATE_MESSAGE, _LATEST_SECONDS = 0.01, 0.02, 0.1, 240.0


class Dice:
    """Chance of one run; `is_calm` ends every fault. `struck` counts those that happened."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.is_calm = True
        self.struck: Counter[Fault] = Counter()

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def between(self, least: float, most: float) -> float:
        return self._random.uniform(least, most)

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def one_of(self, choices: Sequence[_Chosen]) -> _Chosen:
        return self._random.choice(choices)

    def some_of(self, choices: Sequence[_Chosen], number: int) -> list[_Chosen]:
        return self._random.sample(choices, number)

    def weighed(self, weights: Mapping[_Chosen, float]) -> _Chosen:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def text(self, letters: int) -> str:
        """What stands for a secret or an id."""
        return f"{self._random.getrandbits(4 * letters):0{letters}x}"

    def way(self) -> tuple[float, Fault | None]:
        """How many seconds a call or an answer travels: mostly milliseconds, now and then far too long."""
        if not self.is_calm and self.chance(_STALLS):
            return self.between(1, _LONGEST_STALL_SECONDS), Fault.STALLED
        return 0.004 + 0.3 * self._random.random() ** 4, None

    def aws_fault(self, actor: Actor, service: str, operation: str, asked: Mapping[str, Any]) -> Fault | None:
        del actor, asked
        fault = self._maybe(_AWS_CHANCE, _AWS)
        if fault is Fault.CONFLICT and (service, operation) not in {
            ("dynamodb", "UpdateItem"),
            ("dynamodb", "PutItem"),
        }:
            return None
        return fault

    def quickbooks_fault(self, *, writes: bool) -> Fault | None:
        return self._maybe(_WRITE_CHANCE if writes else _READ_CHANCE, _QUICKBOOKS)

    def token_fault(self) -> Fault | None:
        return self._maybe(_TOKEN_CHANCE, OPEN_ANSWERS)

    def talech_fault(self) -> Fault | None:
        return self._maybe(_TALECH_CHANCE, _TALECH)

    def open_answer(self) -> Fault:
        """A fault that leaves the outcome of a write unknown."""
        return self.weighed(OPEN_ANSWERS)

    def deliveries(self, actor: Actor | None, _queue: str) -> tuple[float, ...]:
        """After how many seconds a message can be seen: never, once, or twice."""
        if self.is_calm or actor is None:
            return (0.0,)
        if self.chance(_LOST_MESSAGE):
            return ()
        first = self.between(0, _LATEST_SECONDS) if self.chance(_LATE_MESSAGE) else 0.0
        return (first, self.between(0, _LATEST_SECONDS)) if self.chance(_DOUBLE_MESSAGE) else (first,)

    def _maybe(self, share: float, weights: Mapping[Fault, float]) -> Fault | None:
        if self.is_calm or not self.chance(share):
            return None
        return self.weighed(weights)
