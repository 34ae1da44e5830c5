"""The worker as a state machine: whatever happens in whatever order, the record never says what the books do not hold.

Every rule is one thing that happens to a day. When faults have ended, and what locked the books is gone, tries of the
worker bring the day to where talech, or a person, wants it.
"""

from dataclasses import replace
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from connected_merchant import MERCHANT, MONDAY, QUEEN, ConnectedMerchant, day
from daybook.application.days.undo_days import may_be_undone, redo_days, undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import DayGivenUpError, HoldReason, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from factories import order, payment
from unit.application.posting.mortal_worker import Dies, mortal

KINDS = (DocumentKind.JOURNAL_ENTRY, DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE)
FIGURES = (0, 1000, 1500)
REVENUE = ("1", "11")
_MOST_CALLS, _MOST_TRIES = 14, 12


@cache
def figures_by_hash():
    """What the record calls each day that talech may tell."""
    hashes = {"": 0}
    for minor in FIGURES:
        merchant = ConnectedMerchant()
        merchant.sales.days[QUEEN, MONDAY] = trading(minor)
        merchant.post()
        hashes[merchant.sync_log.get(day()).content_hash] = minor
    return hashes


@cache
def trading(minor):
    """A day with one sale, in cash and by card, or with none."""
    if not minor:
        return DayActivity()
    at = ConnectedMerchant().sales.days[QUEEN, MONDAY].orders[0].closed_at
    paid = [payment(minor - 300, at=at), payment(300, "CCRD", "VISA", at=at)]
    sold = order(closed_at=at, lines=[("food", minor)], payments=paid)
    return DayActivity((sold,), control=ControlTotals({"grossRevenue": minor}))


class Worker(RuleBasedStateMachine):
    """One day of one merchant."""

    def __init__(self):
        super().__init__()
        self.world = ConnectedMerchant()
        self.ledger, self.sync_log = self.world.ledger, self.world.sync_log
        self.minor, self.tries, self.is_edited = 0, 0, False
        self.figures = figures_by_hash()

    @initialize(
        kind=st.sampled_from(KINDS),
        policy=st.sampled_from(ClosedBooksPolicy),
        forgets=st.booleans(),
        checks=st.booleans(),
    )
    def a_company(self, kind, policy, forgets, checks):
        self._choose(document_kind=kind, closed_books_policy=policy)
        self._map(1)
        self.ledger.check_numbers(sales_forms=checks, entries=checks)
        if forgets:
            self.ledger.forget_request_ids()
        self.the_day_changes(1000)

    @rule(minor=st.sampled_from(FIGURES))
    def the_day_changes(self, minor):
        self.minor = minor
        self.world.sales.days[QUEEN, MONDAY] = trading(minor)

    @rule(cause=st.sampled_from([SyncCause.RECHECK, SyncCause.RESYNC, SyncCause.RECLASS]))
    def a_message_is_worked_off(self, cause):
        self._try(cause)

    @rule(after=st.integers(0, 1))
    def an_answer_is_lost(self, after):
        self.ledger.lose_next_answer(after=after)
        self._try()
        self.ledger.sends.answers_before_loss = None

    @rule()
    def a_call_is_carried_out_late(self):
        self.ledger.land_late()
        self._try()
        self.ledger.sends.lands_late = False

    @rule(calls=st.integers(1, _MOST_CALLS))
    def a_worker_dies(self, calls):
        self._try(ports=mortal(self.world.posting, calls))

    @rule(lands=st.booleans(), seconds=st.sampled_from([161, 301, 3600]))
    def time_passes(self, lands, seconds):
        """A call that was under way lands within two minutes, or never."""
        if lands:
            self.ledger.land()
        self.ledger.sends._under_way.clear()
        self.world.clock.advance(seconds=seconds)

    @rule()
    def a_person_wants_it_out(self):
        record = self.sync_log.get(day())
        if record is not None and may_be_undone(record):
            undo_day(day(), self.sync_log, self.world.queue, self.world.clock.now())

    @rule()
    def a_person_wants_it_back(self):
        record = self.sync_log.get(day())
        if record is not None and record.state is SyncState.UNDONE:
            redo_days([record], self.sync_log, self.world.queue, self.world.clock.now())

    @rule(is_closed=st.booleans(), is_noticed=st.booleans())
    def the_books_close_or_open(self, is_closed, is_noticed):
        self.ledger.close_books(MONDAY if is_closed else None)
        if is_noticed:
            connections = self.world.connections
            connections.save_connection(connections.connection(MERCHANT).with_company(self.ledger.company()))

    @rule()
    def a_person_releases_the_hold(self):
        record = self.sync_log.get(day())
        if record is not None and record.reason is HoldReason.CLOSED_PERIOD and record.question:
            self.sync_log.allow(day(), record.reason, record.question)

    @rule(is_in=st.booleans(), place=st.integers(0, 2))
    def something_lies_in_a_deposit(self, is_in, place):
        ids = [*self.ledger.documents, *self.ledger.books.payments]
        if is_in and ids:
            self.ledger.put_in_deposit(ids[place % len(ids)])
        else:
            self.ledger.books.in_deposit.clear()

    @rule(kind=st.sampled_from(KINDS))
    def the_merchant_chooses_another_kind(self, kind):
        self._choose(document_kind=kind)

    @precondition(lambda self: len(self.world.connections._mappings[MERCHANT]) == 2)
    @rule()
    def the_merchant_maps_otherwise(self):
        self._map(2, revenue="11")

    @precondition(lambda self: not self.is_edited and self.ledger.documents)
    @rule()
    def a_person_edits_a_document(self):
        document_id = next(iter(self.ledger.documents))
        self.ledger.edit(document_id, replace(self.ledger.documents[document_id], doc_number="BY HAND"))
        self.is_edited = True

    @invariant()
    def no_number_is_used_twice(self):
        numbers = [document.doc_number for document in self.ledger.documents.values()]
        assert len(set(numbers)) == len(numbers), numbers

    @invariant()
    def the_books_hold_what_the_record_says(self):
        record = self.sync_log.get(day())
        if record is None or record.open_since is not None or self.is_edited:
            return
        standing = record.books.documents
        assert {each.id for each in standing} == set(self.ledger.documents), record
        assert {part.id for each in standing for part in each.parts} == set(self.ledger.books.payments), record
        if record.state in {SyncState.EMPTY, SyncState.UNDONE}:
            assert not self.ledger.documents
        if record.is_posted:
            assert self._revenue(self.ledger.effect) == self.figures[record.content_hash]
            proof = self.world.proofs.get(day())
            assert proof is not None
            assert {each.id for each in proof.documents} == set(self.ledger.documents)
            assert self._revenue(proof.effect) == self.figures[record.content_hash]

    def teardown(self):
        """Faults end, the books open, deposits are undone: the day comes to where it is wanted."""
        self.the_books_close_or_open(is_closed=False, is_noticed=True)
        self.ledger.books.in_deposit.clear()
        record = None
        for _ in range(_MOST_TRIES):
            self.time_passes(lands=True, seconds=301)
            self._try(SyncCause.RESYNC)
            self.no_number_is_used_twice()
            self.the_books_hold_what_the_record_says()
            record = self.sync_log.get(day())
        if self.is_edited and record.state is SyncState.HELD:
            assert record.reason is HoldReason.TOUCHED_IN_QUICKBOOKS, record
            return
        assert record.open_since is None, record
        wanted = 0 if record.state is SyncState.UNDONE else self.minor
        assert record.state in {SyncState.POSTED, SyncState.EMPTY, SyncState.UNDONE}, record
        assert self._revenue(self.ledger.effect) == wanted, record

    def _try(self, cause=SyncCause.RECHECK, ports=None):
        self.tries += 1
        request = SyncRequest(day(), cause, self.world.clock.now())
        try:
            post_location_day(request, f"w{self.tries}", ports or self.world.posting)
        except (RetriableError, Dies):
            pass  # the queue brings the message again
        except DayGivenUpError:
            assert self.sync_log.get(day()).state is SyncState.FAILED

    def _choose(self, **choice):
        connections = self.world.connections
        connections.save_connection(replace(connections.connection(MERCHANT), **choice))

    def _map(self, version, *, revenue="1"):
        mapping = self.world.connections.mapping_on(MERCHANT, MONDAY)
        accounts = {**mapping.accounts, "revenue:food": revenue, "tender:CCRD:VISA": "4"}
        self.world.connections.save_mapping(MERCHANT, replace(mapping, version=version + 1, accounts=accounts))

    @staticmethod
    def _revenue(effect):
        return -sum(effect.get(account, 0) for account in REVENUE)


Worker.TestCase.settings = settings(max_examples=120, stateful_step_count=14, deadline=None, derandomize=True)
TestWorker = Worker.TestCase
