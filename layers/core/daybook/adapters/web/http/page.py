"""One answer to a browser, before it is API Gateway's."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """Status, HTML and headers of one answer; `cookie` is the session cookie's new value, if it is to be set.

    `content` is a file that is no text; then there is no HTML.
    """

    status: int
    body: str = field(repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)
