"""The app's own secrets: its clients at Intuit and talech, the key of its cookies, what signs QuickBooks' notices."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from daybook.application.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

# A rotated secret is picked up by warm functions within this time.
KEPT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Who Daybook is to a vendor."""

    client_id: str
    client_secret: str = field(repr=False)


class AppSecrets:
    """Reads Secrets Manager and remembers the answer for five minutes."""

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
            # The text may hold a secret, so neither it nor the parser's error may travel on.
            raise ValueError(f"secret {secret_id} must be JSON with client_id and client_secret") from None

    def verifier_token(self, secret_id: str) -> str:
        """What QuickBooks signs its notices with; empty in a deployment that takes none.

        Raises:
            ValueError: the secret is not JSON with `verifier_token`.
        """
        try:
            token: str = json.loads(self.text(secret_id))["verifier_token"]
        except (json.JSONDecodeError, KeyError, TypeError):
            raise ValueError(f"secret {secret_id} must be JSON with verifier_token") from None
        return token

    def forget(self, secret_id: str) -> None:
        """Whoever takes the secret refuses it, so that it may have been rotated: the next reader asks AWS again."""
        self._known.pop(secret_id, None)

    def text(self, secret_id: str) -> str:
        """The secret as it is stored."""
        now = self._clock.now()
        text, read_at = self._known.get(secret_id, ("", now - KEPT_FOR))
        if now - read_at >= KEPT_FOR:
            text = self._secretsmanager.get_secret_value(SecretId=secret_id)["SecretString"]
            self._known[secret_id] = (text, now)
        return text
