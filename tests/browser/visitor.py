"""A merchant at a browser: presses what can be read, looks at where that leads, and counts the clicks."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Response, expect

from browser.page_checks import Finding, findings

_PATIENCE_MS = 20_000


@dataclass(eq=False)
class Visitor:
    """One window. `own` are the three servers of the story; a request to any other is a stranger."""

    context: BrowserContext
    language: str
    own: frozenset[str]
    pictures: Path | None = None
    clicks: int = 0
    started: float = field(default_factory=time.monotonic)
    wrong: list[Finding] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(_PATIENCE_MS)
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """A tab like the first; `page` stays where it is."""
        return self.context.new_page()

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def reads(self, *texts: str) -> None:
        """These words are visible."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=_PATIENCE_MS)

    def stands_on(self, heading: str, name: str = "") -> None:
        """The page with this heading is open; what is wrong with it is kept, and its picture under `name`."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=_PATIENCE_MS)
        self.look(name or urlsplit(self.page.url).path.strip("/").replace("/", "-") or "home")

    def look(self, name: str) -> None:
        """Check the page once per name, and photograph it."""
        if name in self.seen:
            return
        self.seen.add(name)
        self.page.wait_for_load_state("load")
        self.wrong += findings(self.page, self.language)
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"{len(self.seen):02}-{name}.png", full_page=True)

    def press(self, words: str) -> None:
        """A button, by what is written on it; the first where several say the same."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.clicks += 1

    def follow(self, words: str) -> None:
        """A link, by what is written on it."""
        self.page.get_by_role("link", name=words, exact=True).first.click()
        self.clicks += 1

    def choose(self, label: str, option: str) -> None:
        """A line of a drop-down: one click opens it, one picks."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.clicks += 2

    def tick(self, label: re.Pattern[str] | str) -> None:
        """A radio button."""
        self.page.get_by_label(label).first.check()
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        """Into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    @property
    def seconds(self) -> float:
        """Since the visit began."""
        return time.monotonic() - self.started

    def _note_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in self.own:
            self.strangers.append(request.url)

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.request.method} {response.url}: {response.status}")
