"""Reads the bodies that QuickBooks posts to the webhook: checks the signature, parses notices (docs/quickbooks.md 8).

There are two forms: an array of CloudEvents, and the older object. Daybook reads only ids and instants, and checks
their form, because a signed body can still have any content.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity

_ENTITIES = {entity.replace("_", ""): entity for entity in CompanyEntity}
_VERBS = {
    "create": ChangeVerb.CREATED,
    "delete": ChangeVerb.DELETED,
    "void": ChangeVerb.VOIDED,
    "merge": ChangeVerb.MERGED,
    "emailed": ChangeVerb.EMAILED,
}
_TYPE = re.compile(r"qbo\.([a-z]+)\.([a-z]+)\.v\d+", re.IGNORECASE)
_REALM = re.compile(r"[0-9]{1,32}")
_ENTITY_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NOTICE_ID = re.compile(r"[!-~]{1,128}")


@dataclass(frozen=True, slots=True)
class WebhookBody:
    """The notices of a body. `unreadable` describes each broken part, without its content."""

    notices: tuple[ChangeNotice, ...]
    unreadable: tuple[str, ...] = ()


def is_signed(raw: bytes, signature: str, verifier_token: str) -> bool:
    """Whether `intuit-signature` is Base64 of HMAC-SHA256 over the raw bytes, compared in constant time.

    With an empty token no body counts as signed, because an attacker could sign with it.
    """
    if not verifier_token:
        return False
    expected = base64.b64encode(hmac.new(verifier_token.encode(), raw, hashlib.sha256).digest())
    return hmac.compare_digest(expected, signature.encode(errors="replace"))


def read_body(raw: bytes, received_at: datetime) -> WebhookBody:
    """The notices in a signed body that Daybook can use.

    Never raises, because QuickBooks would only send the same body again. An unreadable part does not affect the others.
    """
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return WebhookBody((), (f"{len(raw)} bytes that are not JSON",))
    if not isinstance(body, list) and not (isinstance(body, dict) and isinstance(body.get("eventNotifications"), list)):
        return WebhookBody((), (f"a JSON {type(body).__name__} that is neither an array nor eventNotifications",))
    events = list(_events(body))
    return WebhookBody(
        tuple(notice for event in events if event.is_readable for notice in event.notices(received_at)),
        tuple(f"event {place} of {len(events)}" for place, event in enumerate(events, 1) if not event.is_readable),
    )


@dataclass(frozen=True, slots=True)
class _Event:
    """One event of either form, with unchanged values."""

    notice_id: Any
    realm_id: Any
    name: Any
    id: Any
    verb: Any
    at: Any
    deleted_id: Any = None

    @property
    def is_readable(self) -> bool:
        """Whether every used value has its expected form."""
        parts = ((self.notice_id, _NOTICE_ID), (self.realm_id, _REALM), (self.id, _ENTITY_ID))
        return isinstance(self.name, str) and all(isinstance(v, str) and form.fullmatch(v) for v, form in parts)

    def notices(self, received_at: datetime) -> Iterator[ChangeNotice]:
        """One notice; two for a merge (one entry changed, the other no longer exists); none for unknown kinds."""
        entity = _ENTITIES.get(self.name.lower())
        if entity is None:
            return
        at, verb = _instant(self.at, received_at), _verb(self.verb)
        survives = ChangeVerb.UPDATED if verb is ChangeVerb.MERGED else verb
        yield ChangeNotice(self.notice_id, self.realm_id, entity, self.id, survives, at)
        if isinstance(self.deleted_id, str) and _ENTITY_ID.fullmatch(self.deleted_id):
            gone_id = f"{self.notice_id}|{self.deleted_id}"
            yield ChangeNotice(gone_id, self.realm_id, entity, self.deleted_id, ChangeVerb.MERGED, at)


def _events(body: Any) -> Iterator[_Event]:
    if isinstance(body, list):
        yield from map(_cloud_event, body)
        return
    for notification in body["eventNotifications"]:
        yield from _older_events(notification)


def _cloud_event(event: Any) -> _Event:
    event = event if isinstance(event, dict) else {}
    data = event.get("data")
    found = _TYPE.fullmatch(event["type"]) if isinstance(event.get("type"), str) else None
    return _Event(
        notice_id=event.get("id"),
        realm_id=event.get("intuitaccountid"),
        name=found[1] if found else None,
        id=event.get("intuitentityid"),
        verb=found[2] if found else None,
        at=event.get("time"),
        deleted_id=data.get("deletedid") if isinstance(data, dict) else None,
    )


def _older_events(notification: Any) -> Iterator[_Event]:
    notification = notification if isinstance(notification, dict) else {}
    changes = notification.get("dataChangeEvent")
    entities = changes.get("entities") if isinstance(changes, dict) else None
    if not isinstance(entities, list):
        yield _Event(None, None, None, None, None, None)
        return
    realm_id = notification.get("realmId")
    for entity in entities:
        told = entity if isinstance(entity, dict) else {}
        # This form has no id, so its content must show whether two deliveries are of one change.
        parts = (realm_id, *(told.get(name) for name in ("name", "id", "operation", "lastUpdated")))
        yield _Event(
            notice_id="|".join(str(part) for part in parts),
            realm_id=realm_id,
            name=told.get("name"),
            id=told.get("id"),
            verb=told.get("operation"),
            at=told.get("lastUpdated"),
            deleted_id=told.get("deletedId"),
        )


def _verb(text: Any) -> ChangeVerb:
    """A verb in either form (`Update`, `updated`); an unknown verb counts as an update."""
    word = text.lower() if isinstance(text, str) else ""
    return next((verb for stem, verb in _VERBS.items() if word.startswith(stem)), ChangeVerb.UPDATED)


def _instant(text: Any, received_at: datetime) -> datetime:
    """When it happened, by QuickBooks' clock; if missing, the time of the delivery."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return received_at
    return at if at.tzinfo else at.replace(tzinfo=UTC)
