"""What people ask of Daybook: on its pages, by its command, each request a process that may die."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chaos.days.clockwork import MISTAKES, Actor
from chaos.days.judging.history import Story
from chaos.days.people.persons import HOUR, Persons
from chaos.days.the_product.people import People
from chaos.days.the_product.process import OTHER_SECONDS
from chaos.days.the_product.records import record_of
from chaos.days.world import World

_ASKED_AGAIN_AFTER = 600.0
_REDONE = 0.6


class Requests:
    """Requests for days: Sync, undo and redo, alone or with what a person does to the books meanwhile."""

    def __init__(self, world: World, persons: Persons) -> None:
        self.people = People(world)
        self._world, self._persons = world, persons

    def ask(
        self, day: Any, what: str, does: Callable[[], object], after: float = 0.0, *, insists: bool = False
    ) -> None:
        """A person asks Daybook for something. The request may fail or die; only who insists asks once more."""
        actor = Actor(what, day=day)

        def runs() -> None:
            actor.deadline = self._world.clockwork.seconds + OTHER_SECONDS
            is_done = False
            try:
                does()
                is_done = True
            except MISTAKES:
                raise
            except Exception as error:  # noqa: BLE001 - the page says so, and that is all
                self._world.history.note(actor, f"fails: {type(error).__name__} {error}")
            finally:
                if insists and not is_done:
                    self.ask(day, what, does, _ASKED_AGAIN_AFTER, insists=True)

        self._world.clockwork.spawn(actor, runs, after=after)

    def undo(self, day: Any) -> None:
        world, dice = self._world, self._world.dice
        story = world.history.of(day)

        def does() -> None:
            before, story.wish = story.wish, None
            is_asked = self.people.undo(day)
            story.wish = False if is_asked else before
            story.asked_out_at = world.clockwork.seconds if is_asked else story.asked_out_at
            world.history.tell(day, f"undo says {is_asked}")

        self.ask(day, "undo", does)
        if dice.chance(_REDONE):
            self.ask(day, "redo", lambda: self._redo(day), dice.between(120, 5 * HOUR))

    def undo_and_lose(self, day: Any) -> None:
        """The day is taken out, its record is lost, and the merchant presses Sync."""
        dice, sync = self._world.dice, partial(self.people.sync, day.merchant_id, day.business_date, day.business_date)

        def loses() -> None:
            if not dice.is_calm and self._persons.lose_record(day):
                self.ask(day, "sync", sync, dice.between(0, HOUR))

        self.undo(day)
        self._world.clockwork.after(dice.between(600, 3 * HOUR), loses)

    def _redo(self, day: Any) -> None:
        story = self._world.history.of(day)
        before, story.wish = story.wish, None
        is_asked = self.people.redo(day)
        story.wish = True if is_asked else before
        story.asked_in_at = self._world.clockwork.seconds if is_asked else story.asked_in_at
        self._world.history.tell(day, f"redo says {is_asked}")

    def keep_edit(self, day: Any) -> None:
        """Who edited a document keeps it, where Daybook asks."""
        story, record = self._world.history.of(day), record_of(self._world, day)
        is_asked = record is not None and (record.reason == "touched_in_quickbooks" or record.has_drift)
        if self._world.dice.is_calm or not is_asked or story.is_not_ours_alone:
            return

        self.ask(day, "keep the edit", lambda: self.release(day, story))

    def release(self, day: Any, story: Story) -> None:
        """A person lets a held day be as it is. What counts is the stored release, also of a press that fails half-way.

        A day may ask about its closed period and about an edit: the press answers the first, whatever a person meant.
        """
        before = self._releases_of(day)
        try:
            self.people.release(day)
        finally:
            record = record_of(self._world, day)
            story.edit_was_kept |= record is not None and record.keeps_an_edit
            story.releases += bool(self._releases_of(day) - before)

    def _releases_of(self, day: Any) -> frozenset[str]:
        record = record_of(self._world, day)
        return frozenset() if record is None else record.releases

    def deposit_and_undo(self, day: Any) -> bool:
        if not self._persons.deposit(day):
            return False
        self.undo(day)
        return True
