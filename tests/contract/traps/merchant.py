"""One merchant from the till to the books: sold in the talech simulator, posted by Daybook, read in QuickBooks' ledger.

Between the two simulators works Daybook as it is shipped: the talech adapter, the use case and the QuickBooks adapter.
Only what AWS would keep (connection, sync log, token) is kept in memory.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contract.quickbooks_adapter.conftest import Connected
from contract.traps.sales import QUEEN, profile
from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.source import open_source
from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.posting.books_calls import LOOK_UP_AFTER
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest, SyncState
from default_mapping import default_mapping
from fakes.app_keys import FixedKeys
from fakes.connection_store import FakeConnectionStore
from fakes.proof_store import FakeProofStore
from fakes.queues.sync_queue import FakeSyncQueue
from fakes.quickbooks.company_watch import FakeCompanyWatch
from fakes.sync_log import FakeSyncLog
from fakes.systems import FakeSystems
from fakes.token_vaults import FakeSalesTokenVault
from quickbooks_simulator import ledger
from simulators.talech.shop import write_folder
from talech_simulator import load_folder

CONNECTED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTLE_DELAY = timedelta(minutes=5)


class TrapMerchant:
    """A merchant who has just connected; `folder` is where their sample data is written."""

    def __init__(self, talech, quickbooks, folder):
        self.talech = talech
        self.folder = folder
        self.company = quickbooks.add_company("ca_plus", name="Harbour Street Coffee")
        self.quickbooks = Connected(quickbooks, self.company)
        self.connections = FakeConnectionStore()
        self.sync_log = FakeSyncLog(talech.clock)
        self.session = new_session()
        self._vault = FakeSalesTokenVault()
        self._is_known = False

    def trades(self, orders=(), refunds=(), *, drawer=None, profile=profile):
        """Write what is sold into a folder of the contract and show it in talech, in place of what was there."""
        self._profile = profile() if callable(profile) else profile
        write_folder(self.folder, orders, refunds, drawer, self._profile)
        self.recovers()

    def recovers(self):
        """The folder is talech's truth again, and the merchant grants access: the end of whatever a fault did."""
        sample = load_folder(self.folder)
        self.talech.app.faults.clear()
        (self.talech.world.change if self._is_known else self.talech.world.add)(sample)
        self._is_known, self.id = True, sample.id
        self._vault.save(self.id, self.talech.sessions.refresh_token(self.id))

    def connect(self, mode=LocationMode.SEPARATE):
        """Connect the company and build the default mapping in it."""
        application = self.talech.application
        settings = TalechSettings(self.talech.url, application.client_id, application.client_secret)
        self.source = open_source(FixedKeys(settings), self.id, self._vault, self.session)
        ledger_port, writer_port = self.quickbooks.ledger(), self.quickbooks.writer()
        company, known = ledger_port.company(), self.source.profile()
        self.connections.save_profile(known)
        self.connections.save_connection(
            Connection(self.id, company, ConnectionStatus.CONNECTED, CONNECTED_AT, location_mode=mode)
        )
        self.mapping = default_mapping(known, ledger_port)
        self.connections.save_mapping(self.id, self.mapping)
        self.ports = FakeSystems(
            connections=self.connections,
            sync_log=self.sync_log,
            proofs=FakeProofStore(),
            sales_of=lambda _: self.source,
            ledger_of=lambda _: ledger_port,
            writer_of=lambda _: writer_port,
            clock=self.talech.clock,
            watch=FakeCompanyWatch(),
        )

    def post(self, day, location=QUEEN):
        """What the worker does once the day has ended and settled; a day of the past is read as it looks by now."""
        ids = [place["id"] for place in self._profile["locations"]] if location == ALL_LOCATIONS else [location]
        ended = max(self.talech.world.records(place).calendar.day(day).end for place in ids)
        self.talech.clock.set(max(self.talech.clock.now(), ended + SETTLE_DELAY))
        # The planner reads the profile anew at every close and goes on with the stored one where it cannot.
        with suppress(NeedsAttentionError, RetriableError):
            self.connections.save_profile(self.source.profile())
        request = SyncRequest(LocationDay(self.id, day, location), SyncCause.RECHECK, self.talech.clock.now())
        return post_location_day(request, "worker", self.ports)

    def close(self, day, location=QUEEN):
        """Post the day, insist that it went into the books as one document, and give what the ledger holds on it."""
        outcome = self.post(day, location)
        assert outcome.state is SyncState.POSTED, (outcome.reason, outcome.message, outcome.details, outcome.gaps)
        numbers = [entry["DocNumber"] for entry in self.quickbooks.entries()]
        assert numbers.count(outcome.document.doc_number) == 1
        return self.books(day)

    def books(self, day):
        """QuickBooks' own ledger of a date: account name and minor units, debits positive, zero balances left out."""
        moved = Counter()
        for posted in ledger(self.company, day.isoformat(), day.isoformat()):
            moved[self._account(posted.account_id)] += posted.debit_minor - posted.credit_minor
        return {name: minor for name, minor in moved.items() if minor}

    def balance(self, account):
        """What an account holds over all days, debits positive."""
        lines = [line for line in ledger(self.company) if self._account(line.account_id) == account]
        return sum(line.debit_minor - line.credit_minor for line in lines)

    def is_put_off(self, day, location=QUEEN):
        """Insist that the day goes back to the queue: talech could not be read, which is never an empty day."""
        with pytest.raises(RetriableError):
            self.post(day, location)

    def proof(self, day, location=QUEEN):
        """What Daybook keeps as the proof of a day."""
        return self.ports.proofs.get(self._day(day, location))

    def undo(self, day, location=QUEEN):
        """A person takes the day out of the books, and a worker does it."""
        request = undo_day(self._day(day, location), self.sync_log, FakeSyncQueue(), self.talech.clock.now())
        return post_location_day(request, "worker", self.ports)

    def redo(self, day, location=QUEEN):
        """A person brings it back."""
        record = self.sync_log.get(self._day(day, location))
        (request,) = redo_days([record], self.sync_log, FakeSyncQueue(), self.talech.clock.now())
        return post_location_day(request, "worker", self.ports)

    def _day(self, day, location):
        return LocationDay(self.id, day, location)

    def it_shows(self):
        """Five minutes pass: what a call without an answer has done can be looked up."""
        self.talech.clock.set(self.talech.clock.now() + LOOK_UP_AFTER)

    def before_call(self, monkeypatch, action, happens, *, number=1):
        """Let something happen just before the `number`-th call of an action is prepared."""
        writer = self.ports.writer_of(self.connections.connection(self.id))
        prepare, left = writer.prepare, [number]

        def preparing(call, references):
            if call.action is action:
                left[0] -= 1
                if left[0] == 0:
                    happens()
            return prepare(call, references)

        monkeypatch.setattr(writer, "prepare", preparing)

    def remap(self, role, account, customer):
        """The merchant chooses another account for a role, and the customer that a receivable one needs."""
        chosen = self.quickbooks.account(account)
        self.mapping = replace(
            self.mapping,
            version=self.mapping.version + 1,
            accounts={**self.mapping.accounts, role: chosen},
            customers={**self.mapping.customers, chosen: customer},
        )
        self.connections.save_mapping(self.id, self.mapping)

    def advance(self, **duration):
        """Let time pass in the shop: `advance(minutes=2)`."""
        self.talech.clock.set(self.talech.clock.now() + timedelta(**duration))

    def fault(self, name, **more):
        """Switch on a fault of the wire, or change the shop's world behind Daybook's back."""
        self.talech.app.control.apply([{"fault": name, **more}])

    def after_first_page(self, happens):
        """Let something happen between the first and the second page of the day's paid orders, once."""
        waiting = [happens]

        def on_answer(response, **_):
            if "getorderhistory" in response.url and b'["PAID"]' in response.request.body and waiting:
                waiting.pop()()

        self.session.hooks["response"].append(on_answer)

    def _account(self, account_id):
        return self.company.find("Account", account_id).body["Name"]
