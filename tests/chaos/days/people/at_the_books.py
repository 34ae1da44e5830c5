"""What happens in QuickBooks at the very moment of a call: it stores something else, or a person comes first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chaos.days.people.persons import Persons, moved_a_unit
from chaos.days.vendors import Answer
from chaos.days.world import World
from quickbooks_simulator.query.presentation import presented
from quickbooks_simulator.registry import BY_PATH
from quickbooks_simulator.wire import dumps, loads

_DEPOSITED_FIRST, _CLOSED_FIRST = 0.12, 0.06


class AtTheBooks:
    """Between a call and the books: hooks of the vendors. `close` closes the books through a day."""

    def __init__(self, world: World, persons: Persons, close: Callable[[Any], object]) -> None:
        self._world, self._persons, self._close = world, persons, close
        world.vendors.stored_otherwise = self._stored_otherwise
        world.vendors.on_arriving = self._person_comes_first

    def _stored_otherwise(self, day: Any, answer: Answer) -> Answer:
        """QuickBooks moves a unit between two lines of what it was sent, and says so; never in an answer told again.

        What is told again stores nothing, and a person may have edited the document since.
        """
        told = loads(answer.body)
        entity = next((name for name in ("JournalEntry", "SalesReceipt", "Invoice") if name in told), "")
        if "Line" not in told.get(entity, {}):
            return answer
        books = self._world.books[day.merchant_id]
        record = books.company.find(entity, told[entity]["Id"])
        if record is None or told[entity].get("SyncToken") != str(record.version):
            return answer
        record.body = {**record.body, "Line": moved_a_unit(record.body["Line"])}
        books.company.changed(record)
        self._world.history.of(day).was_stored_otherwise = True
        self._world.history.tell(day, f"{entity} {record.id} is stored otherwise")
        told[entity] = presented(books.company, BY_PATH[entity.lower()], record)
        self._is_told_again_so(answer.body, dumps(told))
        return Answer(answer.status, answer.headers, dumps(told))

    def _is_told_again_so(self, first: bytes, body: bytes) -> None:
        """Who repeats the request id hears what was answered, not what was sent."""
        replay = self._world.quickbooks.state.replay
        keys = [key for key, kept in replay.answers.items() if kept.content == first]
        for key in keys:
            replay.keep(*key, replace(replay.answers[key], content=body))

    def _person_comes_first(self, day: Any, path: str, body: bytes) -> None:
        """The second call of a change meets what a person did a moment before it."""
        dice = self._world.dice
        if dice.is_calm or day is None or not path.endswith("/batch"):
            return
        if b'"delete"' in body and dice.chance(_DEPOSITED_FIRST):
            self._persons.deposit(day)
        elif dice.chance(_CLOSED_FIRST):
            self._close(day)
