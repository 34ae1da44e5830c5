"""README and guides name commands, targets and files that exist: a reader who copies a line gets what it promises."""

import re
import shlex
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MAKEFILE = ROOT / "Makefile"
GUIDES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")),
    *sorted((ROOT / "docs").glob("*.md")),
]
# These name files and calls of talech and QuickBooks.
OF_VENDORS = {"quickbooks.md", "talech.md"}
# A file is named from the top, from the package, or by its name alone where the line has named its folder.
READ_FROM = ("", "layers/core/daybook")
BY_NAME = ("layers", "functions", "infra", "tests")
WRITTEN_BY_A_COMMAND = "out/"
PLACEHOLDERS = {"M": "304267", "D": "2026-03-01", "ID": "letter"}


def blocks(document):
    """Lines of the fenced blocks, without comments."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line.partition(" #")[0].strip() for block in fenced for line in block.splitlines()]


def spans(document):
    """What stands in backticks within a line, outside the blocks."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def starting_with(word, found):
    return sorted({line for line in found if line == word or line.startswith(f"{word} ")})


def words_of(line):
    """The words of a command, its placeholders filled in and its optional parts taken."""
    return [PLACEHOLDERS.get(word, word) for word in shlex.split(re.sub(r"[][]", "", line))]


IN_BLOCKS = [line for guide in GUIDES for line in blocks(guide)]
IN_LINES = [span for guide in GUIDES for span in spans(guide)]
COMMANDS = starting_with("daybook", IN_BLOCKS)
MENTIONED = starting_with("daybook", IN_LINES)
MAKE_LINES = starting_with("make", IN_BLOCKS + IN_LINES)


def paths_in(document):
    """Everything that looks like a file or folder of ours: in backticks, or as a merchant's folder."""
    named = [span for span in spans(document) if re.fullmatch(r"[\w][\w./{},*<>-]*(/[\w./{},*<>-]*|\.\w+)", span)]
    return sorted({*named, *re.findall(r"MERCHANT=(\S*/\S*)", document.read_text("utf-8"))})


def spelled_out(path):
    """A path with its `{a,b}` and `<name>`, as patterns."""
    parts = re.split(r"\{([^}]*)\}", path)
    choices = [part.split(",") if number % 2 else [part] for number, part in enumerate(parts)]
    return [re.sub(r"<\w+>", "*", "".join(chosen)).rstrip("/") for chosen in product(*choices)]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_a_block_is_understood(daybook, line, monkeypatch):
    """`--help` at the end would hide a wrong option, so the command itself runs, on a merchant in memory."""
    for module in ("sync", "undo"):
        monkeypatch.setattr(f"daybook.cli.commands.{module}.wait_for", lambda *_: [])

    said = daybook(words_of(line)[1:])

    assert "usage:" not in said.err


@pytest.mark.parametrize("line", MENTIONED)
def test_a_command_that_is_mentioned_exists_with_its_options(daybook, line):
    words = words_of(line.replace("--lang fr", ""))[1:]
    options = {word for word in words if word.startswith("--")} - {"--lang"}
    names = words[: next((i for i, word in enumerate(words) if not re.fullmatch("[a-z]+", word)), len(words))]

    said = daybook([*names, "--help"])

    assert said.exit_code == 0
    assert all(re.search(rf"{option}\b", said.out) for option in options)


@pytest.mark.parametrize("line", MAKE_LINES)
def test_a_make_line_names_targets_and_variables_that_the_makefile_has(line):
    makefile = MAKEFILE.read_text("utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    words = shlex.split(line)[1:]
    variables = {word.partition("=")[0] for word in words if "=" in word}

    assert {word for word in words if "=" not in word} <= targets
    assert all(f"$({name})" in makefile for name in variables)


PATHS = sorted({path for guide in GUIDES if guide.name not in OF_VENDORS for path in paths_in(guide)})


def files_of(pattern):
    places = [ROOT / place / pattern for place in READ_FROM]
    if "/" not in pattern:
        places += [ROOT / folder / "**" / pattern for folder in BY_NAME]
    return [found for place in places for end in ("", ".gz") for found in ROOT.glob(f"{place.relative_to(ROOT)}{end}")]


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith(WRITTEN_BY_A_COMMAND)])
def test_a_file_that_a_guide_names_exists(path):
    assert [pattern for pattern in spelled_out(path) if not files_of(pattern)] == []


def test_there_is_something_to_look_at():
    """A pattern that finds nothing would let everything pass."""
    assert len(COMMANDS) >= 4
    assert len(MENTIONED) >= 8
    assert len(MAKE_LINES) >= 6
    assert len(PATHS) >= 40
