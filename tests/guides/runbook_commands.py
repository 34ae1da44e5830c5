"""The commands that guides tell an operator to type, as data; what a mention leaves out is filled in."""

import importlib
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNBOOK = [ROOT / "docs" / "operating.md", ROOT / "docs" / "deploying.md"]
PLACEHOLDERS = {"M": "304267", "D": "2026-03-01", "L": "all", "ID": "letter"}
# What a mention leaves out, as argparse names it.
LEFT_OUT = {
    "--merchant": ["--merchant", "M"],
    "--date": ["--date", "D"],
    "--location": ["--location", "L"],
    "--from": ["--from", "D"],
    "--to": ["--to", "D"],
    "--set": ["--set", "tip=91"],
    "--reason": ["--reason", "R"],
    "message_id": ["ID"],
    "letter": ["ID"],
    "COMMAND": ["connections"],
}


def blocks(document: Path) -> list[str]:
    """Lines of the fenced blocks, without comments."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line.partition(" #")[0].strip() for block in fenced for line in block.splitlines()]


def spans(document: Path) -> list[str]:
    """What stands in backticks within a line, outside the blocks."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def starting_with(word: str, found: Iterable[str]) -> list[str]:
    """The lines that are a command of this name, each once."""
    return sorted({line for line in found if line == word or line.startswith(f"{word} ")})


def words_of(line: str, known: Mapping[str, str] = PLACEHOLDERS) -> list[str]:
    """The words of a command, its placeholders filled in and its optional parts taken."""
    return [known.get(word, word) for word in shlex.split(re.sub(r"[][]", "", line))]


def _in_cells(document: Path) -> Iterator[str]:
    """Spans of a table's first cell that go on with a command before them: `daybook replay list`, `show ID`."""
    for row in re.findall(r"^\| (`daybook [^|]*) \|", document.read_text("utf-8"), re.MULTILINE):
        first, *more = re.findall(r"`([^`]+)`", row)
        group = " ".join(first.split()[:-1])
        yield from (span if span.startswith("daybook") else f"{group} {span}" for span in more)


def commands_of_the_runbook() -> list[str]:
    """Every `daybook` command of the runbook; `python -m daybook.cli` is the same command."""
    said = [span for guide in RUNBOOK for span in (*spans(guide), *blocks(guide), *_in_cells(guide))]
    commands = [re.sub(r"^python .*-m daybook\.cli", "daybook", span) for span in said]
    return [line for line in starting_with("daybook", commands) if words_of(line)[1:]]


def completed(words: list[str], stderr: Callable[[], str], known: Mapping[str, str] = PLACEHOLDERS) -> list[str]:
    """The words of a command with what its mention leaves out; `stderr` tells what argparse has just written there."""
    parser = importlib.import_module("daybook.cli.main")._parser()
    try:
        parser.parse_args(words)
    except SystemExit:
        error = stderr()
    else:
        return words
    required = re.search(r"the following arguments are required: (.*)", error)
    assert required, error
    filled = [part for name in required[1].split(", ") for part in LEFT_OUT[name]]
    return [*words, *(known.get(part, part) for part in filled)]
