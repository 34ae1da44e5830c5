"""Location-days as Daybook stores them: the rows of the sync log, their keys, their proofs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from daybook.adapters.aws.items import from_item
from daybook.bootstrap import foundation
from daybook.domain.sync.location_day import LocationDay

_BESIDE = ("#sent", "#dates")


@dataclass(frozen=True)
class Seen:
    """What the record of a day says, as it is stored. `reason` is why the day, or a change of it, is held.

    `directive` is what a person asked and no worker has done yet. `own` are the documents it names, the day's own and
    its corrections; `parts` are payments. `keeps_an_edit`: a person released the edit of a document;
    `releases` are the differences of closed books that a person let into an open period.
    """

    state: str
    reason: str | None = None
    message: str = ""
    intent: str | None = None
    open_work: str | None = None
    directive: str | None = None
    question: str = ""
    own: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    has_drift: bool = False
    is_accepted: bool = False
    keeps_an_edit: bool = False
    releases: frozenset[str] = frozenset()

    @property
    def is_posted(self) -> bool:
        return self.state in {"posted", "posted_with_gaps"}

    @property
    def is_unsettled(self) -> bool:
        return self.state in {"due", "failed"}

    def has_open_call_about(self, document_id: str) -> bool:
        """Whether a call without an answer makes or changes this document; what is on record was not made by it."""
        makes_another = self.intent in {"post", "delta"} and document_id in self.own
        return self.intent is not None and not makes_another


def seen(item: Mapping[str, Any]) -> Seen:
    """A row of the sync log."""
    row = from_item(item)
    documents = [each for each in (row.get("document"), *row.get("deltas", ())) if each]
    return Seen(
        state=row["state"],
        reason=row.get("reason"),
        message=row.get("message", ""),
        intent=row["intent"].get("action", "?") if "intent" in row else None,
        open_work=row.get("open_work"),
        directive=row["directive_place"] if row.get("directive_number", 0) > row.get("directives_done", 0) else None,
        question=row.get("question", ""),
        own=tuple(each["id"] for each in documents),
        parts=tuple(part["id"] for each in documents for part in each.get("parts", ())),
        has_drift="drift" in row,
        is_accepted="accepted_minor" in row,
        keeps_an_edit=any(each.startswith("touched_in_quickbooks") for each in row.get("released", ())),
        releases=frozenset(each for each in row.get("released", ()) if each.startswith("closed_period")),
    )


def stored_records(world: Any) -> dict[LocationDay, Seen]:
    """The record of every day of the sync log."""
    items = world.dynamodb.tables["SyncLogTable"].items
    return {_day_of_key(*key): seen(items[key]) for key in sorted(items) if not key[0].endswith(_BESIDE)}


def record_of(world: Any, day: LocationDay) -> Seen | None:
    """The row of one day, if there is one."""
    item = world.dynamodb.tables["SyncLogTable"].items.get(key_of(day))
    return None if item is None else seen(item)


def key_of(day: LocationDay) -> tuple[str, str]:
    """The key of a day's row."""
    return (day.merchant_id, f"{day.business_date}#{day.location}")


def day_of_row(item: Mapping[str, Any]) -> LocationDay | None:
    """The day of a row of the sync log; None for the call that is kept beside a record, and for sums of a date."""
    key = item["merchant_id"]["S"], item["day"]["S"]
    return None if key[0].endswith(_BESIDE) else _day_of_key(*key)


def _day_of_key(merchant_id: str, sort_key: str) -> LocationDay:
    on, _, place = sort_key.partition("#")
    return LocationDay(merchant_id, date.fromisoformat(on), place)


def has_proof(day: LocationDay) -> bool:
    """Whether a day's proof is kept."""
    return foundation.proofs().get(day) is not None
