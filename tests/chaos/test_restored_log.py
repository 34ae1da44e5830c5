"""The drill of docs/operating.md, *Sync log restored*: the table is lost, yesterday's copy comes back, it is repaired.

Real adapters stand before the simulators and the tables of the harness of `make chaos`, whose verdict reads the
simulators' ledgers. No fault happens but this one, so that each wrong day in the end is wrong by the restore.
"""

from datetime import timedelta

import pytest

from chaos.days.clockwork import Actor
from chaos.days.environment import daybook_in
from chaos.days.functions import Functions
from chaos.days.judging.verdict import ZERO_FIGURES, Findings, judge
from chaos.days.people.persons import HOUR
from chaos.days.setting_up import set_up, start_of, takes
from chaos.days.shops import changed
from chaos.days.the_product.people import People
from chaos.days.the_product.process import Process
from chaos.days.the_product.records import LocationDay, has_proof, record_of, stored_records
from chaos.days.world import World
from daybook.application.operating.restore_check import repair_day, restore_check

_DAYS = 42
_LOG = "SyncLogTable"
# All but the reads: a restore is verified by reading.
_FIGURES = [name for name in ZERO_FIGURES if name != "metered_reads_without_retry"]


class Drill:
    """One world: days are posted, a copy is kept, days go on, and the copy comes back."""

    def __init__(self, seed):
        self.last, start = start_of(_DAYS)
        self.world = World(seed, start)

    def begin(self):
        set_up(self.world, self.last)
        self.functions, self.people = Functions(self.world), People(self.world)
        ended = (self.world.clockwork.now() - timedelta(days=1)).date()
        self.days = [
            LocationDay(books.id, on, place)
            for books in self.world.books.values()
            for place in (("all",) if books.combined else books.places)
            for on in books.shop.dates
            if on <= ended and takes(books, place, on)
        ]

    def sync(self, days):
        for day in days:
            self.people.sync(day.merchant_id, day.business_date, day.business_date)
        self.settle()

    def settle(self):
        self.world.clockwork.run(HOUR)
        assert self.functions.idle

    def change(self, day, how):
        """talech tells another trade of one of the day's places."""
        books = self.world.books[day.merchant_id]
        place = books.places[0] if day.location == "all" else day.location
        self.world.trade(books, place, day.business_date, changed(books.shop.trade(place, day.business_date), how))

    def undo(self, day):
        assert self.people.undo(day)
        self.world.history.of(day).wish = False
        self.settle()

    def redo(self, day):
        assert self.people.redo(day)
        self.world.history.of(day).wish = True
        self.settle()

    @property
    def table(self):
        return self.world.dynamodb.tables[_LOG]

    def restore(self, copy):
        for key in list(self.table.items):
            self.table.remove(key)
        for key, item in copy.items():
            self.table.put(key, item)

    def by_operator(self, does, day=None):
        """What the command does in a process of its own, at a day or at none."""
        answers = []
        actor = Actor("operator", day=day)
        ports = Process().ports
        self.world.clockwork.spawn(actor, lambda: answers.append(does(ports)))
        self.world.clockwork.run(600)
        return answers[0]

    def check(self):
        first = min(day.business_date for day in self.days)
        return [
            found
            for books in self.world.books.values()
            for found in self.by_operator(lambda ports, books=books: restore_check(books.id, first, self.last, ports))
            if found.day in self.days
        ]

    def repair(self, found):
        return self.by_operator(lambda ports: repair_day(found, "operator:1", ports), found.day)

    def verdict(self):
        findings = Findings(self.world)
        judge(findings, stored_records(self.world), self.days)
        return {name: findings.counts[name] for name in _FIGURES if findings.counts[name]}, findings.offences


@pytest.fixture(params=[1, 2, 3])
def drill(request):
    """Which kind of document meets which company differs from seed to seed."""
    drill = Drill(request.param)
    with daybook_in(drill.world):
        drill.begin()
        yield drill


def after_the_copy(drill, known, later):
    """Days go on for a while: new ones, changed ones, some that sold nothing after all, some taken out, some back."""
    by_fate = {fate: known[number::6] for number, fate in enumerate(("changed", "twice", "emptied", "out", "back"))}
    out_before = known[5::6]
    drill.sync(later)
    for fate, how in (("changed", "figures"), ("twice", "tenders"), ("emptied", "emptied")):
        for day in by_fate[fate]:
            drill.change(day, how)
    drill.sync(by_fate["changed"] + by_fate["twice"] + by_fate["emptied"])
    for day in by_fate["twice"]:
        drill.change(day, "figures")
    drill.sync(by_fate["twice"])
    for day in by_fate["out"]:
        drill.undo(day)
    for day in by_fate["back"]:
        drill.undo(day)
        drill.redo(day)
    for day in out_before:
        drill.redo(day)
    return by_fate


def test_a_lost_sync_log_and_yesterdays_copy_end_with_no_double_and_nothing_lost(drill):
    newest = max(day.business_date for day in drill.days)
    known, later = ([day for day in drill.days if (day.business_date == newest) is new] for new in (False, True))
    drill.sync(known)
    for day in known[5::6]:
        drill.undo(day)
    copy = dict(drill.table.items)
    by_fate = after_the_copy(drill, known, later)
    before = drill.verdict()
    assert before[0] == {}, "\n".join(before[1])
    drill.restore(copy)
    assert drill.verdict()[0], "the loss of the log is to be seen, or the drill repairs nothing"

    found = drill.check()
    doubted = {each.day for each in found}
    assert {*later, *by_fate["changed"], *by_fate["twice"], *by_fate["out"], *by_fate["back"]} <= doubted
    left = [repaired for each in found if (repaired := drill.repair(each)).needs_attention]

    # What was taken out since the copy is not posted again: it asks, and the person who took it out does so again.
    assert {each.checked.day for each in left} == set(by_fate["out"])
    assert {each.record.reason for each in left} == {"touched_in_quickbooks"}
    for each in left:
        drill.undo(each.checked.day)
    assert [each for each in drill.check() if not each.is_right] == []
    figures, offences = drill.verdict()
    assert figures == {}, "\n".join(offences)


def test_a_repaired_log_is_read_again_without_a_double(drill):
    known = drill.days[:12]
    drill.sync(known)
    copy = dict(drill.table.items)
    for day in known[:8]:
        drill.change(day, "figures")
    drill.sync(known)
    drill.restore({} if drill.world.seed % 2 else copy)
    for each in drill.check():
        if each.day in known:
            assert not drill.repair(each).needs_attention
    for day in known[4:]:
        drill.change(day, "tenders")
    drill.days = known

    drill.sync(known)

    figures, offences = drill.verdict()
    assert figures == {}, "\n".join(offences)
    assert all(has_proof(day) and record_of(drill.world, day).is_posted for day in known)
