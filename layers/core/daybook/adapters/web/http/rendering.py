"""Turns a view into a page: templates beside the function, words and figures in the merchant's language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import View
from daybook.adapters.web.words.speech import Speech

if TYPE_CHECKING:
    from jinja2 import Environment

_HTML = "text/html; charset=utf-8"
_STATIC_TYPES = {".svg": "image/svg+xml", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@cache
def _environment(templates: Path) -> "Environment":
    """One for a folder, so that each of its templates is compiled once in a process."""
    # A launch and a callback only redirect: the function that answers them loads the library with its first page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a visit shows around its content; without a session there is no menu and no form.

    `role` is the word for an accountant's role, and `closed` are the pages of the menu that it does not include. `home`
    is where a visit goes on from an error.
    """

    speech: Speech
    csrf_token: str = ""
    merchant: str = ""
    company: str = ""
    companies: bool = False
    place: str = ""
    notice: str = ""
    menu: bool = False
    path: str = ""
    role: str = ""
    closed: frozenset[str] = frozenset()
    home: str = "/"


class Renderer:
    """Renders the templates of one folder; `static` holds the stylesheet and the script beside it, if there is one."""

    def __init__(self, folder: Path) -> None:
        """Load each template when it is first needed."""
        self._static = folder / "static"
        self._has_script = self._static.is_dir()
        self._templates = folder / "templates"

    def page(self, view: View, frame: Frame) -> Page:
        """The page of a view."""
        speech = frame.speech
        body = (
            _environment(self._templates)
            .get_template(f"{view.template}.html")
            .render(
                view.values,
                _=speech.say,
                ngettext=speech.count,
                speech=speech,
                frame=frame,
                title=view.title,
                problems=view.problems,
                problem_of={problem.field: problem.message for problem in view.problems},
            )
        )
        headers = security_headers(
            form_target=view.form_target, script=self._has_script, secret_address=view.has_secret_address
        )
        return Page(view.status, body, {**headers, "Content-Type": _HTML})

    def static(self, name: str) -> Page | None:
        """The stylesheet or the script; None for any other name."""
        kind = _STATIC_TYPES.get(Path(name).suffix)
        if kind is None or name not in {path.name for path in self._static.iterdir()}:
            return None
        headers = {**security_headers(), "Content-Type": kind, "Cache-Control": "public, max-age=300"}
        return Page(200, (self._static / name).read_text(encoding="utf-8"), headers)
