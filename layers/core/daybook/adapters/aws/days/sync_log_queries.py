"""Builds the arguments of DynamoDB calls on SyncLogTable: the query of history and the conditional writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from daybook.adapters.aws.items import instant_text, milliseconds, to_item
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncState

BY_STATE_INDEX = "by_state"
UNSETTLED_INDEX = "unsettled"
# Sort keys are `<business date>#<location>`; "$" follows "#", so it closes a date with all its locations.
_FROM, _TO = "#", "$"
_BEGINNING, _END = "0000-00-00", "9999-99-99"


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """A range of business dates, both included; with a state the index is read, else the table."""

    merchant_id: str
    first: date | None
    last: date | None
    state: SyncState | None
    location: str | None

    def arguments(self) -> dict[str, Any]:
        """The arguments of DynamoDB's Query, newest first."""
        hash_key = "merchant_id" if self.state is None else "merchant_state"
        values = {
            ":key": self.merchant_id if self.state is None else f"{self.merchant_id}#{self.state}",
            ":from": f"{self.first or _BEGINNING}{_FROM}",
            ":to": f"{self.last or _END}{_TO}",
        }
        query: dict[str, Any] = {
            "KeyConditionExpression": f"{hash_key} = :key AND #day BETWEEN :from AND :to",
            "ExpressionAttributeNames": {"#day": "day"},
            "ScanIndexForward": False,
        }
        if self.state is None:
            query["ConsistentRead"] = True
        else:
            query["IndexName"] = BY_STATE_INDEX
        if self.location is not None:
            query["FilterExpression"] = "#location = :location"
            query["ExpressionAttributeNames"]["#location"] = "location"
            values[":location"] = self.location
        return query | {"ExpressionAttributeValues": to_item(values)}


def requeue_arguments(now: datetime, untouched_since: datetime) -> dict[str, Any]:
    """The arguments of the UpdateItem that counts one more message for an unsettled day; only one caller succeeds.

    The count of tries of a failed day restarts.
    """
    return {
        "UpdateExpression": "SET updated_at = :now ADD requeued :one REMOVE tries",
        "ConditionExpression": (
            "attribute_exists(unsettled_shard) AND updated_at <= :untouched_since "
            "AND (attribute_not_exists(lease_until) OR lease_until <= :milliseconds)"
        ),
        "ExpressionAttributeValues": to_item(
            {
                ":now": instant_text(now),
                ":one": 1,
                ":untouched_since": instant_text(untouched_since),
                ":milliseconds": milliseconds(now),
            }
        ),
    }


def claim_arguments(owner: str, now: datetime, lease: timedelta) -> dict[str, Any]:
    """The arguments of the UpdateItem that takes the lease, counts the attempt and returns the record."""
    return {
        "UpdateExpression": (
            "SET lease_owner = :owner, lease_until = :until, updated_at = :updated ADD attempts :one, tries :one"
        ),
        "ConditionExpression": (
            "attribute_exists(merchant_id) AND (attribute_not_exists(lease_until) OR lease_until <= :now)"
        ),
        "ExpressionAttributeValues": to_item(
            {
                ":owner": owner,
                ":until": milliseconds(now + lease),
                ":updated": instant_text(now),
                ":one": 1,
                ":now": milliseconds(now),
            }
        ),
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def write_arguments(owner: str, changes: Mapping[str, Any], only_if: tuple[str, int] | None) -> dict[str, Any]:
    """The arguments of the UpdateItem of a worker that holds the lease.

    It sets attributes with a value and removes those without. `only_if` is a further condition with `:asked`, and its
    value.
    """
    kept = {name: value for name, value in changes.items() if value is not None}
    removed = [name for name in changes if name not in kept]
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in kept)
    if removed:
        expression += " REMOVE " + ", ".join(f"#{name}" for name in removed)
    more, asked = ("", {}) if only_if is None else (f" AND ({only_if[0]})", {":asked": only_if[1]})
    return {
        "UpdateExpression": expression,
        "ConditionExpression": f"lease_owner = :owner{more}",
        "ExpressionAttributeNames": {f"#{name}": name for name in changes},
        "ExpressionAttributeValues": to_item({f":{name}": value for name, value in kept.items()})
        | to_item({":owner": owner, **asked}),
    }


def direct_arguments(place: Place, asked_at: datetime, shard: str, now: datetime) -> dict[str, Any]:
    """The arguments of the UpdateItem that stores a person's request as the newest directive."""
    return {
        "UpdateExpression": (
            "SET directive_place = :place, directive_at = :asked_at, updated_at = :now, unsettled_shard = :shard "
            "ADD directive_number :one"
        ),
        "ConditionExpression": "attribute_exists(merchant_id)",
        "ExpressionAttributeValues": to_item(
            {
                ":place": place.value,
                ":asked_at": instant_text(asked_at),
                ":now": instant_text(now),
                ":shard": shard,
                ":one": 1,
            }
        ),
        "ReturnValues": "ALL_NEW",
    }


def drift_arguments(drift: Mapping[str, Any], settled_at: datetime, now: datetime) -> dict[str, Any]:
    """The arguments of the UpdateItem that stores drift, if no worker works on the day."""
    return {
        "UpdateExpression": "SET drift = :drift, updated_at = :updated",
        "ConditionExpression": "settled_at = :settled AND (attribute_not_exists(lease_until) OR lease_until <= :now)",
        "ExpressionAttributeValues": to_item(
            {
                ":drift": drift["drift"],
                ":updated": instant_text(now),
                ":settled": instant_text(settled_at),
                ":now": milliseconds(now),
            }
        ),
    }


def allow_arguments(release: str, now: datetime) -> dict[str, Any]:
    """The arguments of the UpdateItem that stores a release; the first member creates the set."""
    return {
        "UpdateExpression": "SET updated_at = :updated ADD released :release",
        "ConditionExpression": "attribute_exists(merchant_id)",
        "ExpressionAttributeValues": {":updated": {"S": instant_text(now)}, ":release": {"SS": [release]}},
    }
