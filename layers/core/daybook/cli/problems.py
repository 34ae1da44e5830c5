"""How an error leaves a command: its code, what happened and what to do, in the reader's language."""

import json

from daybook.bootstrap.command_line.operating import StackUnavailableError
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.errors import Condition, NeedsAttentionError
from daybook.domain.words import say


def problem_text(error: Exception, language: str) -> str:
    """Lines for people: the catalogue's words first, what the error itself says behind "details"."""
    entry = _entry_of(error)
    text = entry.text(language)
    return "\n".join(
        (f"daybook: {entry.code} {text.title}", text.happened, text.action, *_said_details(error, language))
    )


def problem_document(error: Exception) -> str:
    """One JSON line for scripts."""
    return json.dumps({"error": {"code": _entry_of(error).code, "details": _details(error)}}, ensure_ascii=False)


def _said_details(error: Exception, language: str) -> list[str]:
    """What systems say is as the logs have it, in any language; what was asked wrongly is said in the reader's."""
    if isinstance(error, AskDifferentlyError):
        return [say("Details: {text}", language, text=error.said(language))]
    return [say("Details, as the logs have them: {text}", language, text=detail) for detail in _details(error)]


def _entry_of(error: Exception) -> Entry:
    match error:
        case StackUnavailableError():
            return entry_for_condition(Condition.SYSTEM_UNREACHABLE)
        case ValueError():
            return entry_for_condition(Condition.WISH_REFUSED)
        case _:
            return entry_for_error(error)


def _details(error: Exception) -> list[str]:
    return [str(error), *(error.details if isinstance(error, NeedsAttentionError) else ())]
