"""Sends one batch of an invoice's payments, and finds out from the answer which of them QuickBooks wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from daybook.adapters.quickbooks.documents.prepared_call import Prepared
from daybook.adapters.quickbooks.documents.write_refusals import CONFLICTS, STALE, raise_for_write, touched
from daybook.adapters.quickbooks.http.batches import LONGEST_REQUEST_ID, BatchItem, batch_results
from daybook.adapters.quickbooks.http.client import Answer
from daybook.adapters.quickbooks.http.faults import NOT_FOUND, Refusal
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.payments.payment_changes import CREATE, DELETE, UPDATE, PaymentChange, WantedPayments
from daybook.adapters.quickbooks.payments.rendered import payment_differences, posted_part
from daybook.domain.errors import Condition, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import (
    ConflictError,
    OutcomeUnknownError,
    PartlyPostedError,
    PartlyRefusedError,
    PostedDocument,
    PostedPart,
    ResponseDiffersError,
)

BATCH = "batch"
# Codes for a payment that an earlier call wrote: it exists already, or has another version. 6000 is any business rule,
# perhaps also for a payment above the open amount of the invoice (docs/quickbooks.md 3.3).
_LOOK_UP = {CREATE: frozenset({620, 630, 6000}), UPDATE: frozenset({STALE, NOT_FOUND}), DELETE: frozenset({STALE})}


@dataclass(frozen=True, slots=True)
class PreparedPayments(Prepared):
    """Payments to create, change or remove in one request; QuickBooks accepts or refuses each one separately."""

    about: PostedDocument
    wanted: WantedPayments
    changes: tuple[PaymentChange, ...]

    def send(self, request_id: str) -> PostedDocument:
        """Send it once and return the invoice with the payments in the answer, each checked against what was sent."""
        answer = self.ready.send(request_id[:LONGEST_REQUEST_ID])
        if isinstance(answer, Refusal):
            raise_for_write(answer)
        results = self._results(answer)
        parts = {part.key: part for part in self.about.parts}
        found: list[str] = []
        refused: list[tuple[PaymentChange, Refusal]] = []
        for number, change in enumerate(self.changes):
            result = results[change.item(number).id]
            if isinstance(result, Refusal) and not (change.operation == DELETE and result.codes == {NOT_FOUND}):
                refused.append((change, result))
            elif isinstance(result, Refusal) or change.operation == DELETE:
                parts.pop(change.key)
            else:
                differs = payment_differences(result, change.body)
                parts[change.key] = _stored(result, change, is_as_sent=not differs)
                found += differs
        standing = tuple(parts.values())
        document = replace(
            self.about, parts=standing, payments_hash=self.wanted.hash_of(standing), intuit_tid=answer.intuit_tid
        )
        if found:
            raise _differs(document, found)
        _raise_refused(document, refused)
        return document

    def _results(self, answer: Answer) -> Mapping[str, JsonObject | Refusal]:
        """The row or refusal of each change.

        Raises:
            OutcomeUnknownError: the answer does not have all of them, so a look-up must find the result.
        """
        items: list[BatchItem] = [change.item(number) for number, change in enumerate(self.changes)]
        body: object = answer.body
        results = batch_results(items, answer.body) if isinstance(body, dict) else {}
        silent = [item.id for item in items if not results.get(item.id) or _is_silence(results[item.id])]
        if silent:
            raise OutcomeUnknownError(
                f"QuickBooks' answer to a batch says nothing of {', '.join(silent)}, "
                f"intuit_tid {answer.intuit_tid or 'none'}",
                condition=Condition.QUICKBOOKS_UNAVAILABLE,
            )
        return results


def _is_silence(result: JsonObject | Refusal) -> bool:
    return isinstance(result, Refusal) and not result.faults


def _stored(row: JsonObject, change: PaymentChange, *, is_as_sent: bool) -> PostedPart:
    return replace(posted_part(row, change.body_hash if is_as_sent else ""), key=change.key)


def _differs(document: PostedDocument, found: list[str]) -> ResponseDiffersError:
    return ResponseDiffersError(
        f"QuickBooks stored payments of invoice {document.id} differently from what was sent",
        document=document,
        details=(*found, f"intuit_tid {document.intuit_tid or 'none'}"),
    )


def _raise_refused(document: PostedDocument, refused: list[tuple[PaymentChange, Refusal]]) -> None:
    """Raise for refused payments: first conflicts with our calls, then retriable faults, then those for a person."""
    errors = [_error_of(change, refusal) for change, refusal in refused]
    for error in errors:
        if isinstance(error, ConflictError):
            raise ConflictError(error.unless_ours, document=document)
    waits = [error for error in errors if isinstance(error, RetriableError)]
    if waits:
        raise PartlyPostedError(
            "; ".join(str(error) for error in waits),
            document=document,
            after_seconds=max(error.after_seconds or 0 for error in waits) or None,
        )
    stops = [error for error in errors if isinstance(error, NeedsAttentionError)]
    if stops:
        details = tuple(dict.fromkeys(detail for stop in stops for detail in stop.details))
        first = stops[0]
        raise PartlyRefusedError(
            first.reason, str(first), document=document, details=details, fault_code=first.fault_code
        )


def _error_of(change: PaymentChange, refusal: Refusal) -> ConflictError | RetriableError | NeedsAttentionError:
    """The error for the refusal of one payment; our own mistake is raised at once.

    A retriable fault of an item is a seen answer: QuickBooks did not write this payment.
    """
    try:
        raise_for_write(refusal, CONFLICTS | _LOOK_UP[change.operation])
    except OutcomeUnknownError:
        return RetriableError(str(refusal), condition=Condition.QUICKBOOKS_UNAVAILABLE)
    except ConflictError as conflict:
        is_missing = NOT_FOUND in refusal.codes
        return conflict if is_missing else ConflictError(touched(refusal))
    except (RetriableError, NeedsAttentionError) as error:
        return error
