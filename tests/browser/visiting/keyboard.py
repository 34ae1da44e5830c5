"""A visitor without a mouse: the next stop is what Tab leads to, and it must be seen."""

from dataclasses import dataclass

from browser.visiting.visitor import Visitor

_MOST_STOPS = 60
_STOP = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    words: (at.labels?.[0] ?? at).innerText.trim(),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus: its words, whether it is drawn so, and whether it is within the window."""

    words: str
    marked: bool
    within: bool


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Tab and Enter in the visitor's window."""

    visitor: Visitor

    def stop(self) -> Stop:
        """What has the focus."""
        return Stop(**self.visitor.page.evaluate(_STOP))

    def reach(self, words: str) -> Stop:
        """Press Tab until something says this; every stop on the way is seen."""
        for _ in range(_MOST_STOPS):
            self.visitor.page.keyboard.press("Tab")
            stop = self.stop()
            assert stop.marked, f"nobody sees that {stop.words!r} has the focus"
            assert stop.within, f"{stop.words!r} has the focus outside the window"
            if stop.words.startswith(words):
                return stop
        raise AssertionError(f"{_MOST_STOPS} stops, and none says {words!r}")

    def open_with_enter(self, words: str) -> None:
        """Reach it and press Enter."""
        self.reach(words)
        self.visitor.page.keyboard.press("Enter")
        self.visitor.clicks += 1
