"""One merchant in memory and the three doors to them: their pages, the JSON API and the command line."""

import importlib
import re
from dataclasses import dataclass

import pytest

from fakes.queues.dead_letters import FakeDeadLetters
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT
from unit.portal.stages import set_up

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

    def sync(self, door, first, last, meanwhile=lambda: None):
        """Bring a range of days into the books; `meanwhile` happens after the merchant has opened the page."""
        if door == "page":
            return self._send("/sync", "/sync", meanwhile, first=str(first), last=str(last))
        meanwhile()
        if door == "api":
            return self._call("POST", "/syncs", {"first": str(first), "last": str(last)})
        return self.command(f"sync --merchant {MERCHANT} --from {first} --to {last}".split())

    def act(self, door, action, on, place, meanwhile=lambda: None):
        """Release, undo or redo one day."""
        if door == "page":
            page = f"/log/{on}/{place}"
            return self._send(page, f"{page}/{action}", meanwhile)
        meanwhile()
        if door == "api":
            return self._call("POST", f"/days/{on}/{place}/actions", {"action": action})
        if action == "release":
            return self.command(f"release --merchant {MERCHANT} --date {on} --location {place}".split())
        return self.command(f"{action} --merchant {MERCHANT} --from {on} --to {on} --location {place}".split())

    def choose(self, door, kind, mode, first, meanwhile=lambda: None):
        """Post in another way from a date on."""
        if door == "page":
            fields = {"document_kind": kind, "location_mode": mode, "effective_from": str(first)}
            return self._send("/settings", "/settings/posting", meanwhile, **fields)
        meanwhile()
        if door == "api":
            body = {"document_kind": kind, "location_mode": mode, "effective_from": str(first)}
            return self._call("PUT", "/settings/posting", body)
        words = f"choose --merchant {MERCHANT} --document {kind} --locations {mode} --from {first}"
        return self.command(words.split())

    def disconnect(self, door):
        """End the connection."""
        if door == "page":
            sent = self._posted("/disconnect", "/disconnect", lambda: None)
            return Answer(sent.status == 303, f"{sent.status} {sent.words}")
        if door == "api":
            return self._call("DELETE", "/connection", None)
        return self.command(["disconnect", "--merchant", MERCHANT])

    def _send(self, page, action, meanwhile, **fields):
        sent = self._posted(page, action, meanwhile, **fields)
        done = sent.status == 303 and re.search(r"\bdone=|^/sync/progress", sent.headers["Location"])
        return Answer(bool(done), f"{sent.status} {sent.words}")

    def _posted(self, page, action, meanwhile, **fields):
        visitor = self.world.visitor()
        opened = visitor.open(page)
        meanwhile()
        csrf = {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', opened.body).group(1)}
        return visitor.post(action, {**csrf, **fields})

    def _call(self, method, address, body):
        status, said, _ = Caller(self.world).send(method, address, body)
        return Answer(status == 200, f"{status} {said}")

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
    system = world.ports.but(dead_letters=FakeDeadLetters(), grants=world.tokens)
    monkeypatch.setattr(COMMAND_LINE, "open_stack", lambda _: system)

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
    return set_up()
