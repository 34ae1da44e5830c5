"""A person who goes from page to page by what stands there: links and buttons by their words, with pages counted."""

import html
import re
from urllib.parse import urlencode, urljoin

from unit.portal.visitor import FormReader

_LINK = re.compile(r"<a\b[^>]*?href=\"(?P<to>[^\"]+)\"[^>]*>(?P<inner>.*?)</a>", re.DOTALL)
_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_BUTTON = re.compile(r"<button\b(?P<given>[^>]*)>(?P<inner>.*?)</button>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Walk:
    """`pages` are those that were opened after the first one, where it begins."""

    def __init__(self, visitor, page):
        self._visitor, self.page, self.pages = visitor, page, 0

    def follow(self, words):
        """Click the link that says this."""
        links = [found for found in _LINK.finditer(self.page.body) if words in _said(found["inner"])]
        assert links, f"{self.page.path} has no link {words!r}"
        self._stand_on(self._visitor.open(urljoin(self.page.path, html.unescape(links[0]["to"]))))

    def press(self, words, **typed):
        """Press the button that says this, with what was chosen or typed in its form."""
        forms = [
            (_fields(form[0]), button["given"], 'method="post"' in form[0])
            for form in _FORM.finditer(self.page.body)
            for button in _BUTTON.finditer(form[0])
            if words in _said(button["inner"])
        ]
        fitting = [each for each in forms if typed.keys() <= each[0][1].keys()]
        assert fitting, f"{self.page.path} has no button {words!r} with {sorted(typed)}"
        (action, fields), button, is_post = fitting[0]
        given = dict(re.findall(r'(\w+)="([^"]*)"', button))
        fields |= {given["name"]: given.get("value", "")} if "name" in given else {}
        where = (action or self.page.path).partition("#")[0]
        if is_post:
            self._stand_on(self._visitor.post_to(where, fields | typed))
        else:
            self._stand_on(self._visitor.open(f"{where}?{urlencode(fields | typed)}"))

    def reads(self, *words):
        """These words stand on the page, as a person reads them."""
        read = " ".join(_said(self.page.body).split())
        for each in words:
            assert each in read, f"{each!r} does not stand on {self.page.path}: {read[:1500]}"

    def _stand_on(self, page):
        assert page.status == 200, f"{page.path} answered {page.status}"
        self.page, self.pages = page, self.pages + 1


def _fields(form):
    """The action of a form, and what it sends untouched."""
    reader = FormReader()
    reader.feed(form)
    return reader.found[0]


def _said(part):
    return html.unescape(" ".join(_TAG.sub(" ", part).split()))
