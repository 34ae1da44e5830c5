"""The proof of a posted location-day as ProofTable keeps it."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier
from daybook.contracts.stored_mapping import StoredTaxCode
from daybook.contracts.stored_posted_document import StoredPostedDocument
from daybook.contracts.stored_sales_day import StoredSalesDay
from daybook.domain.books import BooksId
from daybook.domain.fingerprint import UNVERSIONED
from daybook.domain.posting import PostingLine
from daybook.domain.proof import Proof, ProofField
from daybook.domain.roles import role_from_text
from daybook.domain.sync import LocationDay


def _checked(role_text: str) -> str:
    role_from_text(role_text)
    return role_text


class StoredProofField(Contract):
    """One control field of one location in minor units; no `talech_minor` where talech's report lacks the field."""

    location_id: str
    field: str
    talech_minor: int | None = None
    sales_day_minor: int
    document_minor: int

    @classmethod
    def of(cls, field: ProofField) -> Self:
        """The stored form."""
        return cls(
            location_id=field.location_id,
            field=field.field,
            talech_minor=field.talech_minor,
            sales_day_minor=field.sales_day_minor,
            document_minor=field.document_minor,
        )

    def to_domain(self) -> ProofField:
        """The domain's form."""
        return ProofField(self.location_id, self.field, self.talech_minor, self.sales_day_minor, self.document_minor)


class StoredPostingLine(Contract):
    """One amount on one account, debits positive, in minor units; `role` is its text form."""

    role: Annotated[str, AfterValidator(_checked)]
    amount_minor: int
    memo: str
    location_id: str
    account_id: str
    customer_id: str | None = None
    is_payment: bool = False
    tax_set: str = ""
    figure: str = ""

    @classmethod
    def of(cls, line: PostingLine) -> Self:
        """The stored form."""
        return cls(
            role=str(line.role),
            amount_minor=line.amount_minor,
            memo=line.memo,
            location_id=line.location_id,
            account_id=line.account_id,
            customer_id=line.customer_id,
            is_payment=line.is_payment,
            tax_set=line.tax_set,
            figure=line.figure,
        )

    def to_domain(self) -> PostingLine:
        """The domain's form."""
        return PostingLine(
            role=role_from_text(self.role),
            amount_minor=self.amount_minor,
            memo=self.memo,
            location_id=self.location_id,
            account_id=self.account_id,
            customer_id=self.customer_id,
            is_payment=self.is_payment,
            tax_set=self.tax_set,
            figure=self.figure,
        )


class StoredProof(Contract):
    """What the books hold of a location-day, and why that is right.

    `tax_codes` are those that its documents carry; no such field in proofs from before they were recorded. Without
    `hash_version` the proof's hash is as it was before hashes had a version.
    """

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    business_date: date
    location: Identifier
    revision: int
    currency: str
    documents: tuple[StoredPostedDocument, ...]
    fields: tuple[StoredProofField, ...]
    lines: tuple[StoredPostingLine, ...]
    sales_days: tuple[StoredSalesDay, ...]
    tax_codes: tuple[StoredTaxCode, ...] | None = None
    hash_version: int = UNVERSIONED

    @classmethod
    def of(cls, proof: Proof) -> Self:
        """The stored form."""
        codes = None if proof.tax_codes is None else sorted(proof.tax_codes.items())
        return cls(
            merchant_id=proof.day.merchant_id,
            business_date=proof.day.business_date,
            location=proof.day.location,
            revision=proof.revision,
            currency=proof.currency,
            documents=tuple(StoredPostedDocument.of(document) for document in proof.documents),
            fields=tuple(StoredProofField.of(field) for field in proof.fields),
            lines=tuple(StoredPostingLine.of(line) for line in proof.lines),
            sales_days=tuple(StoredSalesDay.of(day) for day in proof.sales_days),
            tax_codes=None if codes is None else tuple(StoredTaxCode.of(tax_set, code) for tax_set, code in codes),
            hash_version=proof.hash_version,
        )

    def to_domain(self) -> Proof:
        """The domain's form."""
        return Proof(
            day=LocationDay(BooksId(self.merchant_id), self.business_date, self.location),
            revision=self.revision,
            currency=self.currency,
            documents=tuple(document.to_domain() for document in self.documents),
            fields=tuple(field.to_domain() for field in self.fields),
            lines=tuple(line.to_domain() for line in self.lines),
            sales_days=tuple(day.to_domain() for day in self.sales_days),
            tax_codes=None if self.tax_codes is None else {code.tax_set: code.to_domain() for code in self.tax_codes},
            hash_version=self.hash_version,
        )
