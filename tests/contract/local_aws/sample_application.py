"""A small SAM application of its own, shaped like the real one: two layers, nested stacks, one function per edge."""

from __future__ import annotations

import shutil
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample"


def write(folder: Path) -> Path:
    """Copy the application into ``folder``, where a test may change it, and return its template."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "template.yaml"
