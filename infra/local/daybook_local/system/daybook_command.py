"""The operator's `daybook` command, in processes of its own: the only way in which the local system asks Daybook."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY

_INHERITED = ("PATH", "HOME", "LANG", "TZ", "SYSTEMROOT")
_COPIES = "daybook_local.system.command_copies"
_TIMEOUT_SECONDS = 120.0
_OK, _ATTENTION = 0, 1


class DaybookCommandError(RuntimeError):
    """A `daybook` command failed; the text is what it wrote."""


@dataclass(frozen=True, slots=True)
class LocationDayRecord:
    """What `daybook history` tells of one location-day; `delta_ids` are entries that correct it in a later period."""

    location: str
    business_date: date
    state: str
    document_id: str | None
    doc_number: str | None
    gaps: tuple[str, ...]
    why: str
    delta_ids: tuple[str, ...] = ()
    code: str | None = None

    @property
    def document_ids(self) -> frozenset[str]:
        """Every document that the day lies in."""
        own = (self.document_id,) if self.document_id else ()
        return frozenset({*own, *self.delta_ids})


class DaybookCommand:
    """Runs `daybook` against one deployed stack; `timed` are the variables by which it follows the system's clock."""

    def __init__(self, aws_endpoint: str, stack_name: str, *, timed: Mapping[str, str]) -> None:
        self._timed = timed
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()
        self.exports: Mapping[str, str] = {
            "AWS_ENDPOINT_URL": aws_endpoint,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_DEFAULT_REGION": REGION,
            "DAYBOOK_STACK": stack_name,
        }

    def sync(self, merchant_id: str, first: date, last: date) -> int:
        """Queue a range of at most 30 business dates; how many location-days that were."""
        answer = self._run(
            "sync", "--merchant", merchant_id, "--from", first.isoformat(), "--to", last.isoformat(), "--json"
        )
        return int(answer["queued"])

    def history(self, merchant_id: str, first: date, last: date) -> list[LocationDayRecord]:
        """The records between two business dates, both included."""
        answer = self._run(
            "history", "--merchant", merchant_id, "--from", first.isoformat(), "--to", last.isoformat(), "--json"
        )
        return [_record(row) for row in answer["records"]]

    def choose(self, merchant_id: str, **chosen: str) -> None:
        """Choose `document`, `locations`, `closed_books` or `adjustment_limit`: options of `daybook choose`."""
        options = [part for name, value in chosen.items() for part in (f"--{name.replace('_', '-')}", value)]
        self._run("choose", "--merchant", merchant_id, *options, "--json")

    def map_roles(self, merchant_id: str, accounts: Mapping[str, str]) -> int:
        """Give roles an account, in one action; how many location-days are re-classed by it."""
        options = [part for role, account in accounts.items() for part in ("--set", f"{role}={account}")]
        return len(self._run("map", "--merchant", merchant_id, *options, "--json")["reclassed"])

    def tax_codes(self, merchant_id: str) -> dict[str, Any]:
        """What `daybook taxes` finds: `tax_codes` by taxes, `undecided` ones, `untaxed` codes, the one `not_a_sale`."""
        found: dict[str, Any] = self._run("taxes", "--merchant", merchant_id, "--json")
        return found

    def use_tax_codes(
        self, merchant_id: str, *, untaxed: str, first: date, chosen: Mapping[str, str]
    ) -> Mapping[str, str]:
        """From a business date on sales forms carry tax codes; the code ids by taxes that are in use then."""
        options = [part for taxes, code in chosen.items() for part in ("--set", f"{taxes}={code}")]
        when = ("--untaxed", untaxed, "--from", first.isoformat())
        used: Mapping[str, str] = self._run("taxes", "--merchant", merchant_id, *when, *options, "--json")["tax_codes"]
        return used

    def forget(self, merchant_id: str) -> Mapping[str, int]:
        """Erase a merchant; how many rows of each kind that were."""
        erased: Mapping[str, int] = self._run("forget", "--merchant", merchant_id, "--yes", "--json")["erased"]
        return erased

    def letters(self) -> list[str]:
        """The ids of all dead letters that wait, of every queue."""
        return [str(letter["message_id"]) for letter in self._run("replay", "list", "--json")["dead_letters"]]

    def drop_letter(self, message_id: str, reason: str) -> None:
        """Delete a dead letter for a reason."""
        self._run("replay", "drop", message_id, "--reason", reason, "--json")

    def redrive_letter(self, message_id: str) -> None:
        """Send a dead letter again."""
        self._run("replay", "redrive", message_id, "--json")

    def connection(self, merchant_id: str) -> dict[str, Any]:
        """The merchant's connection, with its mapping.

        Raises:
            DaybookCommandError: the merchant is not connected.
        """
        found = self._run("connections", "--merchant", merchant_id, "--json")["connections"]
        for connection in found:
            if connection["merchant_id"] == merchant_id:
                known: dict[str, Any] = connection
                return known
        raise DaybookCommandError(f"daybook connections: merchant {merchant_id} is not connected")

    def close(self) -> None:
        """End the process whose copies the commands are."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _run(self, *arguments: str) -> Any:
        with self._one_at_a_time:
            finished = self._answered(arguments)
        # 1 with a result says that something in it needs attention: that is for the reader of the result to see.
        if finished["code"] not in {_OK, _ATTENTION} or not finished["out"].strip():
            raise DaybookCommandError(f"daybook {' '.join(arguments)} failed:\n{finished['out']}{finished['err']}")
        return json.loads(finished["out"])

    def _answered(self, arguments: Sequence[str]) -> dict[str, Any]:
        if self._process is None:
            self._process = self._started()
        process = self._process
        out_of_time = threading.Timer(_TIMEOUT_SECONDS, process.kill)
        out_of_time.start()
        try:
            print(json.dumps(arguments), file=process.stdin, flush=True)
            answer = process.stdout.readline() if process.stdout else ""
        except BrokenPipeError:
            answer = ""
        finally:
            out_of_time.cancel()
        if not answer:
            self.close()
            raise DaybookCommandError(f"daybook {' '.join(arguments)} did not end, or its process did")
        finished: dict[str, Any] = json.loads(answer)
        return finished

    def _started(self) -> subprocess.Popen[str]:
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-m", _COPIES],
            env={**environment, **self.exports, **self._timed},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


def _record(row: Mapping[str, Any]) -> LocationDayRecord:
    document = row["document"] or {}
    why = [text for text in (row["reason"], row["message"], *row["details"]) if text]
    return LocationDayRecord(
        location=row["location"],
        business_date=date.fromisoformat(row["business_date"]),
        state=row["state"],
        document_id=document.get("id"),
        doc_number=document.get("doc_number"),
        delta_ids=tuple(delta["id"] for delta in row["deltas"]),
        code=row["code"],
        gaps=tuple(row["gaps"]),
        why=": ".join(why),
    )
