"""The AWS services beside tables and queues: the key, the secrets, the schedules, calls from function to function."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from chaos.days.aws.aws_client import Door, InProcessClient


class InProcessKms(InProcessClient):
    """Encrypts by wrapping: what was encrypted in another context stays shut."""

    service = "kms"

    def encrypt(self, **asked: Any) -> dict[str, Any]:
        content = {"text": asked["Plaintext"].decode(), "context": asked["EncryptionContext"]}
        return self.call("Encrypt", {}, lambda: {"CiphertextBlob": json.dumps(content, sort_keys=True).encode()})

    def decrypt(self, **asked: Any) -> dict[str, Any]:
        def carry_out() -> dict[str, Any]:
            content = json.loads(asked["CiphertextBlob"])
            if content["context"] != asked["EncryptionContext"]:
                raise self.refusal("InvalidCiphertextException", "Decrypt")
            return {"Plaintext": content["text"].encode()}

        return self.call("Decrypt", {}, carry_out)


class InProcessSecrets(InProcessClient):
    """The app's own secrets, by id."""

    service = "secretsmanager"

    def __init__(self, door: Door, secrets: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(door)
        self._secrets = secrets

    def get_secret_value(self, **asked: Any) -> dict[str, Any]:
        text = json.dumps(self._secrets[asked["SecretId"]])
        return self.call("GetSecretValue", {}, lambda: {"SecretString": text})


class InProcessScheduler(InProcessClient):
    """Schedules by name; who fires them reads `schedules`."""

    service = "scheduler"
    errors = ("ResourceNotFoundException", "ConflictException")

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        self.schedules: dict[str, dict[str, Any]] = {}

    def get_schedule(self, **asked: Any) -> dict[str, Any]:
        return self.call("GetSchedule", asked, lambda: self._known(asked, "GetSchedule"))

    def create_schedule(self, **asked: Any) -> dict[str, Any]:
        def carry_out() -> dict[str, Any]:
            if asked["Name"] in self.schedules:
                raise self.refusal("ConflictException", "CreateSchedule")
            self.schedules[asked["Name"]] = asked
            return {}

        return self.call("CreateSchedule", asked, carry_out)

    def update_schedule(self, **asked: Any) -> dict[str, Any]:
        def carry_out() -> dict[str, Any]:
            self._known(asked, "UpdateSchedule")
            self.schedules[asked["Name"]] = asked
            return {}

        return self.call("UpdateSchedule", asked, carry_out)

    def delete_schedule(self, **asked: Any) -> dict[str, Any]:
        def carry_out() -> dict[str, Any]:
            self._known(asked, "DeleteSchedule")
            del self.schedules[asked["Name"]]
            return {}

        return self.call("DeleteSchedule", asked, carry_out)

    def _known(self, asked: dict[str, Any], operation: str) -> dict[str, Any]:
        if asked["Name"] not in self.schedules:
            raise self.refusal("ResourceNotFoundException", operation)
        return self.schedules[asked["Name"]]


class InProcessFunctions(InProcessClient):
    """Asynchronous calls of functions: `invoked` is handed what a caller sends."""

    service = "lambda"

    def __init__(self, door: Door, invoked: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(door)
        self._invoked = invoked

    def invoke(self, **asked: Any) -> dict[str, Any]:
        return self.call("Invoke", {}, lambda: self._invoked(json.loads(asked["Payload"])) or {"StatusCode": 202})
