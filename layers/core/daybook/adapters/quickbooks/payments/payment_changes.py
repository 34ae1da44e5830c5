"""What has to be written so that the payments of an invoice equal those of its form, and in which order."""

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
    """One write: `part` is the payment as it stands, None where there is none yet; `body` what it shall be."""

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
    """The payments that an invoice shall have, by key: what is sent of each, and the hash that identifies it."""

    bodies: dict[str, JsonObject] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    payments_hash: str = NO_PAYMENTS

    def changes(self, standing: Sequence[PostedPart]) -> list[PaymentChange]:
        """The next batch, or nothing: what frees money of the invoice first, what takes it in a call after that.

        QuickBooks refuses a payment that is larger than what is open of its invoice, and keeps no order within a batch
        (docs/quickbooks.md 2.5, 4.9). So one tender must have given way before another can grow; where nothing
        shrinks, one batch does it all. A payment that stands is written again unless it is known to be the very same:
        its account may be another one by now.
        """
        parts = {part.key: part for part in standing}
        freeing = [PaymentChange(key, DELETE, {}, part) for key, part in parts.items() if key not in self.bodies]
        taking: list[PaymentChange] = []
        for change in self._writes(parts):
            frees = change.part is not None and to_minor(change.body["TotalAmt"]) < change.part.total_minor
            (freeing if frees else taking).append(change)
        return (freeing or taking)[:BATCH_SIZE]

    def hash_of(self, standing: Sequence[PostedPart]) -> str:
        """The hash of the payments that stand, whoever wanted them; empty for an invoice that is still to be paid."""
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
    """The payments of an invoice's form; none where there is no form, because they are to be taken out."""
    if not isinstance(form, SalesForm):
        return WantedPayments(payments_hash=form.payments_hash if form else NO_PAYMENTS)
    hashes = {key: form.payment_hash(payment) for key, payment in keyed_payments(form).items()}
    return WantedPayments(payment_bodies(form, invoice_id, references), hashes, form.payments_hash)
