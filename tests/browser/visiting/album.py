"""What was seen in windows of one kind: whoever comes to a page first checks and photographs it."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from browser.checking.page_checks import Finding, findings


@dataclass(slots=True)
class Album:
    """The pages of one language and width; each has a name, as a page in another state is another picture."""

    language: str
    folder: Path | None
    names: set[str] = field(default_factory=set)

    def look(self, page: Page, name: str) -> list[Finding]:
        """What is wrong with the page that is open, if nobody has looked at it under this name."""
        if name in self.names:
            return []
        self.names.add(name)
        wrong = findings(page, self.language)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.folder / f"{len(self.names):02}-{name}.png", full_page=True)
        return wrong
