"""A sample merchant whose newest business day ended yesterday: the pages live by the machine's clock."""

import gzip
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from daybook_local.system.places import SAMPLES

SAMPLE = SAMPLES / "restaurant-us"
_NEWEST_SALE = date(2026, 3, 23)
_DATE = re.compile(r'(?<=")\d{4}-\d{2}-\d{2}(?=[T"])')


def recent_merchant(folder: Path, yesterday: date) -> Path:
    """The three restaurants in `folder`, every sale moved by the same number of days."""
    folder.mkdir()
    days = yesterday - _NEWEST_SALE

    def moved(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + days)

    for source in SAMPLE.glob("*.jsonl.gz"):
        text = gzip.decompress(source.read_bytes()).decode()
        (folder / source.stem).write_text(_DATE.sub(moved, text), encoding="utf-8", newline="\n")
    shutil.copy(SAMPLE / "merchant.json", folder)
    return folder


def days_ago(days: int, today: date) -> date:
    """That many days before today."""
    return today - timedelta(days=days)
