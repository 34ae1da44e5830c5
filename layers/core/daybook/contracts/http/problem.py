"""The body of an API answer for a request that failed."""

from daybook.contracts.http.body import HttpBody


class ProblemBody(HttpBody):
    """An error in words: `code` is stable, `title`, `message` and `action` are in the session's language."""

    code: str
    title: str
    message: str
    action: str = ""
    field: str = ""
