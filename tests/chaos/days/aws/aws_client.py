"""What the clients of AWS services share here: the door that every call passes, and botocore's events and errors."""

from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Protocol

from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

_ENDPOINT = "https://aws.invalid"


class Door(Protocol):
    """Where the scheduler switches and faults strike: `doors.Doors`."""

    def aws(
        self, client: "InProcessClient", operation: str, asked: dict[str, Any], carry_out: Callable[[], Any]
    ) -> Any:
        """The answer of one call."""
        ...

    def sent(self, queues: Any, queue: Any, body: str) -> str:
        """The id of a message on its way into a queue."""
        ...


class Events:
    """The part of botocore's hooks that clients are watched by."""

    def __init__(self) -> None:
        self._handlers: defaultdict[str, list[Callable[..., object]]] = defaultdict(list)

    def register(self, name: str, handler: Callable[..., object], **_: object) -> None:
        """Call it at every such event of this client."""
        self._handlers[name.split(".", maxsplit=1)[0]].append(handler)

    def emit(self, name: str, **facts: Any) -> None:
        """Something has happened."""
        for handler in self._handlers[name]:
            handler(event_name=name, **facts)


class InProcessClient:
    """A client of one service; operations are its methods."""

    service = ""
    errors: tuple[str, ...] = ()

    def __init__(self, door: Door) -> None:
        self._door = door
        self.meta = SimpleNamespace(events=Events(), service_model=SimpleNamespace(service_name=self.service))
        named = {name: type(name, (ClientError,), {}) for name in self.errors}
        self.exceptions = SimpleNamespace(ClientError=ClientError, **named)

    def call(self, operation: str, asked: dict[str, Any], carry_out: Callable[[], Any]) -> Any:
        """Carry out through the door, and let the hooks see what came of it."""
        model = SimpleNamespace(name=operation, service_model=self.meta.service_model)
        try:
            answer = self._door.aws(self, operation, asked, carry_out)
        except ClientError as error:
            self.meta.events.emit("after-call", parsed=error.response, model=model, context={})
            raise
        except (EndpointConnectionError, ReadTimeoutError, ConnectionClosedError) as error:
            self.meta.events.emit("after-call-error", exception=error, context={}, model=model)
            raise
        return answer

    def refusal(self, code: str, operation: str, **more: Any) -> ClientError:
        """The error that a code is raised as."""
        kind = getattr(self.exceptions, code, ClientError)
        return kind({"Error": {"Code": code, "Message": "told by the store of this run"}, **more}, operation)


def unreachable() -> EndpointConnectionError:
    """The call never left."""
    return EndpointConnectionError(endpoint_url=_ENDPOINT)


def unanswered() -> ReadTimeoutError:
    """The call was sent; nobody knows more."""
    return ReadTimeoutError(endpoint_url=_ENDPOINT)


def cut() -> ConnectionClosedError:
    """The line was cut before the answer."""
    return ConnectionClosedError(endpoint_url=_ENDPOINT)
