"""A sample merchant whose newest business day ended yesterday: the pages live by the machine's clock."""

import gzip
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from daybook_local.system.places import SAMPLES

SAMPLE = SAMPLES / "restaurant-us"
_NEWEST_SALE = date(2026, 3, 23)
_DATE = re.compile(r'(?<=")\d{4}-\d{2}-\d{2}(?=[T"])')
# The sample has one day more than a first sync; its first three are told again, under ids of their own, before them.
_TOLD_TWICE = timedelta(days=3)
_FIRST_DAYS = re.compile(r'"id":"[a-z]*\d+-?2026022[123]')
_ID_OF_FIRST_DAYS = re.compile(r"2026(?=022[123])")


def recent_merchant(folder: Path, yesterday: date) -> Path:
    """The three restaurants in `folder`, every sale moved by the same number of days: 34 business days."""
    folder.mkdir()
    days = yesterday - _NEWEST_SALE
    for source in SAMPLE.glob("*.jsonl.gz"):
        told = gzip.decompress(source.read_bytes()).decode().splitlines()
        text = "\n".join([*_earlier(told, days - _TOLD_TWICE), *(_moved(line, days) for line in told)])
        (folder / source.stem).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    shutil.copy(SAMPLE / "merchant.json", folder)
    return folder


def _earlier(told: list[str], days: timedelta) -> Iterator[str]:
    for line in told:
        if _FIRST_DAYS.search(line):
            yield _ID_OF_FIRST_DAYS.sub("1926", _moved(line, days))


def _moved(line: str, days: timedelta) -> str:
    return _DATE.sub(lambda found: str(date.fromisoformat(found[0]) + days), line)


def days_ago(days: int, today: date) -> date:
    """That many days before today."""
    return today - timedelta(days=days)
