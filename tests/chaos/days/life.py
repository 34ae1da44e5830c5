"""What happens to days besides faults: shops change them, accountants close books, merchants undo, people edit.

An aimed day meets its event while nobody has seen the answer to a write of it.
"""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

from chaos.days.clockwork import Actor
from chaos.days.dice import Fault
from chaos.days.judging.books import Books
from chaos.days.judging.history import CLOSING
from chaos.days.people.at_the_books import AtTheBooks
from chaos.days.people.persons import HOUR, Persons
from chaos.days.people.requests_of_people import Requests
from chaos.days.setting_up import reconnect
from chaos.days.shops import changed
from chaos.days.the_product.records import record_of
from chaos.days.world import World

_DOCUMENTS = ("journalentry", "invoice", "salesreceipt", "refundreceipt", "batch")
_EVENTS = {
    "figures": 30,
    "there and back": 8,
    "emptied": 16,
    "tenders": 6,
    "returned": 5,
    "close": 14,
    "undo": 12,
    "edit": 6,
    "deposit": 10,
    "deposit and undo": 6,
    "release": 4,
    "record lost": 1,
    "undo and record lost": 3,
    "copied": 4,
    "edit and correct": 4,
}
_AIMED_SHARE, _EVENT_SHARE, _BOTH_SHARE = 0.55, 0.25, 0.15
_STORED_OTHERWISE, _REPEAT_THROTTLED, _CHANGED_AFTER_RELEASE = 0.012, 0.3, 0.7
_ASKED_AGAIN = 0.7
_RELEASED_FROM_AN_OLD_PAGE, _AN_OLD_PAGE = 0.5, 90.0
_REOPENED, _CAME_BACK = 0.8, 0.7
_EDIT_KEPT, _CHANGED_AFTER_KEPT = 0.6, 0.7


class Life:
    """The events of one seed; without them days are only ever posted for the first time."""

    def __init__(self, world: World, *, eventful: bool = True) -> None:
        self._world, self._eventful = world, eventful
        self._persons = Persons(world)
        self._requests = Requests(world, self._persons)
        self.ask, self._people = self._requests.ask, self._requests.people
        self.happened: Counter[str] = Counter()
        self.in_open_answers: set[Any] = set()
        AtTheBooks(world, self._persons, self._close)
        world.vendors.aim = self._aim
        world.vendors.on_open_answer = self._on_open_answer
        self._struck: set[Any] = set()

    def meet(self, day: Any, within: float) -> None:
        """A new day: what its life will bring."""
        dice = self._world.dice
        story = self._world.history.of(day)
        self.remember_truth(day)
        if not self._eventful:
            return
        story.is_aimed = dice.chance(_AIMED_SHARE)
        if dice.chance(_EVENT_SHARE):
            self._world.clockwork.after(dice.between(HOUR, within), lambda: self.event(day))

    def remember_truth(self, day: Any) -> None:
        books = self._world.books[day.merchant_id]
        truth = self._world.truth(books, day.location, day.business_date)
        truths = self._world.history.of(day).truths
        if not truths or truths[-1] != truth:
            truths.append(truth)
            self._world.history.of(day).changed_at = self._world.clockwork.seconds

    def _aim(self, actor: Actor, path: str) -> Fault | None:
        entity = path.rpartition("/")[2]
        dice = self._world.dice
        if dice.is_calm or entity not in _DOCUMENTS or actor.day is None:
            return None
        story = self._world.history.of(actor.day)
        if dice.chance(_STORED_OTHERWISE):
            return Fault.OTHERWISE
        if story.answer_is_lost and dice.chance(_REPEAT_THROTTLED):
            return Fault.THROTTLED
        books = self._world.books[actor.day.merchant_id]
        waits = entity == "invoice" and books.kind == "invoice" and dice.chance(0.5)
        if not story.is_aimed or waits:
            return None
        story.is_aimed = False
        self._struck.add(actor.day)
        return dice.open_answer()

    def _on_open_answer(self, actor: Actor) -> None:
        day, dice = actor.day, self._world.dice
        self._world.history.of(day).answered(is_seen=False)
        if day not in self._struck:
            return
        self._struck.discard(day)
        soon = dice.one_of(((0, 3), (0, 3), (5, 28), (30, 170), (180, 900)))
        self._world.clockwork.after(dice.between(*soon), lambda: self.event(day))

    def event(self, day: Any) -> None:
        """One second event."""
        if self._world.dice.is_calm:
            return
        dice = self._world.dice
        for _ in range(2 if dice.chance(_BOTH_SHARE) else 1):
            self._one(day, dice.weighed(_EVENTS))

    def _one(self, day: Any, what: str) -> None:
        world = self._world
        story = world.history.of(day)
        record = record_of(world, day)
        is_open = story.has_open_answer or (record is not None and record.intent is not None)
        happens = {
            "close": self._close,
            "undo": self._requests.undo,
            "edit": self._edit,
            "copied": self._persons.copy,
            "edit and correct": self._edit_and_correct,
            "deposit": self._persons.deposit,
            "deposit and undo": self._requests.deposit_and_undo,
            "release": self._release,
            "record lost": self._persons.lose_record,
            "undo and record lost": self._requests.undo_and_lose,
        }.get(what, lambda day: self._change(day, what))
        if happens(day) is False:
            what = "figures"
            self._change(day, what)
        self.happened[what] += 1
        story.second_events += 1
        story.events.append(what)
        world.history.second_events += 1
        if is_open:
            self.in_open_answers.add(day)
        world.history.tell(day, f"*** {what}{' while an answer is open' if is_open else ''} ***")

    def _change(self, day: Any, how: str) -> None:
        dice = self._world.dice
        if how == "there and back":
            self._trade(day, "figures")
            self._world.clockwork.after(dice.between(5, HOUR), lambda: self._trade(day, "figures again"))
            return
        self._trade(day, how)
        if how == "emptied" and dice.chance(_CAME_BACK):
            self._world.clockwork.after(dice.between(30, 4 * HOUR), lambda: self._trade(day, "back"))

    def _trade(self, day: Any, how: str) -> None:
        world = self._world
        if world.dice.is_calm:
            return
        books = world.books[day.merchant_id]
        place = books.places[0] if day.location == "all" else day.location
        trade = changed(books.shop.trade(place, day.business_date), how)
        world.trade(books, place, day.business_date, trade)
        self.remember_truth(day)
        world.history.tell(day, f"talech tells {trade}")
        if world.dice.chance(0.3):
            world.history.of(day).is_aimed = True
        if world.dice.chance(_ASKED_AGAIN):
            after = world.dice.between(0, HOUR)
            self.ask(day, "sync", lambda: self._people.sync(books.id, day.business_date, day.business_date), after)

    def _close(self, day: Any) -> None:
        world, dice = self._world, self._world.dice
        books = world.books[day.merchant_id]
        through = day.business_date + timedelta(days=dice.number(0, 2))
        if books.closed_through is not None and books.closed_through >= through:
            return
        world.close_books(books, through)
        books.was_prodded = True
        for known, story in world.history.stories.items():
            if known is not None and known.merchant_id == books.id and known.business_date <= through:
                story.was_closed = True
                story.lock(CLOSING)
                world.history.tell(known, f"books closed through {through}")
        if dice.chance(_REOPENED):
            world.clockwork.after(dice.between(60, 3 * HOUR), lambda: self.reopen(books))

    def reopen(self, books: Books) -> None:
        if books.closed_through is None or self._world.dice.is_calm:
            return
        self._world.close_books(books, None)
        for known, story in self._world.history.stories.items():
            if known is not None and known.merchant_id == books.id and CLOSING in story.locks:
                story.unlock(CLOSING, self._world.clockwork.seconds)

    def _edit(self, day: Any) -> bool:
        """A document is edited; hours later the person who did it says that it stays, and talech changes the day."""
        if not self._persons.edit(day):
            return False
        dice, clockwork = self._world.dice, self._world.clockwork
        if dice.chance(_EDIT_KEPT):
            kept_after = dice.between(HOUR, 9 * HOUR)
            clockwork.after(kept_after, lambda: self._requests.keep_edit(day))
            if dice.chance(_CHANGED_AFTER_KEPT):
                clockwork.after(kept_after + dice.between(600, 5 * HOUR), lambda: self._trade(day, "figures"))
        return True

    def _edit_and_correct(self, day: Any) -> bool:
        """A document is edited, its period closed and its figures changed, all before QuickBooks tells of the edit."""
        if not self._persons.edit(day):
            return False
        self._close(day)
        self._trade(day, "figures")
        sync = partial(self._people.sync, day.merchant_id, day.business_date, day.business_date)
        self.ask(day, "sync", sync, self._world.dice.between(0, 20))
        return True

    def _release(self, day: Any) -> bool:
        """The accountant lets a held day into the first open period."""
        record = record_of(self._world, day)
        if record is None or record.reason != "closed_period":
            return False
        does = partial(self._requests.release, day, self._world.history.of(day))
        if self._world.dice.chance(_RELEASED_FROM_AN_OLD_PAGE):
            self._trade(day, "figures")
            self.ask(day, "release", does, _AN_OLD_PAGE)
        else:
            self.ask(day, "release", does)
        if self._world.dice.chance(_CHANGED_AFTER_RELEASE):
            self._world.clockwork.after(self._world.dice.between(0, HOUR), lambda: self._trade(day, "figures"))
        return True

    def lose_access(self, books: Books) -> None:
        """The merchant takes the access back at Intuit, and gives it again hours later."""
        if self._world.dice.is_calm:
            return
        self._world.quickbooks.state.oauth.disconnect(books.realm)
        for day, story in list(self._world.history.stories.items()):
            if day is not None and day.merchant_id == books.id and story.wish is False:
                self.ask(day, "sync", partial(self._people.sync, books.id, day.business_date, day.business_date))
        self._world.clockwork.after(self._world.dice.between(HOUR, 6 * HOUR), lambda: reconnect(self._world, books))
