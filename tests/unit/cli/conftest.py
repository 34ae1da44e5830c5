"""`daybook` as an operator types it, on a merchant in memory."""

import importlib
import json
from dataclasses import dataclass
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, ConnectedMerchant
from daybook.application.ports import Kept
from fakes.merchant_rows import FakeMerchantRows
from fakes.people.accountants import FakeAccountantStore
from fakes.people.notify_store import FakeNotifyStore
from fakes.queues.dead_letters import FakeDeadLetters
from fakes.token_vaults import FakeTokenVault
from fakes.typed_balances import FakeBalanceStore
from unit.aws.builders import tokens

# The package's own `main` is the function inside the module of that name.
COMMAND_LINE = importlib.import_module("daybook.cli.main")
SUNDAY = MONDAY - timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """How a command ended and what it wrote."""

    exit_code: int
    out: str
    err: str

    @property
    def document(self):
        """The one JSON document of `--json`."""
        return json.loads(self.out)

    @property
    def problem(self):
        """The one JSON line of an error with `--json`."""
        return json.loads(self.err)["error"]


@pytest.fixture
def merchant():
    return ConnectedMerchant()


@pytest.fixture
def books(merchant):
    """Sunday waits for a person, Monday is in the books."""
    merchant.trade(SUNDAY)
    merchant.ledger.close_before_next_send(SUNDAY, "6210: closed")
    merchant.post(SUNDAY)
    merchant.post(MONDAY)
    return merchant


@pytest.fixture
def dead_letters():
    return FakeDeadLetters()


@pytest.fixture
def grants(merchant):
    """A vault with the merchant's grant, of this very moment."""
    vault = FakeTokenVault(merchant.clock)
    vault.save(MERCHANT, tokens())
    return vault


@pytest.fixture
def rows():
    """What is kept of the merchant."""
    return FakeMerchantRows({MERCHANT: {Kept.CHOICES: 7, Kept.DAYS: 30, Kept.PROOFS: 28, Kept.DOCUMENTS: 28}})


@pytest.fixture
def system(merchant, dead_letters, grants, rows):
    """The stack that a command opens."""
    return merchant.posting.but(
        queue=merchant.queue,
        dead_letters=dead_letters,
        grants=grants,
        accountants=FakeAccountantStore(),
        balances=FakeBalanceStore(),
        notify_store=FakeNotifyStore(),
        audit=merchant.audit,
        tokens=grants,
        authorizer=merchant.authorizer,
        schedules=merchant.schedules,
        expected=merchant.expected,
        rows=rows,
    )


@pytest.fixture
def daybook(monkeypatch, capsys, system):
    """`daybook("history --merchant 304267")`, or the words in a list: the whole command but for the stack it opens."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(COMMAND_LINE, "open_stack", lambda _: system)

    def run(command):
        words = command.split() if isinstance(command, str) else command
        try:
            exit_code = COMMAND_LINE.main(words)
        except SystemExit as ended:  # argparse leaves so
            exit_code = ended.code
        return Said(exit_code, *capsys.readouterr())

    return run
