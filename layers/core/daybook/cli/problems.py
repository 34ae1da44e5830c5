"""How an error leaves a command: its code, what happened and what to do, in the reader's language."""

import json

from daybook.bootstrap.operating import StackUnavailableError
from daybook.cli.words import word
from daybook.domain.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.error_entries import Condition, Entry
from daybook.domain.errors import NeedsAttentionError


def problem_text(error: Exception, language: str) -> str:
    """Lines for people: the catalogue's words first, what the error itself says behind "details"."""
    entry = _entry_of(error)
    text = entry.text(language)
    details = [word("details", language, text=detail) for detail in _details(error)]
    return "\n".join((f"daybook: {entry.code} {text.title}", text.happened, text.action, *details))


def problem_document(error: Exception) -> str:
    """One JSON line for scripts."""
    return json.dumps({"error": {"code": _entry_of(error).code, "details": _details(error)}}, ensure_ascii=False)


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
