"""What ministack, when it enforces roles, checks otherwise than AWS does: six repairs, for the same one version.

Applied by ``ministack_repairs``. Each is a function that stands in the place of ministack's own and asks it first.
"""

from __future__ import annotations

import importlib
import json
from contextvars import ContextVar
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from daybook_local.aws.emulator.leading_keys import keys_on, touched_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# AWS knows no right for a batch: its parts are allowed or denied as single calls.
_ALLOWED_BY = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}
_HANDS_OVER_A_ROLE = frozenset({"scheduler:CreateSchedule", "scheduler:UpdateSchedule"})
_SEND_MAIL = "/v2/email/outbound-emails"
# Carries the touched keys from the request's body to the check of one table; no policy can name it.
_TOUCHED = "daybook-local touched keys"


def apply() -> None:
    """Repair the checks in this process, before the emulator serves."""
    _allow_batches_by_the_single_action()
    _name_schedules_with_their_group()
    _hand_over_a_role_by_its_own_right()
    _feed_leading_keys()
    _feed_encryption_contexts()
    _check_mails_on_their_identity()


def _allow_batches_by_the_single_action() -> None:
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    own: Callable[..., str | None] = actions.extract_iam_action

    def extract_iam_action(*request: Any) -> str | None:
        action = own(*request)
        return _ALLOWED_BY.get(action, action) if action else action

    actions.extract_iam_action = extract_iam_action


def _name_schedules_with_their_group() -> None:
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    own: Callable[..., str] = actions.extract_resource_arn

    def extract_resource_arn(*request: Any) -> str:
        service, _method, path, _headers, body, query, region, account = request
        collection, _, name = path.strip("/").partition("/")
        if service == "scheduler" and collection == "schedules" and name:
            asked = query.get("groupName") or [_object(body).get("GroupName") or "default"]
            group = asked if isinstance(asked, str) else asked[0]
            return f"arn:aws:scheduler:{region}:{account}:schedule/{group}/{unquote(name)}"
        return own(*request)

    actions.extract_resource_arn = extract_resource_arn


def _hand_over_a_role_by_its_own_right() -> None:
    # AWS takes a schedule only from callers who may pass the role that the schedule will have.
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    evaluator: Any = importlib.import_module("ministack.core.iam_evaluator")
    own_arn: Callable[..., str] = actions.extract_resource_arn
    own_enforce: Callable[..., Any] = evaluator.enforce
    role_of_the_request: ContextVar[str] = ContextVar("role_of_the_request", default="")

    def extract_resource_arn(*request: Any) -> str:
        service, _method, _path, _headers, body, *_ = request
        if service == "scheduler":
            role_of_the_request.set(_object(body).get("Target", {}).get("RoleArn", ""))
        return own_arn(*request)

    def enforce(access_key: str, action: str, service: str, region: str, **asked: Any) -> Any:
        denied = own_enforce(access_key, action, service, region, **asked)
        if denied or action not in _HANDS_OVER_A_ROLE:
            return denied
        to_scheduler = {"iam:PassedToService": "scheduler.amazonaws.com"}
        role = role_of_the_request.get()
        return own_enforce(access_key, "iam:PassRole", "iam", region, resource_arn=role, service_context=to_scheduler)

    actions.extract_resource_arn = extract_resource_arn
    evaluator.enforce = enforce


def _feed_leading_keys() -> None:
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    evaluator: Any = importlib.import_module("ministack.core.iam_evaluator")
    keys = _PartitionKeys()
    own_context: Callable[[bytes], dict[str, Any]] = actions.dynamodb_service_context
    own_enforce: Callable[..., Any] = evaluator.enforce

    def dynamodb_service_context(body: bytes) -> dict[str, Any]:
        return own_context(body) | {_TOUCHED: touched_keys(_object(body), keys)}

    def enforce(
        access_key: str,
        action: str,
        service: str,
        region: str,
        *,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        context = dict(service_context or {})
        if leading := keys_on(resource_arn, action, context.pop(_TOUCHED, [])):
            context["dynamodb:LeadingKeys"] = leading
        return own_enforce(access_key, action, service, region, resource_arn=resource_arn, service_context=context)

    actions.dynamodb_service_context = dynamodb_service_context
    evaluator.enforce = enforce


def _feed_encryption_contexts() -> None:
    # Of a call with a key AWS knows the context, key by key.
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    own: Callable[..., dict[str, Any]] = actions.request_tag_context

    def request_tag_context(service: str, action: str, body: bytes, parameters: Any) -> dict[str, Any]:
        context = own(service, action, body, parameters)
        if service != "kms":
            return context
        encryption: dict[str, str] = _object(body).get("EncryptionContext") or {}
        by_key = {f"kms:EncryptionContext:{key}": value for key, value in encryption.items()}
        return context | by_key | ({"kms:EncryptionContextKeys": list(encryption)} if encryption else {})

    actions.request_tag_context = request_tag_context


class _PartitionKeys:
    """Reads the schemas of ministack's tables of the caller's account and region."""

    def __init__(self) -> None:
        self._dynamodb: Any = importlib.import_module("ministack.services.dynamodb")

    def of_item(self, table: str, attributes: Mapping[str, Any]) -> str | None:
        schema = self._dynamodb._tables.get(table)  # noqa: SLF001
        value = attributes.get(schema["pk_name"]) if schema else None
        return self._dynamodb._extract_key_val(value) if value else None  # noqa: SLF001

    def of_query(self, table: str, request: Mapping[str, Any]) -> str | None:
        schema = self._dynamodb._tables.get(table)  # noqa: SLF001
        if not schema:
            return None
        name = self._dynamodb._resolve_index_keys(schema, request.get("IndexName"))[0]  # noqa: SLF001
        values = request.get("ExpressionAttributeValues", {})
        names = request.get("ExpressionAttributeNames", {})
        condition = request.get("KeyConditionExpression")
        asked: str | None = self._dynamodb._extract_pk_from_condition(  # noqa: SLF001
            condition, values, names, name
        ) or self._dynamodb._extract_pk_from_key_conditions(request.get("KeyConditions", {}), name)  # noqa: SLF001
        return asked


def _check_mails_on_their_identity() -> None:
    # ministack checks every sending on "*" and knows nothing of the sender.
    app: Any = importlib.import_module("ministack.app")
    identities = importlib.import_module("ministack.services.ses_v2")._identities  # noqa: SLF001
    account_id = importlib.import_module("ministack.core.responses").get_account_id
    own: Callable[..., Any] = app._enforce_ses_v2  # noqa: SLF001

    def enforce_ses_v2(method: str, path: str, *request: Any) -> Any:
        if (method, path.rstrip("/")) != ("POST", _SEND_MAIL):
            return own(method, path, *request)
        headers, body, query, request_id = request
        mail = _object(body)
        sender = parseaddr(mail.get("FromEmailAddress", ""))[1]
        domain = sender.rpartition("@")[2]
        identity = domain if sender not in identities and domain in identities else sender
        arn = f"arn:aws:ses:{app.extract_region(headers, query)}:{account_id()}:identity/{identity}"
        return app._enforce_data_plane(  # noqa: SLF001
            "sesv2",
            "ses:SendEmail",
            headers,
            query,
            request_id,
            resource_arn=mail.get("FromEmailAddressIdentityArn") or arn,
            service_context={"ses:FromAddress": sender},
            named_resource=arn,
        )

    app._enforce_ses_v2 = enforce_ses_v2  # noqa: SLF001


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in ``body``; an empty one where there is none: the service refuses such a call by itself."""
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
