"""The cash drawer: lines of the optional `drawer.jsonl` (docs/talech.md 7.3)."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from talech_simulator.contract.codec import RECORD, Instant

DrawerEventType = Literal["OPEN_SHIFT", "CLOSE_SHIFT", "PAY_IN", "PAY_OUT", "DROP", "NO_SALE", "TIP_PAYOUT"]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerEvent:
    """Something that happened at the drawer apart from a sale."""

    id: Annotated[str, Field(description="Identifier of the event, unique within the folder.")]
    location_id: Annotated[str, Field(description="Where it happened, one of merchant.json locations.")]
    type: Annotated[DrawerEventType, Field(description="What happened.")]
    at: Annotated[Instant, Field(description="When it happened, UTC, for example 2026-03-08T02:00:00Z.")]
    amount_minor: Annotated[
        StrictInt,
        Field(
            description="Change of the cash in the drawer: positive for PAY_IN, negative for PAY_OUT, DROP, TIP_PAYOUT."
        ),
    ] = 0
    shift_id: Annotated[str | None, Field(description="The shift it belongs to, or null.")] = None
    drawer: Annotated[str, Field(description="Name of the drawer.")] = "Drawer 1"
    reason: Annotated[str, Field(description="What the cashier wrote, for example Ice.")] = ""


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerShift:
    """One shift of the drawer, counted when it closes."""

    id: Annotated[str, Field(description="Identifier of the shift, unique within the folder.")]
    location_id: Annotated[str, Field(description="Where the drawer stands, one of merchant.json locations.")]
    opened_at: Annotated[Instant, Field(description="When it was opened, UTC.")]
    closed_at: Annotated[Instant | None, Field(description="When it was counted; null while open.")] = None
    opening_minor: Annotated[StrictInt, Field(description="Cash in the drawer at the start.")] = 0
    expected_minor: Annotated[StrictInt | None, Field(description="Cash the register expects at the end.")] = None
    counted_minor: Annotated[StrictInt | None, Field(description="Cash counted at the end.")] = None
    difference_minor: Annotated[
        StrictInt, Field(description="Counted minus expected: negative when cash is short.")
    ] = 0
