"""What became of a call whose answer nobody has seen: settled before anything else is decided (design 5)."""

from dataclasses import dataclass

from daybook.application.delta import as_posted
from daybook.application.guarded_calls import GuardedCalls
from daybook.application.ports import Ledger
from daybook.application.posting_target import Target
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.proof import Proof
from daybook.domain.sync import Intent, IntentAction, PostedDocument, SyncRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """What the books hold of the day, by the hashes of it, and what the next call is made of.

    A call that is open has no hashes: it is made once more. `delta_is_open` says so of a delta. `is_unproved` is a
    document that was found in the books, not posted by this try.
    """

    document: PostedDocument | None
    content_hash: str
    lines_hash: str
    deltas: tuple[PostedDocument, ...]
    target: Target
    delta_is_open: bool = False
    is_unproved: bool = False


def standing_of(
    record: SyncRecord, calls: GuardedCalls, target: Target, proof: Proof | None, ledger: Ledger
) -> Standing:
    """What stands, without a read unless an open call is too old to be repeated or was about other figures.

    Raises:
        NeedsAttentionError: nobody can tell whether a correction arrived.
    """
    intent = record.intent
    if intent is None:
        return Standing(record.document, record.content_hash, record.lines_hash, record.deltas, target)
    if intent.action is IntentAction.DELTA:
        target = as_posted(target, proof)
    made_of = _made_of(intent, target, calls)
    if proof is not None and proof.revision == intent.revision:
        # A proof is written after QuickBooks has answered: the try before this one died on its last step.
        calls.know(intent.revision)
        document, deltas = calls.told_apart(proof.documents, target)
        return Standing(document, intent.content_hash, intent.lines_hash, deltas, made_of or target)
    if made_of is not None and calls.is_remembered(intent):
        calls.resume(intent)
        # Where tax went back into lines, the document to amend may stand without being on record yet.
        standing = intent.progress if made_of is not target and intent.progress else record.document
        is_delta = intent.action is IntentAction.DELTA
        return Standing(standing, "", "", record.deltas, made_of, delta_is_open=is_delta)
    return _looked_up(record, intent, calls, made_of or target, ledger)


def _made_of(intent: Intent, target: Target, calls: GuardedCalls) -> Target | None:
    """The target as it is, or with its tax as lines: what the call was about; None for other figures."""
    is_delta = intent.action is IntentAction.DELTA
    possible = (target,) if is_delta else (target, target.with_tax_as_lines())
    return next((each for each in possible if calls.was_made_of(intent, each)), None)


def _looked_up(record: SyncRecord, intent: Intent, calls: GuardedCalls, target: Target, ledger: Ledger) -> Standing:
    if intent.action is not IntentAction.POST:
        if HoldReason.TOUCHED_IN_QUICKBOOKS in record.released and record.document is not None:
            calls.know(intent.revision)  # a person has compared it
            return Standing(record.document, "", "", record.deltas, target)
        raise NeedsAttentionError(
            HoldReason.TOUCHED_IN_QUICKBOOKS,
            f"nobody knows whether the correction of {intent.doc_number} arrived: compare it in QuickBooks",
        )
    found = ledger.find(intent.kind, intent.doc_number)
    calls.know(intent.revision)
    if found is None:
        return Standing(None, "", "", record.deltas, target)
    return Standing(found, intent.content_hash, intent.lines_hash, record.deltas, target, is_unproved=True)
