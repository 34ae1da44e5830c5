"""Pages about what went wrong; they need no session, table or secret: words and templates lie beside the code."""

from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.rendering import Frame, Renderer
from daybook.adapters.web.http.requests import View
from daybook.adapters.web.words.speech import speech_for
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.errors import (
    Condition,
    DaybookError,
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    RetriableError,
)


def error_page(renderer: Renderer, error: DaybookError, frame: Frame) -> Page:
    """Why it cannot go on, who has to act, and the one thing to do: from the error catalogue."""
    return _page(renderer, entry_for_error(error), frame, _status_of(error), reconnect=wants_reconnect(error))


def page_of_silence(renderer: Renderer, error: RetriableError, language: str) -> Page:
    """A vendor or AWS does not answer, before anything is known of the visitor but the language of their browser."""
    return error_page(renderer, error, Frame(speech_for(language)))


def page_of_bug(renderer: Renderer, language: str) -> Page:
    """Something broke that should not have; the traceback is in the log."""
    return _page(renderer, entry_for_condition(Condition.BUG), Frame(speech_for(language)), 500)


def wants_reconnect(error: DaybookError) -> bool:
    """Whether the merchant has to connect again."""
    return isinstance(error, NeedsAttentionError) and error.reason is HoldReason.NEEDS_RECONNECT


def _page(renderer: Renderer, said: Entry, frame: Frame, status: int, *, reconnect: bool = False) -> Page:
    text = said.text(frame.speech.language, company=frame.company)
    view = View("error", text.title, {"text": text, "code": said.code, "reconnect": reconnect}, status=status)
    return renderer.page(view, frame)


def _status_of(error: DaybookError) -> int:
    match error:
        case LaunchRefusedError():
            return 403
        case NeedsAttentionError():
            return 409
    return 503
