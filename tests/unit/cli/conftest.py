"""`daybook` as an operator types it, on a merchant in memory."""

import importlib
import json
from dataclasses import dataclass

import pytest

from connected_merchant import MERCHANT, ConnectedMerchant
from daybook.bootstrap import operating
from daybook.bootstrap.operating import OperatorSystem
from fakes.dead_letters import FakeDeadLetters
from fakes.notify_store import FakeNotifyStore
from fakes.token_vaults import FakeTokenVault
from unit.aws.builders import tokens

# The package's own `main` is the function inside the module of that name.
COMMAND_LINE = importlib.import_module("daybook.cli.main")


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
def dead_letters():
    return FakeDeadLetters()


@pytest.fixture
def grants(merchant, monkeypatch):
    """A vault with the merchant's grant, of this very moment."""
    vault = FakeTokenVault(merchant.clock)
    vault.save(MERCHANT, tokens())
    monkeypatch.setattr(operating, "grant_register", lambda: vault)
    return vault


@pytest.fixture
def daybook(monkeypatch, capsys, merchant, dead_letters, grants):  # noqa: ARG001 - the register that `open_stack` has
    """`daybook("history --merchant 304267")`, or the words in a list: the whole command but for the stack it opens."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    system = OperatorSystem(
        merchant.connections, merchant.sync_log, merchant.proofs, merchant.queue, dead_letters, merchant.clock
    )
    monkeypatch.setattr(COMMAND_LINE, "open_stack", lambda _: system)
    monkeypatch.setattr(operating, "posting_ports", lambda: merchant.posting)
    auditing = operating.Auditing(merchant.connections, FakeNotifyStore(), merchant.audit, merchant.clock)
    monkeypatch.setattr(operating, "auditing_ports", lambda: auditing)

    def run(command):
        words = command.split() if isinstance(command, str) else command
        try:
            exit_code = COMMAND_LINE.main(words)
        except SystemExit as ended:  # argparse leaves so
            exit_code = ended.code
        return Said(exit_code, *capsys.readouterr())

    return run
