"""Forms of an HTML page, filled in the way a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """Where a form goes, and what it sends untouched: buttons only count when they are pressed."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


def forms_of(page: str) -> list[Form]:
    """Every form of a page, in its order."""
    parser = _FormParser()
    parser.feed(page)
    parser.close()
    return parser.forms


class _FormParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "input" and self._open is not None and found.get("name"):
            kind = found.get("type", "text").lower()
            chosen = kind not in {"radio", "checkbox", "submit", "button", "image"} or "checked" in found
            if chosen:
                self._open.fields[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
