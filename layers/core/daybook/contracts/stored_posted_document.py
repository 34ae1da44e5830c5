"""A document as QuickBooks returned it, in the rows that remember it: the sync record and the proof."""

from typing import Self

from daybook.contracts.contract import Contract
from daybook.domain.documents import DocumentKind
from daybook.domain.posted_documents import PostedDocument, PostedPart


class StoredPostedPart(Contract):
    """A payment that belongs to an invoice; `total_minor` in minor units."""

    key: str
    id: str
    sync_token: str
    total_minor: int
    body_hash: str = ""

    @classmethod
    def of(cls, part: PostedPart) -> Self:
        """The stored form."""
        return cls(
            key=part.key,
            id=part.id,
            sync_token=part.sync_token,
            total_minor=part.total_minor,
            body_hash=part.body_hash,
        )

    def to_domain(self) -> PostedPart:
        """The domain's form."""
        return PostedPart(self.key, self.id, self.sync_token, self.total_minor, self.body_hash)


class StoredPostedDocument(Contract):
    """The document as QuickBooks returned it; `total_minor` in minor units."""

    kind: DocumentKind
    id: str
    sync_token: str
    doc_number: str
    total_minor: int
    intuit_tid: str
    parts: tuple[StoredPostedPart, ...] = ()
    body_hash: str = ""
    payments_hash: str = ""
    stored_hash: str = ""

    @classmethod
    def of(cls, document: PostedDocument) -> Self:
        """The stored form."""
        return cls(
            kind=document.kind,
            id=document.id,
            sync_token=document.sync_token,
            doc_number=document.doc_number,
            total_minor=document.total_minor,
            intuit_tid=document.intuit_tid,
            parts=tuple(StoredPostedPart.of(part) for part in document.parts),
            body_hash=document.body_hash,
            payments_hash=document.payments_hash,
            stored_hash=document.stored_hash,
        )

    def to_domain(self) -> PostedDocument:
        """The domain's form."""
        return PostedDocument(
            kind=self.kind,
            id=self.id,
            sync_token=self.sync_token,
            doc_number=self.doc_number,
            total_minor=self.total_minor,
            intuit_tid=self.intuit_tid,
            parts=tuple(part.to_domain() for part in self.parts),
            body_hash=self.body_hash,
            payments_hash=self.payments_hash,
            stored_hash=self.stored_hash,
        )
