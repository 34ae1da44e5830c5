"""What a browser or a caller sent, and what it gets back: plain values between API Gateway and the pages."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, quote

from daybook.adapters.web.words.speech import Speech
from daybook.application.access.sessions import Session

CSRF_FIELD = "csrf_token"
# The longest honest form is a mapping template of a few hundred rows.
MAX_BODY_BYTES = 256 * 1024
# What a file may weigh, so that the form around it stays within that.
MAX_FILE_BYTES = 200 * 1024
# The longest id that a page or a call can be about; a table takes no key that is much longer.
MOST_SIGNS_OF_A_NAME = 200
_DATE = re.compile(r"20\d{2}-\d{2}-\d{2}")
_FORM_IN_A_FORM = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `form` holds the last value of every field, `body` what was sent as it is.

    `is_too_large` says that more was sent than any page sends: it was not read. `network` is where it came from: an
    IPv4 address, or the first half of an IPv6 address. `fetch_site` is what the browser says of the page that sent it.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: tuple[str, ...] = field(default=(), repr=False)
    accept_language: str = ""
    is_too_large: bool = False
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    csrf_header: str = field(default="", repr=False)
    network: str = ""
    fetch_site: str = ""

    @property
    def csrf_token(self) -> str:
        """What shows that a write comes from the session's own page: a caller's header, or a field of the form."""
        return self.csrf_header or self.form.get(CSRF_FIELD, "")

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether a page of another site sent it, as far as the browser says; such a form presses no button of ours."""
        return self.fetch_site in {"cross-site", "same-site"}

    def text(self, name: str) -> str:
        """A form field, white space around it removed; empty when it was not sent."""
        return self.form.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """A date of the form or the query; None when it is missing or no date."""
        return day_of(self.form.get(name) or self.query.get(name, ""))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the merchant has to correct: which field, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class View:
    """A page to render. `notice` says what was just done, where the page knows better than the address.

    `form_target` is an address elsewhere to which a form of the page redirects; `speech` is that of the page where it
    is not the reader's. `did` says that the form did what it is for, though its answer is a page. A page with a secret
    in its address names that address to no server.
    """

    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    problems: tuple[Problem, ...] = ()
    notice: str | None = None
    form_target: str = ""
    speech: Speech | None = None
    did: bool = False
    has_secret_address: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """See Other: a reload of the next page repeats nothing.

    `did` is whether the form did what it is for, `begins` the session that begins with it.
    """

    path: str
    did: bool = True
    begins: Session | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file: text, or bytes that are none; `rest` is the address of the file that goes on where this one ends."""

    name: str
    content_type: str
    content: str | bytes
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """JSON for the pages' own script."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file beside the pages, by its name: the stylesheet or the script."""

    name: str


Answer = View | Redirect | Download | Facts | File
PageFunction = Callable[..., Answer]


def day_of(text: str) -> date | None:
    """A date of this century in ISO form, or None. Half-typed years lead beyond the calendar's ends."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def form_of(body: bytes, content_type: str) -> dict[str, str]:
    """The fields of a form, uploaded files as their text.

    Raises:
        ValueError: it holds more than any form of a page: thousands of fields, or forms in forms, which cost seconds.
    """
    if content_type.lower().startswith("multipart/form-data"):
        return _multipart(body, content_type)
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=2000)
    return {name: values[-1] for name, values in fields.items()}


def segment(text: str) -> str:
    """A text as one segment of a path."""
    return quote(text, safe=":")


def _multipart(body: bytes, content_type: str) -> dict[str, str]:
    if _FORM_IN_A_FORM.search(body):
        raise ValueError("a form in a form")
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    fields = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            fields[name] = content.decode("utf-8-sig", "replace")
    return fields
