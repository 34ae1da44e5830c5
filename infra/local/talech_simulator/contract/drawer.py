"""The cash drawer: lines of the optional `drawer.jsonl` (docs/talech.md 7.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

DrawerEventType = Literal["OPEN_SHIFT", "CLOSE_SHIFT", "PAY_IN", "PAY_OUT", "DROP", "NO_SALE", "TIP_PAYOUT"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerEvent:
    """Something that happened at the drawer apart from a sale."""

    id: Annotated[str, "Identifier of the event, unique within the folder."]
    location_id: Annotated[str, "Where it happened, one of merchant.json locations."]
    type: Annotated[DrawerEventType, "What happened."]
    at: Annotated[datetime, "When it happened, UTC, for example 2026-03-08T02:00:00Z."]
    amount_minor: Annotated[
        int, "Change of the cash in the drawer: positive for PAY_IN, negative for PAY_OUT, DROP, TIP_PAYOUT."
    ] = 0
    shift_id: Annotated[str | None, "The shift it belongs to, or null."] = None
    drawer: Annotated[str, "Name of the drawer."] = "Drawer 1"
    reason: Annotated[str, "What the cashier wrote, for example Ice."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerShift:
    """One shift of the drawer, counted when it closes."""

    id: Annotated[str, "Identifier of the shift, unique within the folder."]
    location_id: Annotated[str, "Where the drawer stands, one of merchant.json locations."]
    opened_at: Annotated[datetime, "When it was opened, UTC."]
    closed_at: Annotated[datetime | None, "When it was counted; null while open."] = None
    opening_minor: Annotated[int, "Cash in the drawer at the start."] = 0
    expected_minor: Annotated[int | None, "Cash the register expects at the end."] = None
    counted_minor: Annotated[int | None, "Cash counted at the end."] = None
    difference_minor: Annotated[int, "Counted minus expected: negative when cash is short."] = 0
