"""How calls of the API answer: in JSON, refusals in words."""

import json
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from daybook.adapters.web.api.binding import ArgumentsRefusedError
from daybook.adapters.web.error_pages import status_of
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Redirect, Request
from daybook.adapters.web.http.router import NoSuchPageError, TooLargeError
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.accountants import TooManyInvitationsError
from daybook.application.access.sessions import Session
from daybook.application.days.settle_holds import NotReleasableError
from daybook.application.days.undo_days import NothingToUndoError
from daybook.application.mapping.accounts.add_account import NewAccountRefusedError
from daybook.application.telling.mail_address import BadAddressError, NothingWaitsError, TooManyMailsError
from daybook.contracts.http.problem import ProblemBody
from daybook.domain.accountant.access import RoleRefusedError, TooManyAccountantsError
from daybook.domain.accountant.accountants import FirmGoneError, HereForFirmError
from daybook.domain.accountant.addresses import BadAccountantAddressError
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.clearing.books_reading import BOOKS_UNREADABLE, BooksUnreadableError
from daybook.domain.errors import Condition, DaybookError, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.telling.mail import MailNotSentError
from daybook.domain.words import noted

JSON = "application/json"
_ACCESS_REFUSED = (
    *(BadAccountantAddressError, FirmGoneError, HereForFirmError, RoleRefusedError),
    *(TooManyAccountantsError, TooManyInvitationsError),
)
_WISHES = (AskDifferentlyError, NewAccountRefusedError, BadAddressError, TooManyMailsError, *_ACCESS_REFUSED)
_CHANGED_MEANWHILE = (NotReleasableError, NothingToUndoError, NothingWaitsError)
_TITLES = {
    "too_large": noted("That was too much at once"),
    "not_found": noted("There is no such day"),
    "no_such_call": noted("There is no such page"),
    "not_json": noted("Send the body as JSON"),
    "refused": noted("This cannot be done as asked"),
    "mail_not_sent": noted("The mail could not be sent. Nothing was changed; check the address, or try again later."),
    "books_unreadable": BOOKS_UNREADABLE,
}


class WishRefusedError(ValueError):
    """A body that is well-formed and cannot be carried out; the text says which value and why."""


class NotFoundError(ValueError):
    """What the path names is not on record."""


class OtherTypeError(ValueError):
    """The body says of itself that it is something else than JSON."""


class NotJsonError(ValueError):
    """The body is JSON that cannot be read."""


# In order: the first that fits. The last column says whether the error's own text tells why.
_REFUSALS: tuple[tuple[tuple[type[Exception], ...], HTTPStatus, str, bool], ...] = (
    ((NoSuchPageError,), HTTPStatus.NOT_FOUND, "no_such_call", False),
    ((TooLargeError,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", False),
    ((OtherTypeError,), HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", False),
    ((NotJsonError,), HTTPStatus.UNPROCESSABLE_ENTITY, "not_json", False),
    ((NotFoundError,), HTTPStatus.NOT_FOUND, "not_found", True),
    (_CHANGED_MEANWHILE, HTTPStatus.CONFLICT, "refused", True),
    ((*_WISHES, WishRefusedError, ArgumentsRefusedError), HTTPStatus.UNPROCESSABLE_ENTITY, "refused", True),
    ((BooksUnreadableError,), HTTPStatus.UNPROCESSABLE_ENTITY, "books_unreadable", False),
    ((MailNotSentError,), HTTPStatus.SERVICE_UNAVAILABLE, "mail_not_sent", False),
)


class CallAnswers:
    """Answers of the API's calls."""

    def page(self, answer: BaseModel, _request: Request, _session: Session | None, _visit: Visit | None = None) -> Page:
        """What a call found, or did."""
        return _page(HTTPStatus.OK, answer.model_dump_json(by_alias=True))

    def said(self, request: Request) -> Any:
        """What the body says; None where there is none.

        Raises:
            OtherTypeError: it says that it is something else than JSON.
            NotJsonError: it is not JSON that can be read: UTF-8, not too deep, no number without an end.
        """
        if not request.body:
            return None
        if not request.content_type.startswith(JSON):
            raise OtherTypeError(request.content_type)
        try:
            return json.loads(request.body.decode())
        except (ValueError, RecursionError) as error:
            raise NotJsonError(str(error)) from error

    def not_connected(self, session: Session, _visit: Visit | None) -> Redirect:
        """A call leads nowhere.

        Raises:
            NeedsAttentionError: always.
        """
        raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"merchant {session.merchant_id} is not connected")

    def refused(self, error: Exception, request: Request, session: Session | None) -> Page:
        """A refusal in the session's language.

        Raises:
            Exception: the error itself, where it is a bug.
        """
        status, body = _problem(error, session.language if session else request.accept_language)
        return _page(status, body.text())

    def broken(self, request: Request, away: RetriableError | None) -> Page:
        """In the language that the caller names: nothing else is known of them."""
        if away is not None:
            return self.refused(away, request, None)
        problem = _entry_words(entry_for_condition(Condition.BUG), request.accept_language)
        return _page(HTTPStatus.INTERNAL_SERVER_ERROR, problem.text())


def _page(status: HTTPStatus, text: str) -> Page:
    return Page(status.value, text, {**security_headers(), "Content-Type": JSON})


def _problem(error: Exception, language: str) -> tuple[HTTPStatus, ProblemBody]:
    """Status and words of a refusal."""
    for kinds, status, title, says_why in _REFUSALS:
        if isinstance(error, kinds):
            field = error.field if isinstance(error, ArgumentsRefusedError) else ""
            return status, _words(title, language, _told(error, language) if says_why else "", field)
    if not isinstance(error, DaybookError):
        raise error
    return HTTPStatus(status_of(error)), _entry_words(entry_for_error(error), language)


def _entry_words(said: Entry, language: str) -> ProblemBody:
    text = said.text(language)
    return ProblemBody(code=said.code, title=text.title, message=text.happened, action=text.action)


def _words(kind: str, language: str, message: str = "", field: str = "") -> ProblemBody:
    """A refusal that the error catalogue knows as a request that cannot be carried out."""
    title = speech_for(language).say(_TITLES[kind])
    return ProblemBody(
        code=entry_for_condition(Condition.WISH_REFUSED).code, title=title, message=message or title, field=field
    )


def _told(error: Exception, language: str) -> str:
    """What to ask for instead, in the reader's language where the error can say it."""
    return error.said(language) if isinstance(error, AskDifferentlyError) else str(error)
