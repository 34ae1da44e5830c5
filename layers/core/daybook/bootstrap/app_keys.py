"""The app's own keys as warm functions use them: read at every use, so that a rotated one counts within five minutes.

Nothing that is kept for the life of a process holds a secret: it holds one of these.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from daybook.adapters.aws.app_secrets import ClientCredentials
from daybook.bootstrap.environment import SESSION_SECRET_ID, setting
from daybook.bootstrap.foundation import secrets

App = TypeVar("App")


@dataclass(frozen=True, slots=True)
class AppRegistration(Generic[App]):
    """What Daybook is to a vendor, made of the keys in the vendor's secret."""

    secret_id: str
    made_of: Callable[[ClientCredentials], App]

    def current(self) -> App:
        """With the keys as they were read within the last five minutes."""
        return self.made_of(secrets().client_credentials(self.secret_id))

    def anew(self) -> App:
        """With the keys as they are stored now, because the vendor refuses those that were known."""
        secrets().forget(self.secret_id)
        return self.current()


def session_secret() -> str:
    """What signs the session cookies."""
    return secrets().text(setting(SESSION_SECRET_ID))
