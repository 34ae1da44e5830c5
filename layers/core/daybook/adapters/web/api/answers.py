"""What the API's calls share: the visit behind a call, and refusals in words."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import speech_for
from daybook.application.days.settle_holds import NotReleasableError
from daybook.application.days.undo_days import NothingToUndoError
from daybook.application.mapping.add_account import NameRefusedError
from daybook.application.mapping.choose_posting import ChoiceRefusedError
from daybook.application.mapping.create_accounts import AccountLimitError
from daybook.application.mapping.mapping_versions import StartRefusedError
from daybook.application.mapping.suitable_accounts import AccountRefusedError
from daybook.application.mapping.tax_codes import TaxCodesRefusedError
from daybook.application.planning.request_sync import RangeRefusedError
from daybook.application.telling.mail_address import BadAddressError, NothingWaitsError, TooManyMailsError
from daybook.contracts.http.problem import ProblemBody
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.day.adjustments import LimitRefusedError
from daybook.domain.errors import Condition, DaybookError, HoldReason, LaunchRefusedError, NeedsAttentionError
from daybook.domain.telling.mail import MailNotSentError
from daybook.domain.words import noted

JSON = "application/json"
_WISHES = (
    RangeRefusedError,
    NameRefusedError,
    ChoiceRefusedError,
    TaxCodesRefusedError,
    AccountLimitError,
    AccountRefusedError,
    StartRefusedError,
    LimitRefusedError,
    BadAddressError,
    TooManyMailsError,
)
# Where a value came from is no part of its name.
_PARTS = frozenset({"body", "query", "path"})
_CHANGED_MEANWHILE = (NotReleasableError, NothingToUndoError, NothingWaitsError)
_ALWAYS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_TITLES = {
    "too_large": noted("That was too much at once"),
    "not_found": noted("There is no such day"),
    "no_such_call": noted("There is no such page"),
    "not_json": noted("Send the body as JSON"),
    "refused": noted("This cannot be done as asked"),
    "mail_not_sent": noted("The mail that confirms the address could not be sent. Nothing was changed."),
}


def new_router() -> APIGatewayHttpRouter:
    """The calls of one noun; their paths begin where the API is put together."""
    return APIGatewayHttpRouter()  # type: ignore[no-untyped-call]  # their constructor has no annotations


def refusals(*statuses: HTTPStatus) -> dict[int, OpenAPIResponse]:
    """What a call may answer besides success, for the OpenAPI document."""
    every = {*_ALWAYS, *statuses}
    # The model of success is what the call returns.
    described: dict[int, OpenAPIResponse] = {HTTPStatus.OK.value: {"description": HTTPStatus.OK.phrase}}
    described |= {
        status.value: {"description": status.phrase, "content": {JSON: {"model": ProblemBody}}}
        for status in sorted(every)
    }
    return described


class WishRefusedError(ValueError):
    """A body that is well-formed and cannot be carried out; the text says which value and why."""


class NotFoundError(ValueError):
    """What the path names is not on record."""


def visit_of(context: dict[str, Any]) -> Visit:
    """The visit that the call was received for."""
    visit: Visit = context["visit"]
    return visit


def live_visit_of(context: dict[str, Any]) -> Visit:
    """The visit that the call was received for, where the call changes what is posted or how.

    Raises:
        NeedsAttentionError: QuickBooks is not connected, or no longer: a page would lead to connect first.
    """
    visit = visit_of(context)
    if not visit.connection.is_live:
        raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"merchant {visit.merchant_id} is not connected")
    return visit


def problem_of(error: Exception, language: str) -> tuple[HTTPStatus, ProblemBody]:
    """Status and words of a refusal.

    Raises:
        Exception: the error itself, where it is a bug.
    """
    if isinstance(error, RequestValidationError):
        return HTTPStatus.UNPROCESSABLE_ENTITY, problem_words("refused", language, *_first_fault(error))
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND, problem_words("not_found", language, _told(error, language))
    if isinstance(error, (*_WISHES, WishRefusedError)):
        return HTTPStatus.UNPROCESSABLE_ENTITY, problem_words("refused", language, _told(error, language))
    if isinstance(error, _CHANGED_MEANWHILE):
        return HTTPStatus.CONFLICT, problem_words("refused", language, _told(error, language))
    if isinstance(error, MailNotSentError):
        return HTTPStatus.SERVICE_UNAVAILABLE, problem_words("mail_not_sent", language)
    if not isinstance(error, DaybookError):
        raise error
    said = entry_for_error(error)
    text = said.text(language)
    body = ProblemBody(code=said.code, title=text.title, message=text.happened, action=text.action)
    return _status_of(error), body


def problem_words(kind: str, language: str, message: str = "", field: str = "") -> ProblemBody:
    """A refusal that the error catalogue knows as a wish that cannot be granted."""
    title = speech_for(language).say(_TITLES[kind])
    return ProblemBody(
        code=entry_for_condition(Condition.WISH_REFUSED).code, title=title, message=message or title, field=field
    )


def _told(error: Exception, language: str) -> str:
    """What to ask for instead, in the reader's language where the error can say it."""
    return error.said(language) if isinstance(error, AskDifferentlyError) else str(error)


def _first_fault(error: RequestValidationError) -> tuple[str, str]:
    """What is wrong with the first field that is wrong, and which one it is."""
    fault = error.errors()[0]
    field = ".".join(str(part) for part in fault["loc"] if part not in _PARTS)
    return f"{field or 'body'}: {fault['msg']}", field


def _status_of(error: DaybookError) -> HTTPStatus:
    if isinstance(error, LaunchRefusedError):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT if isinstance(error, NeedsAttentionError) else HTTPStatus.SERVICE_UNAVAILABLE
