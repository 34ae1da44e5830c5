"""A merchant at a browser: presses what can be read, looks at where that leads, and counts the clicks."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, WebError, expect

from browser.checking.page_checks import Finding
from browser.checking.templates import template_of
from browser.visiting.album import Album

PATIENCE_MS = 30_000
# Chromium says this of every answer that is a refusal; those are looked at as answers.
_REFUSED = "Failed to load resource"


@dataclass(frozen=True, slots=True)
class Sight:
    """A page that was looked at."""

    template: str
    title: str


@dataclass(eq=False)
class Visitor:
    """One window. `own` are the servers of the story; a request to any other is a stranger. `requests` counts all."""

    context: BrowserContext
    own: frozenset[str]
    album: Album
    clicks: int = 0
    requests: int = 0
    wrong: list[Finding] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    sights: dict[str, Sight] = field(default_factory=dict)
    status: int = 0
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.context.on("console", self._note_console)
        self.context.on("weberror", self._note_error)
        self.page = self.new_tab()

    @property
    def language(self) -> str:
        """What they read."""
        return self.album.language

    def new_tab(self) -> Page:
        """A tab like the first; `page` stays where it is."""
        return self.context.new_page()

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def reads(self, *texts: str) -> None:
        """These words are visible."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=PATIENCE_MS)

    def is_on(self, heading: str) -> None:
        """The page with this heading is open."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE_MS)

    def stands_on(self, heading: str, name: str = "") -> None:
        """The page with this heading is open; what is wrong with it is kept, and its picture under `name`."""
        self.is_on(heading)
        self.look(name or urlsplit(self.page.url).path.strip("/").replace("/", "-") or "home")

    def look(self, name: str) -> None:
        """Check the page that is open, and photograph it, once per name and kind of window."""
        self.page.wait_for_load_state("load")
        self.sights[name] = Sight(template_of(self.page.url, self.status), self.page.title())
        self.wrong += self.album.look(self.page, name)

    def finds_a_way_on(self) -> None:
        """The page is no dead end: something on it can be pressed or followed."""
        ways = self.page.locator("main").locator("a[href], button")
        assert ways.count() > 0, self.page.locator("main").inner_text()

    def button(self, words: str) -> Locator:
        """A button, by what is written on it; the first where several say the same."""
        return self.page.get_by_role("button", name=words, exact=True).first

    def press(self, words: str) -> None:
        """Press a button."""
        self.button(words).click()
        self.clicks += 1

    def press_beginning(self, words: str) -> None:
        """Press the button whose words begin so."""
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()
        self.clicks += 1

    def follow(self, words: str) -> None:
        """A link, by what is written on it."""
        self.page.get_by_role("link", name=words, exact=True).first.click()
        self.clicks += 1

    def field(self, label: str) -> Locator:
        """A field, by its label."""
        return self.page.get_by_label(label, exact=True).first

    def choose(self, label: str, option: str) -> None:
        """A line of a drop-down: one click opens it, one picks."""
        self.field(label).select_option(label=option)
        self.clicks += 2

    def tick(self, label: re.Pattern[str] | str) -> None:
        """A radio button."""
        self.page.get_by_label(label).first.check()
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        """Into a field."""
        self.field(label).fill(text)

    def _note_request(self, request: Request) -> None:
        self.requests += 1
        if urlsplit(request.url).netloc not in self.own:
            self.strangers.append(request.url)

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.request.method} {response.url}: {response.status}")
        if response.request.is_navigation_request() and response.frame.parent_frame is None:
            self.status = response.status

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSED):
            self.wrong.append(Finding(message.location["url"], f"console: {message.text}"))

    def _note_error(self, error: WebError) -> None:
        self.wrong.append(Finding(error.page.url if error.page else "?", f"script: {error.error}"))
