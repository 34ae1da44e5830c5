"""Calls whose answer is lost on its way, or that never arrive, and what a look-up finds of them."""

from dataclasses import replace

import pytest

from daybook.domain.posting.posted_documents import OutcomeUnknownError


def found(books, call, **known):
    """The likeness, and the document with its payments in an order of their own."""
    result = books.look_up(call, **known)
    document = result.document and replace(
        result.document, parts=tuple(sorted(result.document.parts, key=lambda part: part.key))
    )
    return result.likeness, document, result.details


def sorted_parts(document):
    return replace(document, intuit_tid="", parts=tuple(sorted(document.parts, key=lambda part: part.key)))


def sent(books, call, request_id):
    """Carry a call out; its answer is lost."""
    books.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, request_id)


def unsent(books, call, request_id):
    """The line is cut before the call arrives."""
    books.unsend()
    with pytest.raises(OutcomeUnknownError):
        books.send(call, request_id)
