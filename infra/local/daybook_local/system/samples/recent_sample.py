"""A sample merchant whose newest business day ended yesterday: pages live by the machine's clock."""

import gzip
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from daybook_local.system.samples.sample import LoadedSample

_DATE = re.compile(r'(?<=")\d{4}-\d{2}-\d{2}(?=[T"])')


def recent_copy(sample: Path, into: Path, yesterday: date) -> Path:
    """The sample's folder in `into`, every instant and date of its sales moved by the same number of days.

    A copy that is there already is used as it is, so that a kept system goes on with the days that it knows.
    """
    if (into / "merchant.json").exists():
        return into
    into.mkdir(parents=True, exist_ok=True)
    days = yesterday - LoadedSample(sample).dates().last
    for source in (*sample.glob("*.jsonl"), *sample.glob("*.jsonl.gz")):
        told = source.read_bytes()
        text = (gzip.decompress(told) if source.suffix == ".gz" else told).decode()
        name = source.stem if source.suffix == ".gz" else source.name
        (into / name).write_text(_moved(text, days), encoding="utf-8", newline="\n")
    # Written last: with it the copy is whole.
    shutil.copy(sample / "merchant.json", into)
    return into


def _moved(text: str, days: timedelta) -> str:
    return _DATE.sub(lambda found: str(date.fromisoformat(found[0]) + days), text)
