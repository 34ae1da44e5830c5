"""Gives the app's own keys to warm functions, which use a rotated key within five minutes.

Objects that a process keeps hold one of these and not the secret itself.
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
    """The app's registration at a vendor, made from the keys in the vendor's secret."""

    secret_id: str
    made_of: Callable[[ClientCredentials], App]

    def current(self) -> App:
        """The registration with keys read within the last five minutes."""
        return self.made_of(secrets().client_credentials(self.secret_id))

    def anew(self) -> App:
        """The registration with newly read keys, because the vendor refused the cached ones."""
        secrets().forget(self.secret_id)
        return self.current()


def session_secret() -> str:
    """The key that signs the session cookies."""
    return secrets().text(setting(SESSION_SECRET_ID))
