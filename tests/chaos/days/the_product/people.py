"""What merchants, accountants and operators ask of Daybook."""

from datetime import date
from typing import Any

from daybook.application.days.settle_holds import NotReleasableError, release_day
from daybook.application.days.undo_days import NothingToUndoError, redo_days, undo_day
from daybook.application.planning.request_sync import request_sync
from daybook.application.ports import Lane
from daybook.application.ports.dead_letters import LetterDeed, LetterQueue
from daybook.bootstrap import foundation
from daybook.bootstrap.functions import planning, replaying
from daybook.domain.sync.location_day import LocationDay, SyncCause


class People:
    """What merchants, accountants and operators ask of Daybook, each by a process of its own."""

    def __init__(self, world: Any) -> None:
        self._world = world

    def undo(self, day: LocationDay) -> bool:
        """Whether a worker will try to take the day out."""
        try:
            undo_day(day, foundation.sync_log(), planning.sync_queue(), self._world.clockwork.now())
        except NothingToUndoError:
            return False
        return True

    def redo(self, day: LocationDay) -> bool:
        """Whether the day will be brought back."""
        record = foundation.sync_log().get(day)
        if record is None or record.state != "undone":
            return False
        now = self._world.clockwork.now()
        return bool(redo_days([record], foundation.sync_log(), planning.sync_queue(), now))

    def release(self, day: LocationDay) -> bool:
        """Whether a held day is posted as it is."""
        try:
            release_day(day, foundation.sync_log(), planning.sync_queue(), self._world.clockwork.now())
        except NotReleasableError:
            return False
        return True

    def sync(self, merchant_id: str, first: date, last: date, *, again: bool = True) -> None:
        """The merchant presses Sync."""
        request_sync(
            merchant_id,
            first,
            last,
            cause=SyncCause.RESYNC if again else SyncCause.FIRST_SYNC,
            now=self._world.clockwork.now(),
            connections=foundation.connections(),
            sync_log=foundation.sync_log(),
            queue=planning.sync_queue(),
        )

    def replay(self) -> int:
        """An operator replays every dead letter; how many went."""
        letters = replaying.dead_letters()
        lanes = (LetterQueue(lane.value) for lane in Lane)
        return sum(len(letters.work_off(lane, lambda _: True, LetterDeed.REDRIVE, 1000)) for lane in lanes)
