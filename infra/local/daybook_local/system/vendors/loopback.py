"""JSON over HTTP to the parts on loopback, past any proxy of the machine."""

from http import HTTPStatus
from typing import Any

import requests

_TIMEOUT_SECONDS = 60.0


class ControlError(RuntimeError):
    """A part of the local system refused a request or did not answer."""


class RefusedError(ControlError):
    """A part understood a request and said no: it asks for something that is not there."""


class Loopback:
    """One part's address. Not shared between threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False
        # A server ends an idle connection after some seconds, perhaps just when a call is sent over it.
        self._session.headers["Connection"] = "close"

    def get(self, path: str, **query: str | list[str]) -> Any:
        """The JSON a path answers with."""
        return self._json("GET", path, params=query)

    def post(self, path: str, body: object) -> Any:
        """The JSON a path answers a body with."""
        return self._json("POST", path, json=body)

    def delete(self, path: str) -> Any:
        """The JSON a path answers with once what it holds is gone."""
        return self._json("DELETE", path)

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()

    def _json(self, method: str, path: str, **request: Any) -> Any:
        try:
            answer = self._session.request(method, f"{self.url}{path}", timeout=_TIMEOUT_SECONDS, **request)
        except requests.RequestException as error:
            raise ControlError(f"{method} {self.url}{path}: no answer ({type(error).__name__})") from error
        if not answer.ok:
            words = f"{method} {self.url}{path}: HTTP {answer.status_code}: {answer.text[:500]}"
            raise (ControlError if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else RefusedError)(words)
        return answer.json()
