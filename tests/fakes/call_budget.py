"""A call budget in memory: one call per slot, as the real one gives them out."""

from daybook.application.ports import Clock

SLOT_SECONDS = 0.12


class FakeCallBudget:
    """Gives every call the first free slot of its company."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taken: dict[str, set[int]] = {}

    def spend(self, realm_id: str) -> float:
        now = self._clock.now().timestamp()
        taken = self._taken.setdefault(realm_id, set())
        slot = int(now / SLOT_SECONDS)
        while slot in taken:
            slot += 1
        taken.add(slot)
        return max(0.0, slot * SLOT_SECONDS - now)
