"""The identity of a posting, from which document number and request id follow (docs/architecture.md 4)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.store_codes import digest_of

DOC_NUMBER_PREFIX = "TL"
_REQUEST_ID_LENGTH = 40
# 25 bits: about one merchant in a million has two locations with one code, and their private notes still differ.
_LOCATION_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class PostingKey:
    """`realm | business date | location or "all" | document kind | revision`.

    A revision is one content of the day's document. `part` marks a correction. `store_code` makes the number readable;
    stores that posted before there were codes have none, and keep the numbers that they had.
    """

    realm_id: str
    business_date: date
    location: str
    kind: DocumentKind
    revision: int
    part: str = ""
    store_code: str = ""

    def __str__(self) -> str:
        """The text that the request id is derived from."""
        text = f"{self.realm_id}|{self.business_date}|{self.location}|{self.kind}|{self.revision}"
        return f"{text}|{self.part}" if self.part else text

    def request_id(self, payload_hash: str, call: int) -> str:
        """First 40 hex digits of a SHA-256: QuickBooks allows 50 (docs/quickbooks.md 2.3).

        QuickBooks replays its first answer to a request id, also a refusal. So the id depends on the exact bytes (one
        id never has two bodies) and on the number of the call. After an answer was seen, the next call has another id;
        until then the worker sends the same bytes again under the same id.
        """
        return hashlib.sha256(f"{self}|{call}|{payload_hash}".encode()).hexdigest()[:_REQUEST_ID_LENGTH]

    @property
    def doc_number(self) -> str:
        """The document number: at most 21 characters, the same for every revision of a location's business date."""
        if self.store_code:
            number = f"{DOC_NUMBER_PREFIX}-{self.business_date:%y%m%d}-{self.store_code}"
        else:
            code = digest_of(self.location)[:_LOCATION_CODE_LENGTH]
            number = f"{DOC_NUMBER_PREFIX}-{self.business_date:%Y%m%d}-{code}"
        return f"{number}-{self.part}" if self.part else number
