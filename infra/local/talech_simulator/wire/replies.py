"""The shape every reply shares: a status of its own inside HTTP 200, and refusals outside it."""

from dataclasses import dataclass, field
from typing import Any

from talech_simulator.contract import SampleMerchant
from talech_simulator.shop.quirks import Quirks
from talech_simulator.shop.records import LocationRecords
from talech_simulator.world import World


class HttpRefusedError(Exception):
    """An answer with an HTTP status other than 200."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"HTTP {status}: {body}")
        self.status = status
        self.body = body


class CallRefusedError(Exception):
    """An answer with HTTP 200 whose `ResponseCode` says that the call was not understood."""

    def __init__(self, description: str, status_code: int = 400) -> None:
        super().__init__(description)
        self.description = description
        self.status_code = status_code


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated call: who asks, about which location, with which body."""

    world: World
    merchant: SampleMerchant
    body: dict[str, Any] = field(default_factory=dict)
    chosen: LocationRecords | None = None
    repeat_first_page: bool = False

    @property
    def records(self) -> LocationRecords:
        """The chosen location's records; calls that need one are refused earlier without it."""
        if self.chosen is None:
            raise HttpRefusedError(403, {"error": "location_required"})
        return self.chosen

    @property
    def quirks(self) -> Quirks:
        """How talech's figures are off."""
        return self.world.quirks


def answer(total: int = 0, **content: Any) -> dict[str, Any]:
    """A good reply."""
    return {"ResponseCode": response_code(200, "OK", total), **content}


def not_found(**content: Any) -> dict[str, Any]:
    """The reply to an empty search."""
    return {"ResponseCode": response_code(404, "records not found", 0), **content}


def response_code(status: int, description: str, total: int) -> dict[str, Any]:
    """The status a reply carries inside HTTP 200."""
    return {"statusCode": status, "desc": description, "totalCnt": total}
