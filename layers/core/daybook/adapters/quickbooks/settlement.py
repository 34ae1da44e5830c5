"""Carries out the changes of an invoice's payments and says exactly what stands, whatever becomes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from daybook.adapters.quickbooks.batches import BATCH_SIZE, BatchAnswer
from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.fault_table import ADVICE
from daybook.adapters.quickbooks.faults import ReconcileError, Refusal, deciding_code, raise_for_refusal
from daybook.adapters.quickbooks.payment_changes import CREATE, DELETE, UPDATE, PaymentChange, batch_request_id
from daybook.adapters.quickbooks.payment_rows import payments_of
from daybook.adapters.quickbooks.payments import payment_differences, posted_part
from daybook.adapters.quickbooks.versions import moved_along_with
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError, PostedDocument, ResponseDiffersError

STILL_RUNNING_SECONDS = 130
"""Intuit gives up on a request after 120 seconds: one whose id is taken cannot run longer."""

_NOT_FOUND = 610
_STALE = 5010
# What a repeat meets whose first answer is forgotten: the payment is there already, or has another version. 6000 is any
# rule of business; that an invoice takes no more than is open of it may well be one (quickbooks-online reference 3.3).
_LOOK_UP = {CREATE: frozenset({620, 630, 6000}), UPDATE: frozenset({_STALE, _NOT_FOUND}), DELETE: frozenset({_STALE})}


class Settlement:
    """The payments of one invoice on their way to what they shall be.

    `customer_id` and `business_date` tell where to look for its payments, should one be missing or changed; `seen_tid`
    is the id of the last answer that the caller remembers of an earlier try; `moved_at` the instant at which the
    invoice itself was written just now.
    """

    def __init__(
        self,
        client: QuickBooksClient,
        invoice: PostedDocument,
        request_id: str,
        *,
        customer_id: str,
        business_date: str,
        seen_tid: str,
        moved_at: datetime | None = None,
    ) -> None:
        self._client = client
        self._invoice = invoice
        self._request_id = request_id
        self._customer_id = customer_id
        self._business_date = business_date
        self._tid = seen_tid
        self._moved_at = moved_at
        self._parts = {part.key: part for part in invoice.parts}

    @property
    def document(self) -> PostedDocument:
        """The invoice with the payments that stand now."""
        return replace(self._invoice, parts=tuple(self._parts.values()), intuit_tid=self._tid)

    def carry_out(self, changes: Sequence[PaymentChange]) -> None:
        """Write the changes, thirty in a call.

        Raises:
            PartlyPostedError: some did not happen, and will on the next try.
            PartlyRefusedError: some did not happen, and a person must act first.
            ResponseDiffersError: QuickBooks stored a payment differently from what was sent.
        """
        for start in range(0, len(changes), BATCH_SIZE):
            self._send(changes[start : start + BATCH_SIZE])

    def _send(self, changes: Sequence[PaymentChange]) -> None:
        answer = self._answer(changes)
        self._tid = answer.intuit_tid
        refused: list[tuple[PaymentChange, Refusal]] = []
        found: list[str] = []
        for number, change in enumerate(changes):
            result = answer.results[change.item(number).id]
            if not isinstance(result, Refusal):
                found += self._accepted(change, result)
            elif change.operation == DELETE and _NOT_FOUND in result.codes:
                self._parts.pop(change.key)
            else:
                refused.append((change, result))
        again, errors = self._looked_up(refused)
        if found:
            self._raise_different(found)
        if errors:
            self._raise_first(errors)
        if again:
            self._send(again)

    def _answer(self, changes: Sequence[PaymentChange]) -> BatchAnswer:
        items = [change.item(number) for number, change in enumerate(changes)]
        try:
            return self._client.batch(items, batch_request_id(self._request_id, self._tid, changes))
        except ReconcileError as conflict:
            raise PartlyPostedError(
                str(conflict), document=self.document, after_seconds=STILL_RUNNING_SECONDS
            ) from conflict
        except RetriableError as error:
            raise PartlyPostedError(str(error), document=self.document, after_seconds=error.after_seconds) from error
        except NeedsAttentionError as stop:
            raise PartlyRefusedError(
                stop.reason, str(stop), document=self.document, details=stop.details, fault_code=stop.fault_code
            ) from stop

    def _accepted(self, change: PaymentChange, row: JsonObject) -> tuple[str, ...]:
        if change.operation == DELETE:
            self._parts.pop(change.key)
            return ()
        self._parts[change.key] = replace(posted_part(row), key=change.key)
        return payment_differences(row, change.body)

    def _looked_up(
        self, refused: Sequence[tuple[PaymentChange, Refusal]]
    ) -> tuple[list[PaymentChange], list[RetriableError | NeedsAttentionError]]:
        """What remains of refused changes: adopted ones drop out, some go again on a newer version, others stay errors.

        An earlier try whose answer is lost and forgotten shows here: the payment is there, exactly as it shall be.
        """
        rows: dict[str, JsonObject] | None = None
        again: list[PaymentChange] = []
        errors: list[RetriableError | NeedsAttentionError] = []
        for change, refusal in refused:
            if not _LOOK_UP[change.operation] & refusal.codes:
                errors.append(_error_of(refusal))
                continue
            rows = self._rows() if rows is None else rows
            row = rows.get(change.key)
            if row is not None and change.body and not payment_differences(row, change.body):
                self._parts[change.key] = posted_part(row)
            elif row is not None and self._moved_by_us(change, refusal, row):
                again.append(change.repeated_on(row["SyncToken"]))
            elif row is None and _NOT_FOUND in refusal.codes:
                errors.append(_touched(refusal))  # the payment itself is gone, not an account that it names
            else:
                errors.append(_error_of(refusal))
        return again, errors

    def _rows(self) -> dict[str, JsonObject]:
        rows = payments_of(
            self._client, self._invoice.id, customer_id=self._customer_id, business_date=self._business_date
        )
        return {row["PaymentRefNum"]: row for row in rows}

    def _moved_by_us(self, change: PaymentChange, refusal: Refusal, row: JsonObject) -> bool:
        return _STALE in refusal.codes and not change.repeated and moved_along_with(row, [self._moved_at])

    def _raise_different(self, found: Iterable[str]) -> None:
        raise ResponseDiffersError(
            f"QuickBooks stored payments of invoice {self._invoice.id} differently from what was sent",
            document=self.document,
            details=(*found, f"intuit_tid {self._tid or 'none'}"),
        )

    def _raise_first(self, errors: Sequence[RetriableError | NeedsAttentionError]) -> None:
        """What a retry cures comes before what a person must do: what then remains is theirs."""
        waits = [error for error in errors if isinstance(error, RetriableError)]
        if waits:
            raise PartlyPostedError(
                "; ".join(str(error) for error in waits),
                document=self.document,
                after_seconds=max(error.after_seconds or 0 for error in waits) or None,
            )
        stops = [error for error in errors if isinstance(error, NeedsAttentionError)]
        details = tuple(dict.fromkeys(detail for stop in stops for detail in stop.details))
        first = stops[0]
        raise PartlyRefusedError(
            first.reason, str(first), document=self.document, details=details, fault_code=first.fault_code
        )


def _error_of(refusal: Refusal) -> RetriableError | NeedsAttentionError:
    """What a refusal means for the job; a mistake of our own is raised at once.

    A conflict that looking it up has not settled is a person's doing: another version, or an invoice paid otherwise.
    """
    try:
        raise_for_refusal(refusal)
    except (RetriableError, NeedsAttentionError) as error:
        return error
    except ReconcileError:
        return _touched(refusal)


def _touched(refusal: Refusal) -> NeedsAttentionError:
    reason = HoldReason.TOUCHED_IN_QUICKBOOKS
    return NeedsAttentionError(reason, ADVICE[reason], details=refusal.details, fault_code=deciding_code(refusal))
