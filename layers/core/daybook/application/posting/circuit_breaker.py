"""Who may ask a vendor now, and what is heard of its answers: one breaker for all workers together."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from daybook.application.ports import Circuits, Clock
from daybook.domain.errors import (
    DaybookRefusedError,
    HoldReason,
    NeedsAttentionError,
    RetriableError,
)
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

# Others write at the same time while a vendor goes away; that it does is told well enough by those who came first.
_MOST_WRITES = 3
# They may come from what we hold of a grant, without a call.
_OF_OUR_OWN_RECORDS = frozenset({HoldReason.NEEDS_RECONNECT, HoldReason.TALECH_ACCESS_LOST})


class CircuitBreaker:
    """Refuses tries while a vendor, or one account there, does not answer; lets one probe through at a time."""

    def __init__(self, circuits: Circuits, clock: Clock, chance: Callable[[], float] = random.random) -> None:
        self._circuits = circuits
        self._clock = clock
        self._chance = chance
        self._probes: dict[Party, int] = {}  # by the version that is theirs

    def admit(self, parties: Iterable[Party], *, soon: Iterable[Party] = ()) -> None:
        """Let a try ask these parties; those that it asks `soon` are looked up in the same read.

        A probe is this worker's until its call has ended: it is let through again.

        Raises:
            RetriableError: one of them does not answer: no call is made.
        """
        wanted = tuple(parties)
        known = self._circuits.of((*wanted, *soon))
        now = self._clock.now()
        suspects = [party for party in wanted if as_of(known[party], now).is_open]
        # What was known may be seconds old: a circuit that has closed meanwhile refuses no try.
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
        """What happens inside is heard; `of_an_answer` says that coming to an end means that the vendor answered."""
        try:
            yield
        except TokenRejectedError:
            raise  # of a grant in doubt: neither an answer to a question nor silence
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
        with suppress(RetriableError):  # a day that is posted is not lost to a table that does not answer now
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
