"""A vendor that does not answer is asked by one try at a time, ever more rarely, until it answers again.

A circuit counts what failed in a row. Once it opens, tries are refused without a call until its pause is over. The
first try after that is the probe: its call closes the circuit, or opens it for a longer pause.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from daybook.domain.errors import Condition, RetriableError

# One cut line says nothing of a vendor; five calls with no answer between them do. The days of a single shop make no
# more calls than that in half an hour.
OPENS_AT = 5
WITHIN = timedelta(minutes=30)
FIRST_PAUSE = timedelta(seconds=30)
# Days that wait come back one after the other: the first of them is the probe, and most of them meet its answer.
SPREAD = timedelta(minutes=3)
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_PAUSE = LONGEST_WAIT - SPREAD
# As long as a message is hidden from other workers: by then the worker with the probe has answered, or died.
PROBE_WITHIN = timedelta(minutes=3)
# Tries come back before that while anything waits. A circuit that nothing asked for is no news of the vendor.
FORGOTTEN_AFTER = timedelta(hours=1)
_DOUBLINGS = 5

NOT_ANSWERING = frozenset({Condition.QUICKBOOKS_UNAVAILABLE, Condition.TALECH_UNAVAILABLE})
"""What a vendor's circuit hears of; a wait for our own call budget, a lease or a doubt of a grant is no such thing."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who is asked: a vendor as a whole, or one account there (a company of QuickBooks, a merchant of talech)."""

    vendor: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Circuit:
    """What was heard of one party: closed while `pauses` is 0.

    `since` is when the first call in a row failed. `version` counts the writes, for those who write at the same time.
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
        """Whether tries are refused; at its end the pause lets one through."""
        return self.pauses > 0


def as_of(circuit: Circuit, now: datetime) -> Circuit:
    """The circuit without what is too old to count."""
    if circuit.is_open:
        is_over = circuit.until is None or now - circuit.until >= FORGOTTEN_AFTER
    else:
        is_over = circuit.since is not None and now - circuit.since > WITHIN
    return Circuit(circuit.version) if is_over else circuit


def after_failure(circuit: Circuit, error: RetriableError, now: datetime, chance: Callable[[], float]) -> Circuit:
    """The circuit once another call has failed; the same one where the failure tells nothing new.

    `chance` is a number from 0 up to 1, by which a pause is shorter than its longest.
    """
    circuit = as_of(circuit, now)
    if circuit.until is not None and not circuit.is_probed and now < circuit.until:
        return circuit  # the call had left before the circuit opened
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
    """The circuit once a call was answered: what failed before counts no longer."""
    return Circuit(circuit.version)


def with_probe(circuit: Circuit, now: datetime) -> Circuit | None:
    """The open circuit whose probe the asker has; None while its pause, or another worker's probe, lasts."""
    if circuit.until is None or now < circuit.until:
        return None
    return replace(circuit, is_probed=True, until=now + PROBE_WITHIN)


def refusal(party: Party, circuit: Circuit, now: datetime, chance: Callable[[], float]) -> RetriableError:
    """Why a try ends without a call: who does not answer, since when, and how long to wait for the next one."""
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
