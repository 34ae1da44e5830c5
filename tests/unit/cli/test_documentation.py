"""README and runbook name commands, targets and files that exist: whoever copies a line must get what it promises."""

import re
import shlex
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
README, RUNBOOK, MAKEFILE = ROOT / "README.md", ROOT / "infra" / "runbook.md", ROOT / "Makefile"
# A file is named from the top, or from where the line has just been.
READ_FROM = ("", "layers/core/daybook", "layers/core/daybook/domain", "tests/e2e/merchants/night-bar")
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


COMMANDS = starting_with("daybook", blocks(README) + blocks(RUNBOOK))
MENTIONED = starting_with("daybook", spans(README) + spans(RUNBOOK))
MAKE_LINES = starting_with("make", blocks(README) + blocks(RUNBOOK) + spans(README) + spans(RUNBOOK))


def paths_in(document):
    """Everything that looks like a file or folder: in backticks, as a link, or as a merchant's folder."""
    text = document.read_text("utf-8")
    named = [span for span in spans(document) if re.fullmatch(r"[\w][\w./{},*<>-]*(/[\w./{},*<>-]*|\.\w+)", span)]
    named += [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    return sorted({*named, *re.findall(r"MERCHANT=(\S*/\S*)", text)})


def spelled_out(path):
    """A path with its `{a,b}` and `<name>`, as patterns."""
    parts = re.split(r"\{([^}]*)\}", path)
    choices = [part.split(",") if number % 2 else [part] for number, part in enumerate(parts)]
    return [re.sub(r"<\w+>", "*", "".join(chosen)).rstrip("/") for chosen in product(*choices)]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_a_block_is_understood(daybook, line, monkeypatch):
    """`--help` at the end would hide a wrong option, so the command itself runs, on a merchant in memory."""
    for module in ("sync", "undo"):
        monkeypatch.setattr(f"daybook.cli.{module}.wait_for", lambda *_: [])

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
    targets = set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))
    words = shlex.split(line)[1:]
    variables = {word.partition("=")[0] for word in words if "=" in word}

    assert {word for word in words if "=" not in word} <= targets
    assert all(f"$({name})" in makefile for name in variables)


@pytest.mark.parametrize("path", paths_in(README))
def test_a_file_that_the_readme_names_exists(path):
    missing = [
        pattern
        for pattern in spelled_out(path)
        if not any(found for place in READ_FROM for end in ("", ".gz") for found in (ROOT / place).glob(pattern + end))
    ]

    assert missing == []


def test_there_is_something_to_look_at():
    """A pattern that finds nothing would let everything pass."""
    assert len(COMMANDS) >= 4
    assert len(MENTIONED) >= 8
    assert len(MAKE_LINES) >= 6
    assert len(paths_in(README)) >= 15
