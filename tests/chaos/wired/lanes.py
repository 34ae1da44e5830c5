"""The queues of the running system: what still moves in them, and when it comes that only waits.

A worker that cannot finish a day hides its message for as long as it makes sense to wait. Once every message hides so,
nothing happens but that time passes, and a test may let it pass at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chaos.wired.wire import ALWAYS, Fault

LANES = ("Backfill", "LocationDay", "Reread")
_DUE, _HIDDEN, _DELAYED = (f"ApproximateNumberOfMessages{suffix}" for suffix in ("", "NotVisible", "Delayed"))
_ABOUT_TO_COME = timedelta(seconds=1)
"""A message so near its time may be with a worker by the time that it is counted."""
_COME_TOGETHER = timedelta(minutes=1)
"""Messages were hidden one after the other; one step of the clock brings out those of a minute, side by side."""
_DONE = 200


@dataclass(frozen=True)
class UnderWay:
    """Messages at one moment: `due`, `hidden`, and the instants until which workers have `put_off` those that hide."""

    due: int
    hidden: int
    put_off: tuple[datetime, ...]

    @property
    def is_nothing(self):
        return not (self.due or self.hidden)

    @property
    def only_waits(self):
        """Whether no worker has a message, or is about to: the others all wait for their time."""
        return not self.due and 0 < self.hidden == len(self.put_off)

    @property
    def some_come_at(self):
        return min(self.put_off) + _COME_TOGETHER


class Lanes:
    """The three queues of location-days. `delays` is what the worker asked them to wait, in seconds."""

    def __init__(self, system):
        self.delays = []
        self._system = system
        self._put_off = {}  # by the handle of the receipt, which every delivery changes

    def url(self, lane):
        return self._system.deployment.outputs[f"{lane}QueueUrl"]

    def now(self):
        """What is under way. A message that is put off while this counts still passes for one that a worker has."""
        soon = self._system.clock.now() + _ABOUT_TO_COME
        put_off = tuple(until for until in tuple(self._put_off.values()) if until > soon)
        counts = [self._counts(lane) for lane in LANES]
        due = sum(int(count[name]) for count in counts for name in (_DUE, _DELAYED))
        return UnderWay(due, sum(int(count[_HIDDEN]) for count in counts), put_off)

    def noting_what_is_put_off(self):
        """The fault, which is none: every wait that the worker asks for passes unchanged."""

        def note(exchange):
            asked, answer = exchange.call.json, exchange.forward()
            self.delays.append(asked["VisibilityTimeout"])
            if answer.status == _DONE:
                wait = timedelta(seconds=asked["VisibilityTimeout"])
                self._put_off[asked["ReceiptHandle"]] = self._system.clock.now() + wait
            return answer

        return Fault(lambda call: call.operation == "ChangeMessageVisibility", note, ALWAYS)

    def _counts(self, lane):
        ask = self._system.aws.sqs.get_queue_attributes
        return ask(QueueUrl=self.url(lane), AttributeNames=[_DUE, _HIDDEN, _DELAYED])["Attributes"]
