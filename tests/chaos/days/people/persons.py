"""What people do on QuickBooks' own screens to documents of a day, and to Daybook's tables by mistake."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from chaos.days.judging.books import effect_of
from chaos.days.the_product.records import key_of, record_of
from chaos.days.world import World

HOUR = 3600.0
_PENNY = Decimal("1.00")
_MAY_BE_OURS = 330.0
_TAKEN_OUT_OF_DEPOSIT = 0.6


class Persons:
    """Deposits, edits and losses; each tells whether there was anything to do it to."""

    def __init__(self, world: World) -> None:
        self._world = world

    def deposit(self, day: Any) -> bool:
        """A person brings money of the day to the bank."""
        world, dice = self._world, self._world.dice
        books = world.books[day.merchant_id]
        held = [key for key in world.documents_of(day) if key[1] in {"Payment", "SalesReceipt", "JournalEntry"}]
        if not held:
            return False
        row_id = dice.one_of(held)[2]
        books.company.in_bank_deposit.add(row_id)
        books.was_prodded = True
        lock = f"deposit of {row_id}"
        world.history.of(day).lock(lock)
        world.history.tell(day, f"{row_id} is in a bank deposit")
        if dice.chance(_TAKEN_OUT_OF_DEPOSIT):
            world.clockwork.after(dice.between(HOUR, 9 * HOUR), lambda: self._take_out_of_deposit(day, row_id, lock))
        return True

    def _take_out_of_deposit(self, day: Any, row_id: str, lock: str) -> None:
        self._world.books[day.merchant_id].company.in_bank_deposit.discard(row_id)
        self._world.history.of(day).unlock(lock, self._world.clockwork.seconds)

    def edit(self, day: Any) -> bool:
        """A person moves a unit between two lines of the document on QuickBooks' screens, or deletes it."""
        world, dice = self._world, self._world.dice
        books = world.books[day.merchant_id]
        found = [key for key in world.documents_of(day) if key[1] in {"JournalEntry", "SalesReceipt", "Invoice"}]
        if not found or world.history.of(day).edits:
            return False
        key = dice.one_of(found)
        record = books.company.find(key[1], key[2])
        if dice.chance(0.2) and key[1] != "Invoice":
            record.deleted = True
        else:
            record.body = {**record.body, "Line": moved_a_unit(record.body["Line"])}
        books.company.touch(record, world.clockwork.now())
        story = world.history.of(day)
        on_record = record_of(world, day)
        story.edit(key, effect_of(books, [key]), may_be_open=on_record is None or on_record.has_open_call_about(key[2]))
        is_told = world.notices(books.realm, key[1], key[2], "delete" if record.deleted else "update")
        # A notice so soon after a write of ours may be of that write.
        story.edit_was_told = is_told and world.clockwork.seconds - story.asked_at > _MAY_BE_OURS
        world.history.tell(day, f"a person {'deletes' if record.deleted else 'edits'} {key[1]} {key[2]}")
        return True

    def copy(self, day: Any) -> bool:
        """A person makes a second document with the number of one of ours, on QuickBooks' screens."""
        world = self._world
        books = world.books[day.merchant_id]
        found = [key for key in world.documents_of(day) if key[1] in {"JournalEntry", "SalesReceipt", "Invoice"}]
        if not found or world.history.of(day).copies:
            return False
        key = world.dice.one_of(found)
        record = books.company.find(key[1], key[2])
        made = books.company.insert(key[1], deepcopy(record.body), world.clockwork.now())
        world.history.of(day).copies.append((books.realm, key[1], made.id))
        world.history.tell(day, f"a person copies {key[1]} {key[2]} as {made.id}")
        return True

    def lose_record(self, day: Any) -> bool:
        """A restore that went wrong: the record of a settled day is gone, and with it that a person wanted it out."""
        record, story = record_of(self._world, day), self._world.history.of(day)
        if record is None or not (record.is_posted or record.state == "undone"):
            return False
        if record.intent is not None or record.directive is not None or self._world.running_at(day):
            return False
        self._world.dynamodb.tables["SyncLogTable"].remove(key_of(day))
        self._world.history.tell(day, f"the record ({record.state}) is lost")
        story.record_was_lost = True
        if record.state == "undone":
            story.wish = None
        return True


def moved_a_unit(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two lines with a unit more on both sides of an entry, or moved from one line of a form to another."""
    moved = [dict(line) for line in lines]
    sides: dict[str, dict[str, Any]] = {}
    for line in moved:
        detail = line.get("JournalEntryLineDetail")
        if detail is not None:
            sides.setdefault(detail["PostingType"], line)
    if len(sides) == 2:
        for line in sides.values():
            line["Amount"] += _PENNY
        return moved
    items = [line for line in moved if line.get("DetailType") == "SalesItemLineDetail"]
    items[0]["Amount"] += _PENNY
    items[-1]["Amount"] -= _PENNY
    return moved
