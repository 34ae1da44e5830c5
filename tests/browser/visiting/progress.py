"""A sync as its page tells it: every reading is held against the one before and against the books."""

import re
from dataclasses import dataclass, field

_SENTENCE = re.compile(r'data-say="sentence">(.*?)<')
_PLACE = re.compile(
    r'class="name"[^>]*>(.*?)<.*?data-count="\d+">(\d+) / (\d+)<.*?value="(\d+)" max="(\d+)"', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page said at one moment; by store the days that are done, of those that are due."""

    sentence: str
    places: dict[str, tuple[int, int]]

    @property
    def done(self) -> int:
        """Days done in all stores, by the sentence."""
        return int(re.findall(r"\d+", self.sentence)[0])


@dataclass(slots=True)
class ProgressWatch:
    """Reads the page; `due` days for each of `stores`, of which `unposted` make no document."""

    stores: frozenset[str]
    due: int
    unposted: int
    readings: list[Reading] = field(default_factory=list)

    def read(self, page, company):
        """One more reading: it is consistent in itself, nothing goes back, and the books hold what is called done."""
        section = page.locator("section.run").inner_html()
        found = _PLACE.findall(section)
        reading = Reading(_SENTENCE.search(section)[1], {name: (int(done), int(due)) for name, done, due, *_ in found})
        assert all((done, due) == tuple(bar) for _, done, due, *bar in found)
        assert reading.done == sum(done for done, _ in reading.places.values())
        assert re.findall(r"\d+", reading.sentence)[1:] == [str(self.due * len(self.stores))]
        assert set(reading.places) == self.stores
        assert {due for _, due in reading.places.values()} == {self.due}
        for before in self.readings[-1:]:
            assert all(reading.places[store][0] >= before.places[store][0] for store in self.stores)
        assert reading.done <= len(company.documents()) + self.unposted
        if not self.readings or reading != self.readings[-1]:
            self.readings.append(reading)
        return reading
