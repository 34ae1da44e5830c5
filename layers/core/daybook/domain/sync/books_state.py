"""What the books hold of a location-day, as far as answers of QuickBooks were seen."""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.posted_documents import PostedDocument, versions_of


class OpenWork(StrEnum):
    """Work that a worker began and did not finish, although it saw every answer.

    `partly`: only a part of the change is done (an invoice lacks payments, or the old document is removed and the new
    one is not written). `unproved`: the books are as wanted, but the proof is not stored.
    """

    PARTLY = "partly"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class BooksState:
    """The content of the books for a day, according to the answers of QuickBooks that workers saw.

    `revision` counts the contents of its documents, `calls` the calls with a seen answer, so that the next call has
    another request id. `content_hash` (figures) and `lines_hash` (figures with their accounts) are those of the last
    completed change. `deltas` are entries in a later period that correct a day of a closed period. `intent` is the one
    call without a seen answer.
    """

    revision: int = 0
    document: PostedDocument | None = None
    deltas: tuple[PostedDocument, ...] = ()
    content_hash: str = ""
    lines_hash: str = ""
    intent: Intent | None = None
    open_work: OpenWork | None = None
    calls: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the books have no document of the day."""
        return self.document is None and not self.deltas

    @property
    def is_overtaken(self) -> bool:
        """Whether a person changed the day's document: its content is not on record, and no earlier proof tells it."""
        return self.document is not None and not self.document.body_hash and not self.content_hash

    @property
    def documents(self) -> tuple[PostedDocument, ...]:
        """The day's own document, then its corrections."""
        return tuple(each for each in (self.document, *self.deltas) if each is not None)

    @property
    def kept_edit(self) -> PostedDocument | None:
        """The first document that a person edited and chose to keep."""
        return next((document for document in self.documents if document.is_kept_edit), None)

    def version_of(self, document_id: str) -> str | None:
        """The version in which Daybook left a document or payment of the day; None if it is not of the day."""
        return versions_of(self.documents).get(document_id)


EMPTY_BOOKS = BooksState()
