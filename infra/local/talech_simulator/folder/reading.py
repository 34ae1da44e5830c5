"""Reads a sample-merchant folder: files, then records, then what they say about each other."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from talech_simulator.contract import (
    ContractError,
    DrawerEvent,
    DrawerShift,
    MerchantFile,
    Order,
    Refund,
    SampleMerchant,
    from_json,
)
from talech_simulator.folder.drawer_checks import drawer_findings
from talech_simulator.folder.explain import explain
from talech_simulator.folder.merchant_checks import merchant_findings
from talech_simulator.folder.order_checks import OrderChecks
from talech_simulator.folder.positions import line_of
from talech_simulator.folder.problems import BrokenFolderError, Finding, Problem
from talech_simulator.folder.refund_checks import RefundChecks

T = TypeVar("T")
_TOO_DEEP = Finding("", "nested too deep to be read; correct it")


@dataclass(frozen=True, slots=True)
class _Located(Generic[T]):
    line: int
    record: T


def load_folder(folder: Path | str) -> SampleMerchant:
    """The merchant in `folder`; files may be plain or end in `.gz`.

    Raises:
        BrokenFolderError: with every problem found, each with file, line and field.
    """
    return _Reading(Path(folder)).merchant()


class _Reading:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[Problem] = []

    def merchant(self) -> SampleMerchant:
        profile = self._profile()
        orders = list(self._records("orders.jsonl", "order", Order))
        all_orders_read = not any(problem.file.startswith("orders.jsonl") for problem in self._problems)
        refunds = list(self._records("refunds.jsonl", "refund", Refund))
        drawer = list(self._records("drawer.jsonl", "drawer_line", _drawer_record, needed=False))
        if profile is not None:
            refund_records = [each.record for each in refunds]
            self._check("orders.jsonl", orders, OrderChecks(profile, refund_records).findings)
            order_records = [each.record for each in orders]
            refund_checks = RefundChecks(profile, order_records, all_orders_read=all_orders_read)
            self._check("refunds.jsonl", refunds, refund_checks.findings)
            self._check("drawer.jsonl", drawer, drawer_findings(profile))
        if self._problems or profile is None:
            raise BrokenFolderError(str(self._folder), self._problems)
        return SampleMerchant(
            profile=profile,
            orders=tuple(each.record for each in orders),
            refunds=tuple(each.record for each in refunds),
            drawer_events=tuple(each.record for each in drawer if isinstance(each.record, DrawerEvent)),
            drawer_shifts=tuple(each.record for each in drawer if isinstance(each.record, DrawerShift)),
        )

    def _profile(self) -> MerchantFile | None:
        text = self._text("merchant.json", needed=True)
        if text is None:
            return None
        try:
            value = json.loads(text)
            profile = from_json(MerchantFile, value)
        except json.JSONDecodeError as error:
            self._report("merchant.json", error.lineno, Finding("", f"not JSON: {error.msg}; correct it"))
            return None
        except RecursionError:
            self._report("merchant.json", 1, _TOO_DEEP)
            return None
        except ContractError as refusal:
            for finding in explain("merchant_file", value, refusal):
                self._report_in_text(text, finding)
            return None
        for finding in merchant_findings(profile):
            self._report_in_text(text, finding)
        return profile

    def _records(
        self, file: str, definition: str, kind: type[T] | Callable[[object], T], *, needed: bool = True
    ) -> Iterator[_Located[T]]:
        text = self._text(file, needed=needed)
        for number, line in enumerate((text or "").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
                record = from_json(kind, value) if isinstance(kind, type) else kind(value)
                yield _Located(number, record)
            except json.JSONDecodeError as error:
                words = f"not JSON: {error.msg} at character {error.pos + 1}; write one object per line"
                self._report(file, number, Finding("", words))
            except RecursionError:
                self._report(file, number, _TOO_DEEP)
            except ContractError as refusal:
                for finding in explain(definition, value, refusal):
                    self._report(file, number, finding)

    def _text(self, file: str, *, needed: bool) -> str | None:
        plain, packed = self._folder / file, self._folder / f"{file}.gz"
        path = plain if plain.exists() else packed
        if not path.exists():
            if needed:
                words = f"missing in {self._folder}; add {file} or {file}.gz"
                self._report(file, 1, Finding("file", words))
            return None
        try:
            content = gzip.decompress(path.read_bytes()) if path == packed else path.read_bytes()
            return content.decode("utf-8-sig")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            self._report(path.name, 1, Finding("file", f"cannot be read: {error}; write it as UTF-8"))
            return None

    def _check(self, file: str, located: list[_Located[T]], findings: Callable[[T], Iterator[Finding]]) -> None:
        for each in located:
            for finding in findings(each.record):
                self._report(file, each.line, finding)

    def _report(self, file: str, line: int, finding: Finding) -> None:
        self._problems.append(Problem(file, line, finding.field, finding.words))

    def _report_in_text(self, text: str, finding: Finding) -> None:
        steps = re.findall(r"\[(\d+)\]|([^.\[\]]+)", finding.field)
        path = [int(index) if index else name for index, name in steps]
        self._report("merchant.json", line_of(text, path), finding)


def _drawer_record(value: object) -> DrawerEvent | DrawerShift:
    if not isinstance(value, dict) or len(value) != 1:
        raise ContractError("must hold exactly one of drawer_event and drawer_shift")
    ((name, inner),) = value.items()
    kinds: dict[str, type[DrawerEvent | DrawerShift]] = {
        "drawer_event": DrawerEvent,
        "drawer_shift": DrawerShift,
    }
    if name not in kinds:
        raise ContractError("unknown field").within(name)
    try:
        return from_json(kinds[name], inner)
    except ContractError as error:
        raise error.within(name) from None
