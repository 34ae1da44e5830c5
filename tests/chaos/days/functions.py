"""Who calls Daybook's functions: the queues, the schedules, the hour, QuickBooks' notices.

A worker is a slot: one Lambda instance at a time, with its memory, until it dies. As Lambda does, what an invocation
did not answer for comes back when its message can be seen again, and an asynchronous call is tried three times.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from chaos.days.aws.queues import Message, Queue
from chaos.days.clockwork import MISTAKES, Actor
from chaos.days.the_product.process import (
    CHANGES,
    LANES,
    OTHER_SECONDS,
    SIGNATURE_HEADER,
    WORKER_SECONDS,
    Process,
    Slot,
    day_of_message,
    worker_event,
)
from chaos.days.world import World

_SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"
_FIRST_SERVER_ERROR = 500
_TRIES, _TRIED_AGAIN_AFTER = 3, 60.0
_RECYCLED, _TWO_AT_ONCE, _DELETE_LOST, _FIRING_LOST = 0.02, 0.15, 0.02, 0.03
_PURGED = 0.1
_NOTICE_LOST, _NOTICE_DOUBLE, _CREATIONS_TOLD = 0.1, 0.1, 0.1
_CHANGES_AT_ONCE = 2
_LOOKS_EVERY, _QUIET_LOOKS_EVERY = 900, 3600


class Functions:
    """Calls of functions. `workers` is how many run side by side."""

    def __init__(self, world: World, workers: int = 6) -> None:
        self._world = world
        self._slots = [Slot(number) for number in range(workers)]
        self._changes_running = 0
        self._ids = count(1)
        self.invocations = 0
        for lane in LANES:
            world.queues.on_visible[lane] = self.dispatch
        world.queues.on_visible[CHANGES] = self._work_off_changes
        world.on_invoke = lambda event: self.call("plan_syncs", event)
        world.notices = self._told_by_quickbooks

    @property
    def idle(self) -> bool:
        """Whether no message of a location-day waits, hides or is in hand, and nobody is running."""
        waiting = any(self._world.queues.by_name[lane].messages for lane in LANES)
        return not waiting and not self._world.clockwork.running and not self._world.vendors.landing

    def dispatch(self) -> None:
        """Give what can be seen to those who are free."""
        for slot in self._slots:
            if slot.is_busy:
                continue
            lanes = [self._world.queues.by_name[lane] for lane in LANES]
            if self._world.dice.chance(0.5):
                lanes.reverse()
            for queue in lanes:
                messages = self._taken(queue)
                if messages:
                    self._start(slot, queue, messages)
                    break

    def _taken(self, queue: Queue) -> list[Message]:
        most = 2 if self._world.dice.chance(_TWO_AT_ONCE) else 1
        taken = (self._world.queues.take(queue) for _ in range(most))
        return [message for message in taken if message is not None]

    def _start(self, slot: Slot, queue: Queue, messages: list[Message]) -> None:
        world, dice = self._world, self._world.dice
        slot.is_busy = True
        actor = Actor(f"worker {slot.number}", world.clockwork.seconds + WORKER_SECONDS)
        actor.day = day_of_message(messages[0].body)

        def runs() -> None:
            self.invocations += 1
            if slot.process is None or dice.chance(_RECYCLED):
                slot.process = Process()
            process, slot.process = slot.process, None
            process.at_message, process.at_error = at, unfinished
            has_ended = False
            try:
                answer = self._handled(process, "post_location_day", worker_event(queue, messages))
                slot.process, has_ended = process, True
                self._answered(queue, messages, answer, unfinished_ones)
            except MISTAKES:
                raise
            except Exception as error:  # noqa: BLE001 - the whole invocation failed: its messages come back
                has_ended = True
                world.history.note(actor, f"invocation fails: {type(error).__name__} {error}")
            finally:
                slot.is_busy = False
                if not has_ended:
                    self._died(queue, messages)
                world.clockwork.after(0, self.dispatch)

        unfinished_ones: set[str] = set()
        in_hand, in_order = messages[0].id, iter(messages)

        def at(body: str) -> None:
            nonlocal in_hand
            in_hand = next(in_order).id
            actor.day = day_of_message(body)
            world.history.of(actor.day).tries += 1
            world.history.note(actor, f"takes {json.loads(body)['cause']}")

        def unfinished(error: Exception) -> None:
            unfinished_ones.add(in_hand)
            # What Daybook may not do is a bug of its roles, so that it counts as a try.
            world.history.of(actor.day).lost_tries += "AccessDenied" in str(error)
            world.history.note(actor, f"does not finish: {type(error).__name__} {error}")

        world.clockwork.spawn(actor, runs)

    def _handled(self, process: Process, function: str, event: dict[str, Any]) -> Any:
        return process.handle(function, event, f"request-{next(self._ids)}", self._world.clockwork)

    def _died(self, queue: Queue, messages: list[Message]) -> None:
        """A worker is gone. Now and then a person purges a queue then: its messages never come back."""
        dice, history = self._world.dice, self._world.history
        if dice.is_calm or not dice.chance(_PURGED):
            return
        for message in messages:
            self._world.queues.delete(queue, message.receipt)
            history.tell(day_of_message(message.body), "the message is purged")

    def _answered(self, queue: Queue, messages: list[Message], answer: Any, unfinished: set[str]) -> None:
        failed = {each["itemIdentifier"] for each in (answer or {}).get("batchItemFailures", ())}
        for message in messages:
            day = day_of_message(message.body)
            self._world.history.tell(day, "handed back" if message.id in failed else "answered for")
            if message.id in unfinished and message.id not in failed:
                self._world.witness.breach(day, "a message that did not come to its end is not handed back")
            lost = not self._world.dice.is_calm and self._world.dice.chance(_DELETE_LOST)
            if message.id not in failed and not lost:
                self._world.queues.delete(queue, message.receipt)

    def call(
        self, function: str, event: dict[str, Any], tries: int = _TRIES, then: Callable[[], None] = lambda: None
    ) -> None:
        """An asynchronous call: tried again when it fails or dies."""
        actor = Actor(function, self._world.clockwork.seconds + OTHER_SECONDS)
        is_done = False

        def runs() -> None:
            nonlocal is_done
            try:
                answer = self._handled(Process(), function, event)
                # What was not taken is sent again, by Lambda or by QuickBooks (docs/quickbooks.md 8).
                is_done = not isinstance(answer, dict) or answer.get("statusCode", 200) < _FIRST_SERVER_ERROR
            except MISTAKES:
                raise
            except Exception as error:  # noqa: BLE001 - Lambda keeps it and tries again
                self._world.history.note(actor, f"fails: {type(error).__name__} {error}")
            finally:
                if not is_done and tries > 1:
                    self._world.clockwork.after(_TRIED_AGAIN_AFTER, lambda: self.call(function, event, tries - 1))
                then()

        self._world.clockwork.spawn(actor, runs)

    def look(self) -> None:
        """The watchdog's look, and the next one; once faults have ended an hour between two is often enough."""
        clock = self._world.clockwork
        on_the_quarter = datetime.fromtimestamp(clock.seconds // _LOOKS_EVERY * _LOOKS_EVERY, ZoneInfo("UTC"))
        self.call("watchdog", {"schema_version": 1, "scheduled_time": on_the_quarter.isoformat()})
        clock.after(_QUIET_LOOKS_EVERY if self._world.dice.is_calm else _LOOKS_EVERY, self.look)

    def every_closing(self, days: int) -> None:
        """Each schedule fires once a day on the clock of its zone."""
        clock = self._world.clockwork
        for name, schedule in sorted(self._world.scheduler.schedules.items()):
            zone = ZoneInfo(schedule["ScheduleExpressionTimezone"])
            minute, hour = schedule["ScheduleExpression"].removeprefix("cron(").split()[:2]
            today = clock.now().astimezone(zone)
            for number in range(days + 1):
                on = today.date() + timedelta(days=number)
                at = datetime(on.year, on.month, on.day, int(hour), int(minute), tzinfo=zone)
                if at > clock.now():
                    clock.after((at - clock.now()).total_seconds(), lambda name=name, at=at: self._fire(name, at))

    def _fire(self, name: str, at: datetime) -> None:
        schedule = self._world.scheduler.schedules.get(name)
        lost = not self._world.dice.is_calm and self._world.dice.chance(_FIRING_LOST)
        if schedule is None or lost:
            return
        told = at.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")
        self.call("plan_syncs", json.loads(schedule["Target"]["Input"].replace(_SCHEDULED_TIME, told)))

    def _told_by_quickbooks(self, realm: str, entity: str, row_id: str, verb: str) -> bool:
        """Whether a notice is on its way."""
        dice, clock = self._world.dice, self._world.clockwork
        if (not dice.is_calm and dice.chance(_NOTICE_LOST)) or (verb == "create" and not dice.chance(_CREATIONS_TOLD)):
            return False
        verbs = {"create": "created", "update": "updated", "delete": "deleted", "void": "voided"}
        event = {
            "specversion": "1.0",
            "id": self._world.names.text(32),
            "source": "intuit.chaos",
            "type": f"qbo.{entity.lower()}.{verbs[verb]}.v1",
            "time": clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
            "intuitentityid": row_id,
            "intuitaccountid": realm,
        }
        body = json.dumps([event])
        request = {"headers": {SIGNATURE_HEADER: self._world.signature(body)}, "body": body}
        for _ in range(2 if dice.chance(_NOTICE_DOUBLE) else 1):
            clock.after(dice.between(1, 200), lambda: self.call("webhooks", request))
        return True

    def _work_off_changes(self) -> None:
        queue = self._world.queues.by_name[CHANGES]
        if self._changes_running >= _CHANGES_AT_ONCE:
            return
        message = self._world.queues.take(queue)
        if message is None:
            return
        self._changes_running += 1
        actor = Actor("webhooks", self._world.clockwork.seconds + OTHER_SECONDS)

        def runs() -> None:
            try:
                answer = self._handled(Process(), "webhooks", worker_event(queue, [message]))
                if not answer["batchItemFailures"]:
                    self._world.queues.delete(queue, message.receipt)
            except MISTAKES:
                raise
            except Exception as error:  # noqa: BLE001 - as above
                self._world.history.note(actor, f"invocation fails: {type(error).__name__} {error}")
            finally:
                self._changes_running -= 1
                self._world.clockwork.after(0, self._work_off_changes)

        self._world.clockwork.spawn(actor, runs)
