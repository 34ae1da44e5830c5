"""What holds for every page, read from its HTML."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

MAX_BYTES = 100 * 1024
_FIELDS = {"input", "select", "textarea"}
# Documents open in QuickBooks' own screens; nothing is loaded from there.
ALLOWED_HOSTS = {"", "qbo.intuit.com"}


class PageReader(HTMLParser):
    """Collects what the rules are about."""

    def __init__(self):
        super().__init__()
        self.language, self.headings, self.ids = "", [], []
        self.fields, self.labels, self.described, self.links = [], set(), [], []
        self.loaded, self.forms, self.inline, self.buttons = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.described += given.get("aria-describedby", "").split() + given.get("aria-labelledby", "").split()
        if tag == "html":
            self.language = given.get("lang", "")
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        elif tag in _FIELDS and given.get("type") != "hidden":
            self.fields.append(given.get("id"))
        elif tag == "label":
            self.labels.add(given.get("for"))
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append({"method": given.get("method"), "action": given.get("action"), "fields": set()})
        elif tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if "src" in given or tag == "link":
            self.loaded.append(given.get("src") or given.get("href"))
        if tag == "input" and self.forms:
            self.forms[-1]["fields"].add(given.get("name"))


def read(page):
    """The page as the rules see it."""
    reader = PageReader()
    reader.feed(page.body)
    return reader


def hosts(addresses):
    """The servers that addresses lead to."""
    return {urlsplit(address).netloc for address in addresses}
