"""One merchant in memory and the three doors to them: their pages, the JSON API and the command line."""

import importlib
from dataclasses import dataclass

import pytest

from daybook.bootstrap import operating
from daybook.bootstrap.operating import OperatorSystem
from fakes.dead_letters import FakeDeadLetters
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, PortalWorld

# The package's own `main` is the function inside the module of that name.
COMMAND_LINE = importlib.import_module("daybook.cli.main")


@dataclass(frozen=True)
class Answer:
    """What a door said: whether the deed was done, and the words."""

    done: bool
    words: str


class Doors:
    """The same deed through each door."""

    def __init__(self, world, command):
        self.world, self.command = world, command

    def map_role(self, door, role, account):
        """Point one role at an account."""
        if door == "page":
            visitor = self.world.visitor()
            sent = visitor.send(
                visitor.open(f"/mapping/change?role={role}"), "/mapping/change", account=account, then="save"
            )
            return Answer(sent.path.startswith("/mapping?") and sent.status == 200, f"{sent.status} {sent.words}")
        if door == "api":
            status, body, _ = Caller(self.world).send("PATCH", "/mapping", {"accounts": {role: account}})
            return Answer(status == 200, f"{status} {body}")
        return self.command([*f"map --merchant {MERCHANT} --set".split(), f"{role}={account}"])

    def limit_adjustments(self, door, percent):
        """Say which part of a day's sales the lines of orders may leave open."""
        if door == "page":
            visitor = self.world.visitor()
            sent = visitor.send(visitor.open("/settings"), "/settings/policies", adjustment_limit=percent)
            return Answer(sent.path.startswith("/settings?") and sent.status == 200, f"{sent.status} {sent.words}")
        if door == "api":
            policies = {"untied": "hold", "closed_books": "hold", "adjustment_limit_percent": percent}
            status, body, _ = Caller(self.world).send("PUT", "/settings/policies", policies)
            return Answer(status == 200, f"{status} {body}")
        return self.command(["choose", "--merchant", MERCHANT, "--adjustment-limit", percent])

    def clear_tenders(self, door, *, wanted):
        """Tenders through clearing accounts, or on bank accounts again."""
        if door == "page":
            visitor = self.world.visitor()
            page = visitor.open("/settings")
            form = {**page.form("/settings/clearing"), "clear_tenders": "yes" if wanted else ""}
            answer = visitor.post("/settings/clearing", form)
            return Answer(answer.status == 303, f"{answer.status}")
        if door == "api":
            status, body, _ = Caller(self.world).send("PUT", "/settings/clearing", {"clear_tenders": wanted})
            return Answer(status == 200 and body["clear_tenders"] is wanted, f"{status} {body}")
        return self.command(["choose", "--merchant", MERCHANT, "--clear-tenders", "yes" if wanted else "no"])


@pytest.fixture(params=["page", "api", "command"])
def door(request):
    return request.param


@pytest.fixture
def doors(world, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    system = OperatorSystem(
        world.connections, world.sync_log, world.proofs, world.queue, FakeDeadLetters(), world.clock
    )
    monkeypatch.setattr(COMMAND_LINE, "open_stack", lambda _: system)
    monkeypatch.setattr(operating, "posting_ports", lambda: world.posting)
    monkeypatch.setattr(operating, "grant_register", lambda: world.tokens)
    auditing = operating.Auditing(world.connections, world.notify_store, world.audit, world.clock)
    monkeypatch.setattr(operating, "auditing_ports", lambda: auditing)

    def command(words):
        try:
            exit_code = COMMAND_LINE.main(words)
        except SystemExit as ended:  # argparse leaves so
            exit_code = ended.code
        said = capsys.readouterr()
        return Answer(exit_code == 0, f"{exit_code} {said.out} {said.err}")

    return Doors(world, command)


@pytest.fixture
def world():
    """A merchant who has confirmed the setup as recommended."""
    world = PortalWorld()
    visitor = world.visitor()
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(review, "/setup/review")
    return world
