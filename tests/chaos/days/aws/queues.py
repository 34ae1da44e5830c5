"""SQS in the process, with the queues of the real template: visibility, receive counts, dead letters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from chaos.days.aws.aws_client import Door, InProcessClient
from chaos.days.clockwork import Clockwork
from daybook_local.aws.deployment.template_file import read_template

_QUEUES = Path(__file__).parents[4] / "infra" / "aws" / "queues.yaml"
_URL = "https://sqs.invalid/1/"
_ARN = "arn:aws:sqs:us-east-1:1:"


@dataclass(eq=False)
class Message:
    """One message; `receipt` is that of its last receive."""

    id: str
    body: str
    sent_at: float
    visible_at: float
    receives: int = 0
    receipt: str = ""


@dataclass(eq=False)
class Queue:
    """Messages in the order they were sent; `most_receives` 0 is a queue without dead letters."""

    name: str
    visibility: float
    most_receives: int = 0
    dead_letters: str = ""
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{_URL}{self.name}"

    @property
    def arn(self) -> str:
        return f"{_ARN}{self.name}"


class Queues:
    """Every queue, and whoever wants to hear that a message can be seen."""

    def __init__(self, clockwork: Clockwork) -> None:
        self._clockwork = clockwork
        template = read_template(_QUEUES)
        settings = {name: each["Default"] for name, each in template["Parameters"].items()}
        self.by_name = {
            name: _queue(name, resource.get("Properties", {}), settings)
            for name, resource in template["Resources"].items()
            if resource["Type"] == "AWS::SQS::Queue"
        }
        self.on_visible: dict[str, Callable[[], None]] = {}
        self._ids = count(1)

    def of_url(self, url: str) -> Queue:
        return self.by_name[url.rpartition("/")[2]]

    def send(self, queue: Queue, body: str, *, after: float = 0.0) -> str:
        now = self._clockwork.seconds
        message = Message(f"message-{next(self._ids)}", body, now, now + after)
        queue.messages[message.id] = message
        self._announce(queue, after)
        return message.id

    def take(self, queue: Queue, visibility: float | None = None) -> Message | None:
        """The next message that can be seen; one that was received too often becomes a dead letter on the way."""
        now = self._clockwork.seconds
        for message in list(queue.messages.values()):
            if message.visible_at > now:
                continue
            if queue.most_receives and message.receives >= queue.most_receives:
                del queue.messages[message.id]
                self.send(self.by_name[queue.dead_letters], message.body)
                continue
            hidden = queue.visibility if visibility is None else visibility
            message.receives += 1
            message.receipt = f"{message.id}/{message.receives}"
            message.visible_at = now + hidden
            self._announce(queue, hidden)
            return message
        return None

    def delete(self, queue: Queue, receipt: str) -> None:
        queue.messages.pop(receipt.partition("/")[0], None)

    def hide(self, queue: Queue, receipt: str, seconds: float) -> None:
        message = queue.messages.get(receipt.partition("/")[0])
        if message is not None:
            message.visible_at = self._clockwork.seconds + seconds
            self._announce(queue, seconds)

    def _announce(self, queue: Queue, after: float) -> None:
        hear = self.on_visible.get(queue.name)
        if hear is not None:
            self._clockwork.after(after, hear)


class InProcessSqs(InProcessClient):
    """The operations that the adapters use."""

    service = "sqs"

    def __init__(self, door: Door, queues: Queues) -> None:
        super().__init__(door)
        self.queues = queues

    def send_message(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])
        return self.call(
            "SendMessage", asked, lambda: {"MessageId": self._door.sent(self.queues, queue, asked["MessageBody"])}
        )

    def send_message_batch(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])

        def carry_out() -> dict[str, Any]:
            for entry in asked["Entries"]:
                self._door.sent(self.queues, queue, entry["MessageBody"])
            return {"Successful": [{"Id": entry["Id"]} for entry in asked["Entries"]]}

        return self.call("SendMessageBatch", asked, carry_out)

    def receive_message(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])

        def carry_out() -> dict[str, Any]:
            taken = [self.queues.take(queue, asked["VisibilityTimeout"]) for _ in range(asked["MaxNumberOfMessages"])]
            return {"Messages": [_received(message) for message in taken if message is not None]}

        return self.call("ReceiveMessage", asked, carry_out)

    def delete_message(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])
        return self.call("DeleteMessage", asked, lambda: self.queues.delete(queue, asked["ReceiptHandle"]) or {})

    def change_message_visibility(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])
        return self.call(
            "ChangeMessageVisibility",
            asked,
            lambda: self.queues.hide(queue, asked["ReceiptHandle"], asked["VisibilityTimeout"]) or {},
        )

    def change_message_visibility_batch(self, **asked: Any) -> dict[str, Any]:
        queue = self.queues.of_url(asked["QueueUrl"])

        def carry_out() -> dict[str, Any]:
            for entry in asked["Entries"]:
                self.queues.hide(queue, entry["ReceiptHandle"], entry["VisibilityTimeout"])
            return {"Successful": [{"Id": entry["Id"]} for entry in asked["Entries"]]}

        return self.call("ChangeMessageVisibilityBatch", asked, carry_out)


def _queue(name: str, properties: dict[str, Any], settings: dict[str, Any]) -> Queue:
    redrive = properties.get("RedrivePolicy", {})
    target = redrive.get("deadLetterTargetArn", {}).get("Fn::GetAtt", [""])
    dead_letters = (target if isinstance(target, str) else target[0]).partition(".")[0]
    most = int(_value(redrive.get("maxReceiveCount", 0), settings))
    return Queue(name, float(_value(properties.get("VisibilityTimeout", 30), settings)), most, dead_letters)


def _value(given: Any, settings: dict[str, Any]) -> Any:
    return settings[given["Ref"]] if isinstance(given, dict) else given


def _received(message: Message) -> dict[str, Any]:
    return {
        "MessageId": message.id,
        "ReceiptHandle": message.receipt,
        "Body": message.body,
        "Attributes": {
            "SentTimestamp": str(int(message.sent_at * 1000)),
            "ApproximateReceiveCount": str(message.receives),
        },
    }
