"""Reads the app's own secrets: client keys at Intuit and talech, cookie key, verifier of QuickBooks' notices."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from daybook.application.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

# Warm functions use a rotated secret within this time.
KEPT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Daybook's client id and secret at a vendor."""

    client_id: str
    client_secret: str = field(repr=False)


class AppSecrets:
    """Reads Secrets Manager and keeps the answer for five minutes."""

    def __init__(self, secretsmanager: "SecretsManagerClient", clock: Clock) -> None:
        self._secretsmanager = secretsmanager
        self._clock = clock
        self._known: dict[str, tuple[str, datetime]] = {}

    def client_credentials(self, secret_id: str) -> ClientCredentials:
        """A vendor's secret.

        Raises:
            ValueError: the secret is not JSON with `client_id` and `client_secret`.
        """
        try:
            content = json.loads(self.text(secret_id))
            return ClientCredentials(content["client_id"], content["client_secret"])
        except (json.JSONDecodeError, KeyError, TypeError):
            # The text may contain a secret, so neither it nor the parser's error may be raised.
            raise ValueError(f"secret {secret_id} must be JSON with client_id and client_secret") from None

    def verifier_token(self, secret_id: str) -> str:
        """The token with which QuickBooks signs its notices; empty in a deployment without notices.

        Raises:
            ValueError: the secret is not JSON with `verifier_token`.
        """
        try:
            token: str = json.loads(self.text(secret_id))["verifier_token"]
        except (json.JSONDecodeError, KeyError, TypeError):
            raise ValueError(f"secret {secret_id} must be JSON with verifier_token") from None
        return token

    def forget(self, secret_id: str) -> None:
        """Forget the secret because a vendor refused it: it may have been rotated, so the next read asks AWS."""
        self._known.pop(secret_id, None)

    def text(self, secret_id: str) -> str:
        """The stored text of the secret."""
        now = self._clock.now()
        text, read_at = self._known.get(secret_id, ("", now - KEPT_FOR))
        if now - read_at >= KEPT_FOR:
            text = self._secretsmanager.get_secret_value(SecretId=secret_id)["SecretString"]
            self._known[secret_id] = (text, now)
        return text
