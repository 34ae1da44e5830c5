"""The doors to everything outside: every call of every port passes one, and there the scheduler switches.

What happens to a call is decided by `Dice`; here it is carried out. Who is dead, or has been running too long, passes
no door any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from chaos.days.aws import aws_client
from chaos.days.aws.aws_client import InProcessClient
from chaos.days.aws.queues import Queue, Queues
from chaos.days.clockwork import Actor, Clockwork
from chaos.days.dice import Dice, Fault
from chaos.days.judging.history import History

_THROTTLES = {"dynamodb": "ProvisionedThroughputExceededException", "sqs": "RequestThrottled"}
# What a write of a record says, for the trace.
_TOLD = frozenset({":state", ":reason", ":message", ":open_work", ":revision", ":directives_done", ":content_hash"})
_FAILURES = {"dynamodb": "InternalServerError", "kms": "KMSInternalException", "sqs": "ServiceUnavailable"}


class OnTheWay(Protocol):
    """What calls travel through."""

    @property
    def clockwork(self) -> Clockwork: ...
    @property
    def dice(self) -> Dice: ...
    @property
    def history(self) -> History: ...


def travel(world: OnTheWay, actor: Actor) -> None:
    """Let a call, or its answer, travel; one that takes too long can end its sender, and is a fault of its day."""
    seconds, fault = world.dice.way()
    if fault is not None:
        world.history.note(actor, f"travels {seconds:.0f} seconds", fault)
    world.clockwork.pause(seconds)


@dataclass(frozen=True)
class Doors:
    """Every call of every port."""

    clockwork: Clockwork
    dice: Dice
    history: History

    def aws(self, client: InProcessClient, operation: str, asked: dict[str, Any], carry_out: Callable[[], Any]) -> Any:
        """One call of an AWS service."""
        actor = self.clockwork.actor
        if actor is None:
            return carry_out()
        travel(self, actor)
        fault = self.dice.aws_fault(actor, client.service, operation, asked)
        self.history.note(actor, f"{client.service} {operation}{_about(asked)}", fault)
        if fault is Fault.CRASH_BEFORE:
            self.clockwork.kill(actor)
        if fault is Fault.UNSENT:
            self.clockwork.pause(self.dice.between(0.1, 8))
            raise aws_client.unreachable()
        if (code := _code(fault, client.service)) is not None:
            raise client.refusal(code, operation)
        answer = carry_out()
        if fault is Fault.CRASH_AFTER:
            self.clockwork.kill(actor)
        if fault is Fault.LOST:
            self.clockwork.pause(self.dice.between(1, 45))
            raise aws_client.cut() if self.dice.chance(0.5) else aws_client.unanswered()
        if fault is Fault.LOST_AND_REPEATED:
            # The SDK's own retry: the first answer is lost, the second is seen.
            self.clockwork.pause(self.dice.between(0.1, 12))
            answer = carry_out()
        travel(self, actor)
        return answer

    def sent(self, queues: Queues, queue: Queue, body: str) -> str:
        """A message on its way into a queue: it may be lost, late or double."""
        deliveries = self.dice.deliveries(self.clockwork.actor, queue.name)
        if not deliveries:
            self.history.never_arrives(body)
        for after in deliveries:
            queues.send(queue, body, after=after)
        return "sent"


def _about(asked: dict[str, Any]) -> str:
    """The row that a call is about, for the trace."""
    key = asked.get("Key") or asked.get("Item")
    if not key:
        return ""
    named = [str(next(iter(key[name].values()))) for name in ("pk", "sk", "merchant_id", "day") if name in key]
    more = asked.get("UpdateExpression", "")
    told = {name: value for name, value in asked.get("ExpressionAttributeValues", {}).items() if name in _TOLD}
    what = " ".join(f"{name[1:]}={next(iter(value.values()))}" for name, value in told.items()) or more[:60]
    return f" {asked.get('TableName', '')} {' '.join(named)} {what}"


def _code(fault: Fault | None, service: str) -> str | None:
    """What a service answers in the place of an answer."""
    match fault:
        case Fault.THROTTLED:
            return _THROTTLES.get(service, "ThrottlingException")
        case Fault.FAILED:
            return _FAILURES.get(service, "InternalFailure")
        case Fault.DENIED:
            return "AccessDeniedException"
        case Fault.CONFLICT:
            return "TransactionConflictException"
    return None
