"""What a fake company holds: documents, payments, versions, closed periods and bank deposits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sales_forms import Document, SalesForm, TenderPayment
from daybook.domain.sync import PostedDocument, PostedPart

RECEIVABLE = "receivable"
_FIRST_ID = 100


@dataclass(frozen=True, slots=True)
class PaymentWrite:
    """One write of a batch of payments; `part` is what stands, `payment` what shall stand."""

    operation: str
    key: str
    payment: TenderPayment | None = None
    part: PostedPart | None = None

    def __str__(self) -> str:
        return f"{self.operation} {self.key} {self.part.sync_token if self.part else 'new'}"


@dataclass(slots=True)
class StoredDocument:
    content: Document
    version: int = 0


@dataclass(slots=True)
class StoredPayment:
    invoice_id: str
    key: str
    content: TenderPayment
    version: int = 0


def payment_writes(form: SalesForm, standing: Sequence[PostedPart], *, refresh: bool) -> list[PaymentWrite]:
    """What makes the payments that stand equal to those of a form."""
    parts = {part.key: part for part in standing}
    wanted = _by_key(form)
    writes = [PaymentWrite("delete", key, part=part) for key, part in parts.items() if key not in wanted]
    for key, payment in wanted.items():
        part = parts.get(key)
        if part is None:
            writes.append(PaymentWrite("create", key, payment))
        elif refresh or part.total_minor != payment.amount_minor:
            writes.append(PaymentWrite("update", key, payment, part))
    return writes


def touched(document_id: str) -> NeedsAttentionError:
    """A person was there."""
    return NeedsAttentionError(HoldReason.TOUCHED_IN_QUICKBOOKS, f"a person changed {document_id} in QuickBooks")


@dataclass(slots=True)
class FakeBooks:
    """The state. A refused write changes nothing."""

    documents: dict[str, StoredDocument] = field(default_factory=dict)
    payments: dict[str, StoredPayment] = field(default_factory=dict)
    closed_through: date | None = None
    in_deposit: set[str] = field(default_factory=set)
    inactive_accounts: set[str] = field(default_factory=set)
    payment_failure: tuple[int, Exception] | None = None
    _last_id: int = _FIRST_ID

    @property
    def effect(self) -> Mapping[str, int]:
        totals: Counter[str] = Counter()
        for stored in self.documents.values():
            totals.update(stored.content.effect)
            if isinstance(stored.content, SalesForm) and stored.content.kind is DocumentKind.INVOICE:
                totals[RECEIVABLE] += stored.content.total_minor
                for payment in stored.content.payments:
                    totals[payment.account_id] -= payment.amount_minor
        for payment in self.payments.values():
            totals[payment.content.account_id] += payment.content.amount_minor
            totals[RECEIVABLE] -= payment.content.amount_minor
        return {account: minor for account, minor in totals.items() if minor}

    def touch(self, document_id: str) -> None:
        stored = self.documents.get(document_id) or self.payments[document_id]
        stored.version += 1

    def create(self, document: Document) -> PostedDocument:
        self._check_open(document)
        document_id = self._new_id()
        self.documents[document_id] = StoredDocument(document)
        return self._posted(document_id)

    def replace(self, posted: PostedDocument, document: Document) -> PostedDocument:
        stored = self.documents.get(posted.id)
        if stored is None:
            raise touched(posted.id)
        if str(stored.version) != posted.sync_token:
            if _same(stored.content, document):
                return self._posted(posted.id)
            raise touched(posted.id)
        self._check_not_deposited(posted.id)
        self._check_open(stored.content, document)
        stored.content = document
        stored.version += 1
        return self._posted(posted.id)

    def check_untouched(self, posted: PostedDocument) -> None:
        stored = self.documents.get(posted.id)
        if stored is not None and str(stored.version) != posted.sync_token:
            raise touched(posted.id)

    def delete(self, posted: PostedDocument) -> None:
        stored = self.documents.get(posted.id)
        if stored is None:
            return
        self.check_untouched(posted)
        self._check_not_deposited(posted.id)
        self._check_open(stored.content)
        del self.documents[posted.id]

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        for document_id, stored in self.documents.items():
            if stored.content.kind is kind and stored.content.doc_number == doc_number:
                return replace(self._posted(document_id), parts=self._parts(document_id))
        return None

    def write_payments(
        self, invoice: PostedDocument, writes: Sequence[PaymentWrite]
    ) -> tuple[tuple[PostedPart, ...], list[RetriableError | NeedsAttentionError]]:
        """The payments that stand afterwards, as far as the caller can know them, and what was refused."""
        parts = {part.key: part for part in invoice.parts}
        errors: list[RetriableError | NeedsAttentionError] = []
        failure, self.payment_failure = self.payment_failure, None
        for place, write in enumerate(writes):
            try:
                if failure is not None and place >= failure[0]:
                    raise failure[1]
                part = self._write_payment(invoice.id, write)
            except (RetriableError, NeedsAttentionError) as error:
                errors.append(error)
                continue
            parts.pop(write.key, None)
            if part is not None:
                parts[write.key] = part
        return tuple(parts.values()), errors

    def _write_payment(self, invoice_id: str, write: PaymentWrite) -> PostedPart | None:
        if write.payment is None:
            return self._delete_payment(write)
        if write.payment.account_id in self.inactive_accounts:
            raise NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, f"account {write.payment.account_id} is inactive")
        if write.part is None:
            return self._part(self._payment_id(invoice_id, write.key) or self._create_payment(invoice_id, write))
        stored = self.payments.get(write.part.id)
        if stored is None:
            raise touched(write.part.id)
        if stored.content != write.payment or str(stored.version) == write.part.sync_token:
            self._check_payment(write.part, stored)
            stored.content = write.payment
            stored.version += 1
        return self._part(write.part.id)

    def _create_payment(self, invoice_id: str, write: PaymentWrite) -> str:
        assert write.payment is not None
        payment_id = self._new_id()
        self.payments[payment_id] = StoredPayment(invoice_id, write.key, write.payment)
        return payment_id

    def _delete_payment(self, write: PaymentWrite) -> None:
        stored = self.payments.get(write.part.id) if write.part else None
        if write.part is None or stored is None:
            return
        self._check_payment(write.part, stored)
        del self.payments[write.part.id]

    def _check_payment(self, part: PostedPart, stored: StoredPayment) -> None:
        if str(stored.version) != part.sync_token:
            raise touched(part.id)
        self._check_not_deposited(part.id)

    def _check_not_deposited(self, document_id: str) -> None:
        if document_id in self.in_deposit:
            raise NeedsAttentionError(HoldReason.IN_BANK_DEPOSIT, f"{document_id} is part of a bank deposit")

    def _check_open(self, *documents: Document) -> None:
        if self.closed_through and any(document.business_date <= self.closed_through for document in documents):
            raise NeedsAttentionError(HoldReason.CLOSED_PERIOD, f"the books are closed through {self.closed_through}")

    def _posted(self, document_id: str) -> PostedDocument:
        stored = self.documents[document_id]
        content = stored.content
        return PostedDocument(content.kind, document_id, str(stored.version), content.doc_number, content.total_minor)

    def _parts(self, invoice_id: str) -> tuple[PostedPart, ...]:
        return tuple(self._part(key) for key, payment in self.payments.items() if payment.invoice_id == invoice_id)

    def _part(self, payment_id: str) -> PostedPart:
        stored = self.payments[payment_id]
        return PostedPart(stored.key, payment_id, str(stored.version), stored.content.amount_minor)

    def _payment_id(self, invoice_id: str, key: str) -> str | None:
        stored = self.payments.items()
        return next((i for i, payment in stored if (payment.invoice_id, payment.key) == (invoice_id, key)), None)

    def _new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)


def _by_key(form: SalesForm) -> dict[str, TenderPayment]:
    keyed: dict[str, TenderPayment] = {}
    for payment in form.payments:
        key = f"{payment.tender}|{payment.location_id}"
        keyed[key if key not in keyed else f"{key}|{len(keyed)}"] = payment
    return keyed


def _same(stored: Document, wanted: Document) -> bool:
    return replace(stored, private_note="") == replace(wanted, private_note="")
