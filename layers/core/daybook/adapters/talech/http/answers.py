"""Turns a reply of talech (status, `ResponseCode`, body) into an answer or into one of our errors.

An error never means "no sales" (docs/talech.md 3.7): only a complete JSON object with code 200, or 404 for "records not
found", is an answer. Everything else is raised as an error that names what must happen next.
"""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any, Generic, NoReturn, TypeVar

from pydantic import ValidationError

from daybook.adapters.talech.http.envelope import Envelope, ResponseCode
from daybook.adapters.talech.http.transport import Reply
from daybook.domain.errors import Condition, DaybookRefusedError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.outside_text import cleaned_texts

_LONGEST_DESCRIPTION = 120

Shape = TypeVar("Shape", bound=Envelope)


class TalechMisuseError(DaybookRefusedError):
    """talech refuses Daybook itself, its keys or the form of a call: the deployment is wrong, or there is a bug."""

    def __init__(self, message: str) -> None:
        """Keep what talech did not accept."""
        super().__init__(message, condition=Condition.TALECH_REFUSES_DAYBOOK)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Shape]):
    """A complete answer. `found` is None for "records not found"; `total` counts the rows of a search."""

    found: Shape | None
    total: int | None

    def one(self, path: str) -> Shape:
        """The object that the call named.

        Raises:
            RetriableError: talech did not find it.
        """
        if self.found is None:
            raise RetriableError(
                f"talech has no record for {path}, although it named one", condition=Condition.TALECH_ANSWER_UNREADABLE
            )
        return self.found


def read_answer(
    path: str, reply: Reply, shape: type[Shape], merchant_identification: str | None = None
) -> Answer[Shape]:
    """The answer in a reply; for any other reply the error is raised.

    `merchant_identification` is the location of the call, if any; it decides what a 403 means.

    Raises:
        RetriableError: 401 with a token just issued, 408, 429, 5xx, a redirect, a page of a firewall in between, a body
            that is not complete JSON or of another shape, or a `ResponseCode` other than 200 and 404.
        NeedsAttentionError: 403 from talech itself; Daybook may no longer read the location or account.
        TalechMisuseError: any other status: the call itself is wrong.
    """
    if reply.status != HTTPStatus.OK:
        raise_for_status(path, reply, merchant_identification)
    return _read_at_once(reply, shape) or _read_in_steps(path, reply, shape)


def _read_at_once(reply: Reply, shape: type[Shape]) -> Answer[Shape] | None:
    """The fields of an ordinary answer, parsed and checked in one pass over its bytes; None for any other answer.

    `_read_in_steps` reads the same, four times slower, and names what is wrong.
    """
    body = reply.body
    if b"NaN" in body or b"Infinity" in body:  # some encoders write these for a number; JSON does not have them
        return None
    try:
        found = shape.model_validate_json(body)
    except ValidationError:
        return None
    return Answer(found, found.response_code.total) if found.response_code.status == HTTPStatus.OK else None


def _read_in_steps(path: str, reply: Reply, shape: type[Shape]) -> Answer[Shape]:
    fields = read_object(path, reply)
    code = fields.get("ResponseCode")
    status = code.get("statusCode") if isinstance(code, dict) else None
    if not isinstance(code, dict) or status not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
        description = str(code.get("desc", ""))[:_LONGEST_DESCRIPTION] if isinstance(code, dict) else "missing"
        raise RetriableError(
            f"talech answered {path} with ResponseCode {status} ({description}): an error, not data",
            condition=Condition.TALECH_UNAVAILABLE,
        )
    found = _shaped(path, fields, shape) if status == HTTPStatus.OK else None
    return Answer(found, ResponseCode.model_validate(code).total)


def _shaped(path: str, fields: dict[str, Any], shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        # Report place and kind of the errors, but no values: these are a merchant's figures.
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise RetriableError(
            f"talech answered {path} in another shape: {where}: {first['msg']}",
            condition=Condition.TALECH_ANSWER_UNREADABLE,
        ) from None


def read_object(path: str, reply: Reply) -> dict[str, Any]:
    """The JSON object of a body, with amounts as Decimal, never float, and with cleaned texts.

    Raises:
        RetriableError: the body is incomplete, is an HTML page, or is not one object.
    """
    try:
        body = cleaned_texts(json.loads(reply.body, parse_float=Decimal, parse_constant=_refuse_constant))
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise RetriableError(
            f"talech answered {path} with {len(reply.body)} bytes that are no whole JSON",
            condition=Condition.TALECH_UNAVAILABLE if _is_a_page(reply) else Condition.TALECH_ANSWER_UNREADABLE,
        ) from error
    if not isinstance(body, dict):
        raise RetriableError(
            f"talech answered {path} with a JSON {type(body).__name__}, expected an object",
            condition=Condition.TALECH_ANSWER_UNREADABLE,
        )
    return body


def raise_for_status(path: str, reply: Reply, merchant_identification: str | None = None) -> NoReturn:
    """Raise what a status other than 200 means; `read_answer` lists the errors."""
    redirects = HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST
    if redirects or _is_a_page(reply) or (reply.status == HTTPStatus.FORBIDDEN and not reply.body.strip()):
        # A firewall or gateway in between answered: its 403 does not concern the merchant's access.
        raise RetriableError(
            f"a gateway answered {path} instead of talech, with HTTP {reply.status}",
            condition=Condition.TALECH_UNAVAILABLE,
        )
    if reply.status == HTTPStatus.UNAUTHORIZED:
        raise RetriableError(
            f"talech refused {path} with a token it had just issued (HTTP 401)",
            condition=Condition.TALECH_SIGN_IN_REFUSED,
        )
    if reply.status == HTTPStatus.FORBIDDEN and merchant_identification is not None:
        raise NeedsAttentionError(
            HoldReason.UNKNOWN_LOCATION,
            f"talech says that location {merchant_identification} is not in this account any more (HTTP 403 on {path})."
            " Check the locations in talech, then load them again in Daybook.",
        )
    if reply.status == HTTPStatus.FORBIDDEN:
        raise NeedsAttentionError(
            HoldReason.TALECH_ACCESS_LOST,
            f"talech does not let Daybook read this account any more (HTTP 403 on {path})."
            " Open Daybook from talech Settings > Apps > QuickBooks to grant access again.",
        )
    transient = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
    if reply.status in transient or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise RetriableError(
            f"talech answered {path} with HTTP {reply.status}",
            after_seconds=_retry_after(reply),
            condition=Condition.TALECH_UNAVAILABLE,
            of_one_account=reply.status == HTTPStatus.TOO_MANY_REQUESTS,
        )
    raise TalechMisuseError(f"talech refused the form of {path} with HTTP {reply.status}: a fault of Daybook's call")


def _is_a_page(reply: Reply) -> bool:
    """Whether the body is markup; talech itself answers in JSON."""
    return reply.body.lstrip().startswith(b"<")


def _retry_after(reply: Reply) -> int | None:
    """The seconds of a `Retry-After` header; for the date form our own back-off is used."""
    text = reply.headers.get("Retry-After", "")
    return int(text) if text.isdecimal() else None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
