"""The circuit of a vendor that does not answer: one worker tries at a time, after longer and longer pauses.

A circuit counts failed calls in a row. While it is open, tries are refused without a call until its pause is over. The
next try is the probe: its call closes the circuit, or opens it again with a longer pause.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from daybook.domain.errors import Condition, RetriableError

# One lost call does not mean that the vendor is down; five failed calls in a row do. The days of one shop make no more
# calls than that in half an hour.
OPENS_AT = 5
WITHIN = timedelta(minutes=30)
FIRST_PAUSE = timedelta(seconds=30)
# Waiting days come back one after the other: the first is the probe, and most of the others see its result.
SPREAD = timedelta(minutes=3)
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_PAUSE = LONGEST_WAIT - SPREAD
# As long as a message is hidden from other workers: by then the worker with the probe has finished or died.
PROBE_WITHIN = timedelta(minutes=3)
# While days wait, tries come back sooner than this. A circuit that no try used for longer is out of date.
FORGOTTEN_AFTER = timedelta(hours=1)
_DOUBLINGS = 5

NOT_ANSWERING = frozenset({Condition.QUICKBOOKS_UNAVAILABLE, Condition.TALECH_UNAVAILABLE})
"""The conditions that count as a failure of a vendor; a wait for our call budget or a lease does not count."""


@dataclass(frozen=True, slots=True)
class Party:
    """The party that Daybook calls: a vendor as a whole, or one account there (QuickBooks company, talech merchant)."""

    vendor: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Circuit:
    """The recent failures of one party; the circuit is closed while `pauses` is 0.

    `since` is when the first call in a row failed. `version` counts the writes, to detect concurrent ones.
    """

    version: int = 0
    failures: int = 0
    since: datetime | None = None
    pauses: int = 0
    until: datetime | None = None
    is_probed: bool = False
    condition: Condition = Condition.RETRIABLE
    fault_code: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether tries are refused, except one when the pause is over."""
        return self.pauses > 0


def as_of(circuit: Circuit, now: datetime) -> Circuit:
    """The circuit without failures that are too old to count."""
    if circuit.is_open:
        is_over = circuit.until is None or now - circuit.until >= FORGOTTEN_AFTER
    else:
        is_over = circuit.since is not None and now - circuit.since > WITHIN
    return Circuit(circuit.version) if is_over else circuit


def after_failure(circuit: Circuit, error: RetriableError, now: datetime, chance: Callable[[], float]) -> Circuit:
    """The circuit after another failed call; unchanged if the failure is no new information.

    `chance` is a random number from 0 to 1 that shortens the pause.
    """
    circuit = as_of(circuit, now)
    if circuit.until is not None and not circuit.is_probed and now < circuit.until:
        return circuit  # the call was sent before the circuit opened
    failed = replace(
        circuit,
        failures=circuit.failures + 1,
        since=circuit.since or now,
        condition=error.condition,
        fault_code=error.fault_code,
    )
    if not circuit.is_open and failed.failures < OPENS_AT:
        return failed
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(circuit.pauses, _DOUBLINGS)))
    pause = longest * (1 + chance()) / 2
    asked_for = timedelta(seconds=error.after_seconds or 0)
    until = now + min(LONGEST_PAUSE, max(pause, asked_for))
    return replace(failed, pauses=circuit.pauses + 1, until=until, is_probed=False)


def after_answer(circuit: Circuit) -> Circuit:
    """The circuit after an answered call: earlier failures no longer count."""
    return Circuit(circuit.version)


def with_probe(circuit: Circuit, now: datetime) -> Circuit | None:
    """The open circuit with the probe given to the caller; None during its pause or another worker's probe."""
    if circuit.until is None or now < circuit.until:
        return None
    return replace(circuit, is_probed=True, until=now + PROBE_WITHIN)


def refusal(party: Party, circuit: Circuit, now: datetime, chance: Callable[[], float]) -> RetriableError:
    """The error of a try without a call: the vendor, since when it does not answer, and how long to wait."""
    left = max(timedelta(), (circuit.until or now) - now)
    wait = left + min(SPREAD, max(FIRST_PAUSE, left)) * chance()
    since = circuit.since or now
    does = "serves no call of" if party.account else "does not answer"
    return RetriableError(
        f"{party.vendor} {does} {party.account}".rstrip() + f" since {since:%Y-%m-%d %H:%M} UTC: it is not asked now",
        after_seconds=max(1, round(min(LONGEST_WAIT, wait).total_seconds())),
        condition=circuit.condition,
        fault_code=circuit.fault_code,
        since=since,
    )
