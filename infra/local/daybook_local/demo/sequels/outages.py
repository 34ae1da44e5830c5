"""A vendor is gone until it is called back: every call of it is answered with 503, and counted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from daybook_local.system.local_system import LocalSystem
from quickbooks_simulator import TOKEN_PATH

_CALLS = 1_000_000
_EVERY_PATH = "*"


@dataclass(slots=True)
class Outage:
    """One absence of a vendor; `calls_met` is how many calls came meanwhile, known once it is over."""

    vendor: str
    calls_met: int = 0


@contextmanager
def quickbooks_gone(system: LocalSystem) -> Iterator[Outage]:
    """QuickBooks and Intuit's token endpoint answer 503 inside the block."""
    for path in (_EVERY_PATH, TOKEN_PATH):
        system.quickbooks.arm(fault="http_503", path=path, times=_CALLS)
    yield from _until_over("QuickBooks", system.quickbooks.armed_faults, system.quickbooks.clear_faults)


@contextmanager
def talech_gone(system: LocalSystem) -> Iterator[Outage]:
    """talech answers 503 inside the block."""
    system.talech.switch_on({"fault": "503", "times": _CALLS})
    yield from _until_over("talech", system.talech.faults, system.talech.clear_faults)


def _until_over(
    vendor: str, listed: Callable[[], Iterable[dict[str, Any]]], clear: Callable[[], None]
) -> Iterator[Outage]:
    outage = Outage(vendor)
    try:
        yield outage
    finally:
        outage.calls_met = sum(_CALLS - switch["times"] for switch in listed())
        clear()
