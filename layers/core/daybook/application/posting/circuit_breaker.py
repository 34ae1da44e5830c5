"""The circuit breaker, shared by all workers: decides whether a try may call a vendor, and counts the results."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from daybook.application.ports import Circuits, Clock
from daybook.domain.errors import DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import ConflictError, PartlyPostedError, TokenRejectedError
from daybook.domain.sync.circuit import (
    NOT_ANSWERING,
    Circuit,
    Party,
    after_answer,
    after_failure,
    as_of,
    refusal,
    with_probe,
)

# If other workers write the circuit at the same time, their failures are enough to open it.
_MOST_WRITES = 3
# These errors may come from the stored grant, without a call to the vendor.
_OF_OUR_OWN_RECORDS = frozenset({HoldReason.NEEDS_RECONNECT, HoldReason.TALECH_ACCESS_LOST})


class CircuitBreaker:
    """Refuses tries while a vendor, or one account there, does not answer; allows one probe at a time."""

    def __init__(self, circuits: Circuits, clock: Clock, chance: Callable[[], float] = random.random) -> None:
        self._circuits = circuits
        self._clock = clock
        self._chance = chance
        self._probes: dict[Party, int] = {}  # by the version that the probe wrote

    def admit(self, parties: Iterable[Party], *, soon: Iterable[Party] = ()) -> None:
        """Admit a try that calls these parties; circuits of parties that it calls `soon` come with the same read.

        A worker that has the probe is admitted again until its call ends.

        Raises:
            RetriableError: one of them does not answer: no call is made.
        """
        wanted = tuple(parties)
        known = self._circuits.of((*wanted, *soon))
        now = self._clock.now()
        suspects = [party for party in wanted if as_of(known[party], now).is_open]
        # The circuits may be seconds old, so read again before refusing: the circuit may have closed.
        seen = {party: as_of(self._circuits.now(party), now) for party in suspects}
        probes: dict[Party, Circuit] = {}
        for party, circuit in seen.items():
            if not circuit.is_open or (circuit.is_probed and circuit.version == self._probes.get(party)):
                continue
            probe = with_probe(circuit, now)
            if probe is None:
                raise refusal(party, circuit, now, self._chance)
            probes[party] = probe
        for party, probe in probes.items():
            if not self._circuits.change(party, seen[party], probe):
                raise refusal(party, probe, now, self._chance)
            self._probes[party] = seen[party].version + 1

    @contextmanager
    def hears(self, vendor: Party, account: Party, *, of_an_answer: bool = True) -> Iterator[None]:
        """Count the result of the block; `of_an_answer`: an end without an error means that the vendor answered."""
        try:
            yield
        except TokenRejectedError:
            raise  # an error of a doubtful grant counts neither as an answer nor as a failure
        except PartlyPostedError:
            self._answered(vendor, account)
            raise
        except RetriableError as error:
            if error.condition in NOT_ANSWERING:
                self._failed(account if error.of_one_account else vendor, error)
            raise
        except NeedsAttentionError as stop:
            if stop.reason not in _OF_OUR_OWN_RECORDS:
                self._answered(vendor, account)
            raise
        except (ConflictError, DaybookRefusedError):
            self._answered(vendor, account)
            raise
        if of_an_answer:
            self._answered(vendor, account)

    def _answered(self, *parties: Party) -> None:
        with suppress(RetriableError):  # a table that does not answer must not fail a day that was posted
            for party, circuit in self._circuits.of(parties).items():
                if circuit.failures:
                    self._changed(party, circuit, after_answer)

    def _failed(self, party: Party, error: RetriableError) -> None:
        now = self._clock.now()
        with suppress(RetriableError):  # the vendor's own error is what the day waits for
            self._changed(party, self._circuits.now(party), lambda seen: after_failure(seen, error, now, self._chance))

    def _changed(self, party: Party, seen: Circuit, change: Callable[[Circuit], Circuit]) -> None:
        for _ in range(_MOST_WRITES):
            into = change(seen)
            if into == seen or self._circuits.change(party, seen, into):
                return
            seen = self._circuits.now(party)
