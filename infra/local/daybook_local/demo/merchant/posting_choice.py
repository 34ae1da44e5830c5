"""How the merchant of a demonstration wants days posted: in which document, each location alone or all as one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from daybook_local.system.samples.sample import LoadedSample
from daybook_local.system.vendors.talech_control import TruthRow

DocumentKind = Literal["journal_entry", "invoice", "sales_receipt"]
Locations = Literal["separate", "combined"]
Taxes = Literal["lines", "quickbooks"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = ("journal_entry", "invoice", "sales_receipt")
LOCATIONS: tuple[Locations, ...] = ("separate", "combined")
TAXES: tuple[Taxes, ...] = ("lines", "quickbooks")
ALL_LOCATIONS = "all"


@dataclass(frozen=True, slots=True)
class PostingChoice:
    """In the words of `daybook choose`; the defaults are what a merchant has who chooses nothing.

    `taxes` are liability lines of the document, or QuickBooks' own, which need a sales form to carry their codes.
    """

    document: DocumentKind = "journal_entry"
    locations: Locations = "separate"
    taxes: Taxes = "lines"

    def __post_init__(self) -> None:
        """Refuse a document that cannot carry the taxes.

        Raises:
            ValueError: the text says what to choose.
        """
        if self.taxes == "quickbooks" and self.document == "journal_entry":
            raise ValueError(
                "--taxes quickbooks needs a sales form: a journal entry carries no tax codes and so cannot feed "
                "QuickBooks' tax return. Add --document sales_receipt or --document invoice "
                "(make demo TAXES=quickbooks DOCUMENT=sales_receipt), or leave out --taxes."
            )

    @property
    def is_default(self) -> bool:
        """Whether nothing need be chosen."""
        return self == AS_CONNECTED

    @property
    def uses_tax_codes(self) -> bool:
        """Whether documents feed QuickBooks' tax return."""
        return self.taxes == "quickbooks"

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
