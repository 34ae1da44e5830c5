"""README and guides name commands, targets and files that exist: a reader who copies a line gets what it promises."""

import importlib
import re
import shlex
from itertools import product
from pathlib import Path

import pytest

from daybook.adapters.aws.doctor import running_parts
from daybook.application.ports.dead_letters import LetterQueue
from guides.runbook_commands import blocks, commands_of_the_runbook, completed, spans, starting_with, words_of

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
        monkeypatch.setattr(f"daybook.cli.commands.days.{module}.wait_for", lambda *_: [])

    said = daybook(words_of(line)[1:])

    assert "usage:" not in said.err


@pytest.mark.parametrize("line", MENTIONED)
def test_a_command_that_is_mentioned_exists_with_its_options(daybook, line):
    words = words_of(line.replace("--lang fr", ""))[1:]
    options = {word for word in words if word.startswith("--")} - {"--lang"}
    names = words[: next((i for i, word in enumerate(words) if not re.fullmatch("[a-z][a-z-]*", word)), len(words))]

    said = daybook([*names, "--help"])

    assert said.exit_code == 0
    assert all(re.search(rf"{option}\b", said.out) for option in options)


OF_THE_RUNBOOK = commands_of_the_runbook()


def parsed(words, capsys):
    """How the command line understands a command, with what its mention leaves out; argparse's error otherwise."""
    whole = completed(words, lambda: capsys.readouterr().err)
    return importlib.import_module("daybook.cli.main")._parser().parse_args(whole)


@pytest.mark.parametrize("line", OF_THE_RUNBOOK)
def test_a_command_of_the_runbook_is_understood_whole(line, capsys):
    """Names, options and the values of options: an action, a queue or a state that is renamed fails here."""
    understood = parsed(words_of(line)[1:], capsys)

    assert callable(getattr(understood, "run", None) or understood.examine)


@pytest.mark.parametrize(
    "wrong", ["replay lst", "replay list --queue closing", "history --state helt", "restore-check --fix", "doktor"]
)
def test_a_command_that_does_not_exist_would_be_noticed(wrong, capsys):
    with pytest.raises((AssertionError, SystemExit)):
        parsed(wrong.split(), capsys)


@pytest.mark.parametrize("queue", list(LetterQueue))
def test_a_next_step_of_the_doctor_names_a_command_that_is_understood(queue, capsys):
    commands = [word for word in running_parts._DEAD_LETTER_QUEUES if word == queue.value]

    assert parsed(["replay", "list", "--queue", *commands], capsys).queue is queue


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


def test_a_file_that_a_guide_names_exists():
    named = [path for path in PATHS if not path.startswith(WRITTEN_BY_A_COMMAND)]

    assert [pattern for path in named for pattern in spelled_out(path) if not files_of(pattern)] == []


def test_there_is_something_to_look_at():
    """A pattern that finds nothing would let everything pass."""
    assert len(COMMANDS) >= 4
    assert len(MENTIONED) >= 8
    assert len(OF_THE_RUNBOOK) >= 40
    assert {"daybook replay show ID", "daybook replay drop --reason R"} <= set(OF_THE_RUNBOOK)
    assert len(MAKE_LINES) >= 6
    assert len(PATHS) >= 40
