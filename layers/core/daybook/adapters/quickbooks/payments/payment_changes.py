"""Decides which payments of an invoice to write, and in which order, so that they equal those of its form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from daybook.adapters.quickbooks.http.batches import BATCH_SIZE, BatchItem
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.rendered import PAYMENT, keyed_payments, payment_bodies
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.money import to_minor
from daybook.domain.posting.posted_documents import NO_PAYMENTS, PostedPart, payments_hash_of
from daybook.domain.posting.sales_forms import Document, SalesForm

CREATE, UPDATE, DELETE = "create", "update", "delete"


@dataclass(frozen=True, slots=True)
class PaymentChange:
    """One write: `part` is the present payment, None if there is none yet; `body` is the wanted one."""

    key: str
    operation: str
    body: JsonObject
    part: PostedPart | None = None
    body_hash: str = ""

    def item(self, number: int) -> BatchItem:
        """The write as an item of a batch."""
        version = {"Id": self.part.id, "SyncToken": self.part.sync_token} if self.part else {}
        return BatchItem(f"p{number}", PAYMENT, {**self.body, **version}, self.operation)


@dataclass(frozen=True, slots=True)
class WantedPayments:
    """The wanted payments of an invoice by key: the body of each and its hash."""

    bodies: dict[str, JsonObject] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    payments_hash: str = NO_PAYMENTS

    def changes(self, standing: Sequence[PostedPart]) -> list[PaymentChange]:
        """The next batch, or none: first removed and smaller payments, in a later call new and larger ones.

        QuickBooks refuses a payment that is larger than the open amount of its invoice, and has no order within a batch
        (docs/quickbooks.md 2.5, 4.9). So one payment must become smaller before another can grow; if none becomes
        smaller, one batch is enough. An existing payment is written again unless its hash is known to be equal, because
        its account may differ.
        """
        parts = {part.key: part for part in standing}
        freeing = [PaymentChange(key, DELETE, {}, part) for key, part in parts.items() if key not in self.bodies]
        taking: list[PaymentChange] = []
        for change in self._writes(parts):
            frees = change.part is not None and to_minor(change.body["TotalAmt"]) < change.part.total_minor
            (freeing if frees else taking).append(change)
        return (freeing or taking)[:BATCH_SIZE]

    def hash_of(self, standing: Sequence[PostedPart]) -> str:
        """The hash of the payments in the books; empty for an invoice that still needs payments."""
        if self.bodies and not standing:
            return ""
        return payments_hash_of(part.body_hash for part in standing)

    def _writes(self, parts: dict[str, PostedPart]) -> Iterator[PaymentChange]:
        for key, body in self.bodies.items():
            part = parts.get(key)
            if part is None:
                yield PaymentChange(key, CREATE, body, body_hash=self.hashes[key])
            elif part.body_hash != self.hashes[key]:
                yield PaymentChange(key, UPDATE, body, part, self.hashes[key])


def wanted_payments(form: Document | None, invoice_id: str, references: CompanyReferences) -> WantedPayments:
    """The wanted payments of an invoice's form; none without a form, because all must be removed."""
    if not isinstance(form, SalesForm):
        return WantedPayments(payments_hash=form.payments_hash if form else NO_PAYMENTS)
    hashes = {key: form.payment_hash(payment) for key, payment in keyed_payments(form).items()}
    return WantedPayments(payment_bodies(form, invoice_id, references), hashes, form.payments_hash)
