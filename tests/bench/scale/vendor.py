"""QuickBooks as the lanes meet it: single faults, an outage, and the circuit that the shipped code keeps of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from unittest import mock

from daybook.adapters.aws.queues.message_delay import MessageDelay
from daybook.adapters.quickbooks.http.fault_table import UNAVAILABLE_SECONDS
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.sync.circuit import Circuit, Party, after_answer, after_failure, as_of, refusal, with_probe

FAULTS = 0.01
_MIDNIGHT = datetime(2026, 3, 3, 5, tzinfo=UTC)
_QUICKBOOKS = Party("QuickBooks")
_AWAY = RetriableError(
    "QuickBooks does not answer", after_seconds=UNAVAILABLE_SECONDS, condition=Condition.QUICKBOOKS_UNAVAILABLE
)


@dataclass(frozen=True)
class Outage:
    """QuickBooks is away from one second to the other."""

    begins: float = 0.0
    ends: float = 0.0

    def __contains__(self, second: float) -> bool:
        return self.begins <= second < self.ends


class QuickBooks:
    """Decides what becomes of a try; the rules of the circuit and of the pauses are the shipped ones."""

    def __init__(self, outage: Outage, random: Random) -> None:
        self._outage, self._random = outage, random
        self._circuit = Circuit()
        self._delay = MessageDelay(mock.Mock(), {}, random.random)

    def refuses(self, second: float) -> int | None:
        """Seconds for which a try is sent away without a call; None where it may call, as the probe or as any other."""
        now = _at(second)
        circuit = as_of(self._circuit, now)
        if not circuit.is_open:
            return None
        probe = with_probe(circuit, now)
        if probe is not None:
            self._circuit = probe
            return None
        return refusal(_QUICKBOOKS, circuit, now, self._random.random).after_seconds

    def answers(self, second: float, *, fails: bool, tries: int) -> int | None:
        """None for an answer; else for how many seconds the message is hidden."""
        if fails or second in self._outage:
            self._circuit = after_failure(self._circuit, _AWAY, _at(second), self._random.random)
            return self.pause(tries)
        if self._circuit.failures:
            self._circuit = after_answer(self._circuit)
        return None

    def pause(self, tries: int) -> int:
        """For how many seconds a message is hidden after a fault."""
        return self._delay.seconds(tries=tries, after_seconds=UNAVAILABLE_SECONDS)


def _at(second: float) -> datetime:
    return _MIDNIGHT + timedelta(seconds=second)
