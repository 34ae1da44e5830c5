"""Watches that Daybook keeps the rules of its protocol, call by call, also where no harm came of a breach.

A rule guards against two faults at a time. Books that are right in the end do not show that one of two guards is gone;
so each rule is looked at where it must hold: at every write that leaves for QuickBooks, at every look-up, and at every
row of the sync log that is written. Times are seconds.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chaos.days.aws.expressions import Item
from chaos.days.clockwork import Actor, Clockwork
from chaos.days.judging.history import History
from chaos.days.the_product.records import day_of_row, seen
from daybook.adapters.aws.items import from_item

_SENT_WITHIN, _LOOKED_UP_AFTER, _ANSWERED_WITHIN = 30.0, 300.0, 120.0
_READ_WITHIN = 60.0
_MOST_TRIES = 3
_ENTITIES = ("journalentry", "invoice", "salesreceipt", "refundreceipt", "payment", "creditmemo")


class Witness:
    """The breaches of one run: the day, and what was done that may never be done."""

    def __init__(self, clockwork: Clockwork, history: History, log: dict[Any, Item]) -> None:
        self.breaches: list[tuple[Any, str]] = []
        self._clockwork, self._history, self._log = clockwork, history, log
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._owners: dict[Actor, dict[Any, str]] = {}
        self._asked_at_claim: dict[Any, int] = {}
        self.asks_before_corrections: Callable[[Any], bool] = lambda _day: False

    def breach(self, day: Any, why: str) -> None:
        """Note a breach of a day, and tell it among what happened to the day."""
        self.breaches.append((day, why))
        self._history.tell(day, f"!!! {why}")

    def asked(self, actor: Actor, method: str, url: str, body: bytes) -> None:
        """A call leaves a process for QuickBooks."""
        parts = urlsplit(url)
        realm, _, entity = parts.path.partition("/v3/company/")[2].partition("/")
        row = self._row_of(actor)
        if row is None:
            return
        if method == "POST" and (entity in _ENTITIES or entity == "batch"):
            self._judge_send(actor, row, realm, parse_qs(parts.query).get("requestid", [""])[0], body)
        elif method == "GET" and _is_of_documents(entity, parts.query):
            self._judge_look_up(actor, row)

    def _row_of(self, actor: Actor) -> dict[str, Any] | None:
        day = actor.day
        item = None if day is None else self._log.get((day.merchant_id, f"{day.business_date}#{day.location}"))
        return None if item is None else from_item(item)

    def _judge_send(self, actor: Actor, row: dict[str, Any], realm: str, request_id: str, body: bytes) -> None:
        day, now, intent = actor.day, self._clockwork.seconds, row.get("intent")
        if not request_id:
            self.breach(day, "a write leaves without a request id")
        elif self._bodies.setdefault((realm, request_id), body) != body:
            self.breach(day, f"request id {request_id} stands for two bodies")
        if intent is None or not intent["request_id"].startswith(request_id):
            self.breach(day, "a write leaves that is not on record")
            return
        if row.get("reason") == "response_differs" and intent["action"] == "amend" and not row.get("released"):
            self.breach(day, "what QuickBooks stored otherwise is written over, and no person has released it")
        self._judge_correction(day, intent)
        if now - _seconds(intent["last_sent_at"]) > _SENT_WITHIN:
            self.breach(day, f"a write leaves {now - _seconds(intent['last_sent_at']):.0f} s after it was noted")
        if float(row.get("lease_until", 0)) / 1000 - now < _ANSWERED_WITHIN:
            self.breach(day, "a write leaves under a lease that may end before its answer")
        if row.get("lease_owner") != self._owners.get(actor, {}).get(day):
            self.breach(day, "a write leaves under the lease of another worker")

    def _judge_correction(self, day: Any, intent: dict[str, Any]) -> None:
        """An accountant who is asked before closed days are corrected has released each of the corrections."""
        story = self._history.of(day)
        if intent["action"] != "delta" or intent["doc_number"] in story.corrections:
            return
        story.corrections.add(intent["doc_number"])
        if not self.asks_before_corrections(day):
            return
        if len(story.corrections) > story.releases:
            self.breach(day, f"correction {intent['doc_number']} leaves after {story.releases} releases")
        elif story.shown not in (None, story.truths[-1]) and not self._is_recent(day):
            self.breach(day, f"correction {intent['doc_number']} has figures that no person has released")

    def _is_recent(self, day: Any) -> bool:
        """Whether talech changed so lately that a worker at the day may have read what was before."""
        return self._clockwork.seconds - self._history.of(day).changed_at < _READ_WITHIN

    def _judge_look_up(self, actor: Actor, row: dict[str, Any]) -> None:
        story, intent = self._history.of(actor.day), row.get("intent")
        if intent is None or not story.has_open_answer:
            return
        waited = self._clockwork.seconds - _seconds(intent["last_sent_at"])
        if waited < _LOOKED_UP_AFTER:
            self.breach(actor.day, f"looked up {waited:.0f} s after a send whose answer was not seen")

    def written(self, before: Item | None, after: Item, asked: dict[str, Any]) -> None:
        """A row of the sync log is another one now."""
        day = day_of_row(after)
        if day is None:
            return
        old, new = from_item(before or {}), from_item(after)
        self._judge_lease(day, old, new, asked)
        left = seen(after)
        is_open = left.intent is not None or left.open_work is not None or left.directive is not None
        if is_open and "unsettled_shard" not in after:
            self.breach(day, f"{left.state} with open work is out of the watchdog's index")
        is_a_bug_of_roles = "AccessDenied" in left.message
        lost_tries = self._history.of(day).lost_tries + is_a_bug_of_roles
        if left.state == "failed" != old.get("state") and lost_tries < _MOST_TRIES:
            self.breach(day, f"failed after {lost_tries} tries without an end: {left.message}")
        is_settled = ":state" in asked.get("ExpressionAttributeValues", {})
        story = self._history.of(day)
        if is_settled and left.state == "empty" and story.truths and all(story.truths):
            self.breach(day, "settled as empty, and talech has told sales of it all the time")
        if is_settled and left.reason == "closed_period":
            story.shown = None if self._is_recent(day) else story.truths[-1]
        if is_settled and left.reason == "touched_in_quickbooks":
            self._judge_answered_undo(day, left, new)

    def _judge_lease(self, day: Any, old: dict[str, Any], new: dict[str, Any], asked: dict[str, Any]) -> None:
        actor, owner = self._clockwork.actor, old.get("lease_owner")
        told = from_item(asked.get("ExpressionAttributeValues", {})).get(":owner")
        if told is None or actor is None:
            return
        if new.get("lease_owner") == told != owner:
            if owner is not None:
                self._history.of(day).lost_tries += 1
                if float(old["lease_until"]) / 1000 > self._clockwork.seconds:
                    self.breach(day, "the lease of a living worker is taken")
            actor.day = day  # a look is about several days; a worker is at the one whose lease it takes
            self._owners.setdefault(actor, {})[day] = told
            self._asked_at_claim[day] = new.get("directive_number", 0)
        elif owner != told:
            self.breach(day, "a worker that lost its lease writes the record")

    def _judge_answered_undo(self, day: Any, left: Any, row: dict[str, Any]) -> None:
        """The worker is done with a day that an edit holds: it has answered the undo that it found when it came."""
        if left.directive == "out" and self._asked_at_claim.get(day) == row["directive_number"]:
            self.breach(day, "an undo that an edit forbids stays asked for")


def _is_of_documents(entity: str, query: str) -> bool:
    asked = parse_qs(query).get("query", [""])[0].lower()
    return entity.partition("/")[0] in _ENTITIES or any(f"from {each}" in asked for each in _ENTITIES)


def _seconds(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp()
