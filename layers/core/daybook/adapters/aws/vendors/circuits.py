"""The circuits of vendors and their accounts: rows `circuit#<vendor>` and `circuit#<vendor>#<account>` of SessionTable.

A row is written when a call fails and when the next call is answered, so never on an ordinary day. A process keeps what
it read for some seconds, so that a worker does not read the circuits for every day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.rows import Condition, Rows
from daybook.application.ports import Clock
from daybook.contracts.stored_rows import CIRCUIT
from daybook.domain.sync.circuit import FORGOTTEN_AFTER, Circuit, Party

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_REMEMBERED_FOR = timedelta(seconds=5)
# Longer than a circuit is used after its last write.
_KEPT_FOR = 2 * FORGOTTEN_AFTER
_UNSEEN = Condition("attribute_not_exists(pk)", {})


class DynamoCircuits:
    """`Circuits` on SessionTable."""

    def __init__(self, dynamodb: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock
        self._rows = Rows(CIRCUIT, dynamodb, table)
        self._remembered: dict[Party, tuple[datetime, Circuit]] = {}

    def of(self, parties: Iterable[Party]) -> Mapping[Party, Circuit]:
        """The circuits as they are now or were some seconds ago: one read for all that are not cached."""
        wanted = dict.fromkeys(parties)
        now = self._clock.now()
        old = [party for party in wanted if not self._remembers(party, now)]
        if old:
            self._load(old, now)
        return {party: self._remembered[party][1] for party in wanted}

    def now(self, party: Party) -> Circuit:
        """The circuit, read now."""
        return self._remember(party, self._rows.get(_key(party)) or Circuit())

    def change(self, party: Party, seen: Circuit, into: Circuit) -> bool:
        """Replace the circuit that was read by another; False if the stored one has changed since."""
        written = replace(into, version=seen.version + 1)
        now = self._clock.now()
        expires = int((max(now, into.until or now) + _KEPT_FOR).timestamp())
        is_first = seen.version == 0
        condition = _UNSEEN if is_first else Condition("document.version = :seen", {":seen": seen.version})
        done = self._rows.put_if(condition, _key(party), written, {"expires_at": expires})
        if done:
            self._remember(party, written)
        return done

    def _load(self, parties: list[Party], now: datetime) -> None:
        """Read circuits; a row that DynamoDB does not return counts as closed: a call will show the vendor's state."""
        names = {_key(party)["pk"]: party for party in parties}
        keys = [to_item({"pk": name}) for name in names]
        answer = self._dynamodb.batch_get_item(RequestItems={self._table: {"Keys": keys}})
        self._remembered |= {party: (now, Circuit()) for party in parties}
        for item in answer["Responses"].get(self._table, ()):
            self._remember(names[item["pk"]["S"]], self._rows.value(item))

    def _remembers(self, party: Party, now: datetime) -> bool:
        found = self._remembered.get(party)
        return found is not None and now - found[0] < _REMEMBERED_FOR

    def _remember(self, party: Party, circuit: Circuit) -> Circuit:
        self._remembered[party] = (self._clock.now(), circuit)
        return circuit


def _key(party: Party) -> dict[str, str]:
    names = [party.vendor.lower(), *filter(None, [party.account])]
    return {"pk": f"circuit#{'#'.join(names)}"}
