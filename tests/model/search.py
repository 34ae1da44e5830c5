"""Breadth first through every state of a world; the first that breaks a claim is told with the shortest way to it."""

from collections import deque
from dataclasses import dataclass, field

from connected_merchant import MERCHANT, MONDAY, ConnectedMerchant, day
from daybook.domain.day.orders import DayActivity
from fakes.clock import MORNING
from model.bounds import FIGURES, WORKERS, Budgets, World
from model.claims import Claims
from model.company import Company, constants_of, trading
from model.moves import Moves
from model.program import Program
from model.state import BooksState, Names, State, key_of


@dataclass(frozen=True, slots=True)
class Counterexample:
    """What is broken, and how it came about."""

    claim: str
    trace: tuple[str, ...]

    def __str__(self) -> str:
        steps = (f"{number:3}. {told}" for number, told in enumerate(self.trace, start=1))
        return "\n".join((self.claim, *steps))


@dataclass(slots=True)
class Result:
    """How a world fared."""

    world: World
    states: int = 0
    places: int = 0
    ways: int = 0
    counterexample: Counterexample | None = None
    seconds: float = 0


@dataclass(slots=True)
class Search:
    """One search through one world."""

    world: World
    budgets: Budgets
    most_states: int | None = None
    shared: "Shared | None" = None
    _told: list[tuple[int, str]] = field(default_factory=list)
    _calm: list[int] = field(default_factory=list)
    _is_good: list[bool] = field(default_factory=list)

    def run(self) -> Result:
        """Visit every state."""
        shared = self.shared or Shared(self.world)
        names, program = shared.names, shared.program
        company = Company(self.world, shared.activities)
        moves, claims = Moves(company, program), Claims(company, shared.figures)
        result = Result(self.world)
        connection = shared.constants.connection(MERCHANT)
        assert connection is not None
        workers = (None,) * WORKERS
        first = State(
            None, None, None, None, connection, BooksState(), (), (), FIGURES[0], MORNING, workers, self.budgets
        )
        numbers = {key_of(first, names): 0}
        self._told.append((-1, "the day closes"))
        self._note_end(claims, first)
        frontier = deque([(0, first)])
        while frontier:
            number, state = frontier.popleft()
            for place, (told, after) in enumerate(moves.of(state)):
                result.ways += 1
                key = key_of(after, names)
                known = numbers.get(key)
                if known is None:
                    known = numbers[key] = len(self._told)
                    self._told.append((number, told))
                    self._note_end(claims, after)
                    broken = next(claims.broken(after), None)
                    if broken is not None:
                        result.counterexample = Counterexample(broken, self._trace(known))
                        frontier.clear()
                        break
                    frontier.append((known, names.settled(after)))
                if place == 0:
                    self._calm[number] = known
            if self.most_states and len(self._told) > self.most_states:
                raise RuntimeError(f"{self.world.name}: more than {self.most_states} states")
        result.states, result.places = len(self._told), program.places
        result.counterexample = result.counterexample or self._without_end()
        return result

    def _note_end(self, claims: Claims, state: State) -> None:
        self._calm.append(-1)
        self._is_good.append(claims.is_as_it_should_be(state))

    def _trace(self, number: int) -> tuple[str, ...]:
        told: list[str] = []
        while number >= 0:
            number, sentence = self._told[number]
            told.append(sentence)
        return tuple(reversed(told))

    def _without_end(self) -> Counterexample | None:
        """A state from which workers that meet no fault never bring the day to where it should be."""
        ends = list(self._is_good)
        for number in range(len(ends)):
            way: list[int] = []
            on_the_way: set[int] = set()
            at = number
            while at >= 0 and not ends[at] and at not in on_the_way:
                way.append(at)
                on_the_way.add(at)
                at = self._calm[at]
            if at < 0 or not ends[at]:
                then = tuple(f"then {self._told[each][1]}" for each in way[1:8])
                return Counterexample("the day never comes to where it should be", (*self._trace(number), *then))
            for each in way:
                ends[each] = True
        return None


class Shared:
    """What searches through the worlds of one kind and policy have in common: the program's places above all."""

    def __init__(self, world: World) -> None:
        self.names = Names()
        self.constants = constants_of(world)
        self.activities = {minor: trading(minor) for minor in FIGURES}
        self.figures = hashes_of(self.activities)
        self.program = Program(self.constants, self.names.of)


def hashes_of(activities: dict[int, DayActivity]) -> dict[str, int]:
    """What the record calls each day that talech may tell."""
    hashes = {"": 0}
    for minor, activity in activities.items():
        merchant = ConnectedMerchant()
        merchant.sales.days[day().location, MONDAY] = activity
        merchant.post()
        record = merchant.sync_log.get(day())
        assert record is not None
        hashes[record.content_hash] = minor
    return hashes
