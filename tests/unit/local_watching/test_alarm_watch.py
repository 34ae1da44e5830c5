"""Which alarms fired and which ended, from look to look."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from daybook_local.watching.alarm_watch import AlarmWatch
from daybook_local.watching.alarms import AlarmState

NIGHT = datetime(2026, 11, 24, 5, tzinfo=UTC)


class Bell:
    """An alarm that rings between two instants."""

    def __init__(self, name, rings_from, rings_until):
        self.name, self._from, self._until = name, rings_from, rings_until

    def state(self, _measured, now):
        return AlarmState.ALARM if self._from <= now < self._until else AlarmState.OK


def test_an_alarm_that_ended_has_fired_and_is_over_and_one_that_rings_is_not():
    clock, looks = SimpleNamespace(now=NIGHT), []
    first = Bell("First", NIGHT, NIGHT + timedelta(minutes=10))
    second = Bell("Second", NIGHT + timedelta(minutes=10), NIGHT + timedelta(hours=1))
    never = Bell("Never", NIGHT - timedelta(hours=2), NIGHT - timedelta(hours=1))
    operations = SimpleNamespace(alarms=(first, second, never), measured=None, now=lambda: clock.now)
    watch = AlarmWatch(operations, lambda: looks.append(clock.now))

    watch.look()
    assert (watch.rings("First"), watch.rings("Second"), watch.cleared) == (True, False, frozenset())
    clock.now += timedelta(minutes=10)
    watch.look()
    clock.now += timedelta(minutes=5)
    watch.look()

    assert watch.fired == {"First": NIGHT, "Second": NIGHT + timedelta(minutes=10)}
    assert (watch.ringing, watch.cleared) == (frozenset({"Second"}), frozenset({"First"}))
    assert len(looks) == 3
