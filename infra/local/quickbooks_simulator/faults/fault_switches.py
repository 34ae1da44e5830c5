"""Faults on demand: what a test or an operator can make QuickBooks do wrong, a given number of times."""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Literal, get_args

FaultName = Literal[
    "drop_connection",
    "drop_connection_after_commit",
    "http_500",
    "http_503",
    "slow",
    "timeout",
    "throttle",
    "xml_429",
    "json_429",
    "expire_access_tokens",
    "revoke",
    "fault_code",
    "gateway_code",
    "xml_code",
    "html",
    "oauth_error",
]

TOKEN_PATH = "oauth2/v1/tokens/bearer"

FAULT_NAMES: frozenset[str] = frozenset(get_args(FaultName))


@dataclass(slots=True)
class FaultSwitch:
    """One armed fault.

    `path` is a pattern over the part of the URL after the realm (`journalentry`, `batch`, `*`); the token endpoint is
    hit only when it is named in full (`oauth2/v1/tokens/bearer`).

    `status` is the HTTP status of a `fault_code`, `gateway_code`, `xml_code`, `html` or `oauth_error`; without it each
    has its usual one. The real service sends 120 and 3100 with 500 as well as with 403. For `oauth_error` the `code` is
    the error's word, like `invalid_grant`.
    """

    fault: str
    path: str = "*"
    times: int = 1
    realm: str | None = None
    code: str = "6000"
    status: int | None = None
    seconds: float = 1.0
    after_commit: bool = False

    def concerns(self, realm: str, path: str) -> bool:
        """Whether the fault applies to a call and has not been used up."""
        pattern = self.path.strip("/").lower()
        fits = path == pattern if path == TOKEN_PATH else fnmatch(path, pattern)
        return self.times > 0 and self.realm in (None, realm) and fits


@dataclass(slots=True)
class FaultSwitches:
    """The armed faults, oldest first."""

    armed: list[FaultSwitch] = field(default_factory=list)

    def arm(self, switch: FaultSwitch) -> None:
        """Add a fault.

        Raises:
            ValueError: the simulator does not know the fault.
        """
        if switch.fault not in FAULT_NAMES:
            raise ValueError(f"unknown fault {switch.fault!r}, known are {sorted(FAULT_NAMES)}")
        self.armed.append(switch)

    def take(self, realm: str, path: str) -> FaultSwitch | None:
        """The first fault that concerns a call; it is used up by one."""
        for switch in self.armed:
            if switch.concerns(realm, path.strip("/").lower()):
                switch.times -= 1
                return switch
        return None

    def clear(self) -> None:
        """Disarm everything."""
        self.armed.clear()
