"""A call budget in memory: one call or batch per slot, as the real one gives them out."""

from daybook.application.ports import Clock

SLOT_SECONDS, BATCH_SLOT_SECONDS = 0.12, 1.538


class FakeCallBudget:
    """Gives every call the first free slot of its company."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taken: dict[tuple[str, float], set[int]] = {}

    def spend(self, realm_id: str, *, batch: bool = False) -> float:
        now, length = self._clock.now().timestamp(), BATCH_SLOT_SECONDS if batch else SLOT_SECONDS
        taken = self._taken.setdefault((realm_id, length), set())
        slot = int(now / length)
        while slot in taken:
            slot += 1
        taken.add(slot)
        return max(0.0, slot * length - now)
