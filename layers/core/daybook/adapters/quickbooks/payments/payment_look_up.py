"""Compares the present payments of an invoice with the recorded ones and with those that were sent."""

from collections import Counter
from dataclasses import dataclass

from daybook.adapters.quickbooks.documents.document_rows import RowBesideMemory
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.payment_changes import WantedPayments
from daybook.adapters.quickbooks.payments.rendered import payment_differences, posted_part
from daybook.domain.posting.books_calls import Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedPart, payments_hash_of


@dataclass(frozen=True, slots=True)
class PaymentsOfNow:
    """Our present payments of an invoice, each as sent, as left, or neither."""

    beside: RowBesideMemory
    wanted: WantedPayments

    @property
    def parts(self) -> tuple[PostedPart, ...]:
        """The payments to record from now on."""
        return tuple(posted_part(row, self._body_hash(row)) for row in self.beside.payments)

    @property
    def payments_hash(self) -> str:
        """The hash of all payments; if there are none, it follows from what was sent or left."""
        if self.beside.about.kind is not DocumentKind.INVOICE:
            return ""
        if self.beside.payments:
            return payments_hash_of(part.body_hash for part in self.parts)
        if self._are_all_as_sent:
            return self.wanted.payments_hash
        return self.beside.about.payments_hash if self._are_all_as_left else ""

    def compared(self) -> tuple[Likeness, tuple[str, ...]]:
        """The result of the comparison, with the differences that only a person can have made."""
        if self._are_all_as_sent:
            return Likeness.AS_SENT, ()
        if self._are_all_as_left:
            return Likeness.AS_LEFT, ()
        strange = (*self._repeated(), *self._gone(), *self._edited())
        return (Likeness.OTHER, strange) if strange else (Likeness.PARTLY, ())

    @property
    def _are_all_as_sent(self) -> bool:
        rows = self.beside.payments
        return self._keys == sorted(self.wanted.bodies) and all(self._is_as_sent(row) for row in rows)

    @property
    def _are_all_as_left(self) -> bool:
        return self._keys == sorted(self._left) and all(self._is_left(row) for row in self.beside.payments)

    @property
    def _keys(self) -> list[str]:
        return sorted(_key(row) for row in self.beside.payments)

    @property
    def _left(self) -> dict[str, PostedPart]:
        return {part.key: part for part in self.beside.about.parts}

    def _is_as_sent(self, row: JsonObject) -> bool:
        body = self.wanted.bodies.get(_key(row))
        return body is not None and not payment_differences(row, body)

    def _is_left(self, row: JsonObject) -> bool:
        return self.beside.is_left(row, self._left.get(_key(row)))

    def _body_hash(self, row: JsonObject) -> str:
        if self._is_as_sent(row):
            return self.wanted.hashes[_key(row)]
        return self._left[_key(row)].body_hash if self._is_left(row) else ""

    def _repeated(self) -> tuple[str, ...]:
        """Differences for two payments of one tender: a person copied one of them."""
        counted = Counter(self._keys)
        return tuple(
            f"payment {row['Id']} is one of {counted[_key(row)]} with the number {_key(row)}"
            for row in self.beside.payments
            if counted[_key(row)] > 1
        )

    def _gone(self) -> tuple[str, ...]:
        """Differences for missing payments: Daybook never deletes a wanted payment."""
        missing = (self._left.keys() & self.wanted.bodies.keys()) - set(self._keys)
        return tuple(f"payment {self._left[key].id} with the number {key} is gone" for key in sorted(missing))

    def _edited(self) -> tuple[str, ...]:
        return tuple(
            f"payment {row['Id']} with the number {_key(row)} was changed"
            for row in self.beside.payments
            if not self._is_as_sent(row) and not self._is_left(row)
        )


def _key(row: JsonObject) -> str:
    return str(row.get("PaymentRefNum", ""))
