"""How the merchant of a demonstration wants days posted: in which document, each location alone or all as one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from daybook_local.system.sample import LoadedSample
from daybook_local.system.talech_control import TruthRow

DocumentKind = Literal["journal_entry", "invoice", "sales_receipt"]
Locations = Literal["separate", "combined"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = ("journal_entry", "invoice", "sales_receipt")
LOCATIONS: tuple[Locations, ...] = ("separate", "combined")
ALL_LOCATIONS = "all"


@dataclass(frozen=True, slots=True)
class PostingChoice:
    """In the words of `daybook choose`; the defaults are what a merchant has who chooses nothing."""

    document: DocumentKind = "journal_entry"
    locations: Locations = "separate"

    @property
    def is_default(self) -> bool:
        """Whether nothing need be chosen."""
        return self == AS_CONNECTED

    def places(self, sample: LoadedSample) -> list[str]:
        """What a business date has a record for: every location, or `all` of them as one."""
        return [ALL_LOCATIONS] if self.locations == "combined" else sample.location_ids

    def place_of(self, location_id: str) -> str:
        """The record that a location's figures belong to."""
        return ALL_LOCATIONS if self.locations == "combined" else location_id

    def placed(self, truth: Iterable[TruthRow]) -> list[TruthRow]:
        """talech's truth under the places where it is posted."""
        return [replace(row, location=self.place_of(row.location)) for row in truth]


AS_CONNECTED = PostingChoice()
