"""Where ministack starts a function, a copy of one loaded process does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from daybook_local.aws.emulator.function_processes import CopiedProcess, FunctionProcesses

SCRIPT = """
import json, os, sys
asked = json.loads(sys.stdin.readline())
sys.stderr.write("a line of the log\\n")
print(json.dumps({"asked": asked, "stage": os.environ["STAGE"], "at": os.getcwd(), "loaded": "daybook" in sys.modules}))
sys.stdin.readline()
"""


@pytest.fixture
def processes():
    return FunctionProcesses()


@pytest.fixture
def started(processes, tmp_path):
    """Starts a function with the layers that are given; what still runs is ended."""
    running = []
    script = tmp_path / "worker.py"
    script.write_text(SCRIPT)

    def start(*layers, **variables):
        folders = os.pathsep.join(map(str, layers))
        environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "STAGE": "test",
            "_LAMBDA_LAYERS_DIRS": folders,
            **variables,
        }
        pipe = subprocess.PIPE
        command = [sys.executable, str(script)]
        process = processes.Popen(
            command, cwd=str(tmp_path), env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, bufsize=1
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait(10)
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()


def layer(folder: Path, sources: str | None) -> Path:
    (folder / "python").mkdir(parents=True)
    if sources is not None:
        (folder / "python" / "working-tree.sha256").write_text(sources)
    return folder


def test_a_function_of_the_working_tree_is_a_copy_with_a_folder_an_environment_and_streams_of_its_own(
    started, tmp_path
):
    process = started(layer(tmp_path / "core", "a"))

    process.stdin.write('"hello"\n')

    assert isinstance(process, CopiedProcess)
    answer = f'{{"asked": "hello", "stage": "test", "at": "{tmp_path}", "loaded": true}}\n'
    assert process.stdout.readline() == answer
    assert process.stderr.readline() == "a line of the log\n"
    assert process.poll() is None


def test_a_copy_ends_when_it_is_told_to_and_when_nobody_speaks_to_it_any_more(started, tmp_path):
    core = layer(tmp_path / "core", "a")
    told, left = started(core), started(core)

    told.terminate()
    left.stdin.write("1\n")
    left.stdin.close()

    assert told.wait(10) != 0
    assert left.wait(10) == 0
    with pytest.raises(subprocess.TimeoutExpired):
        started(core).wait(0.01)


@pytest.mark.parametrize("sources", [None, "b"], ids=["it carries its code", "its sources were edited meanwhile"])
def test_another_function_begins_from_nothing(started, tmp_path, sources):
    first = started(layer(tmp_path / "core", "a"))

    other = started(layer(tmp_path / "other", sources))
    other.stdin.write("1\n")

    assert isinstance(first, CopiedProcess)
    assert isinstance(other, subprocess.Popen)
    assert '"loaded": false' in other.stdout.readline()


def test_a_copy_runs_what_python_would_have_run_of_a_further_folder(started, tmp_path):
    (tmp_path / "beside.py").write_text("STAGE = 'found beside'")
    (tmp_path / "sitecustomize.py").write_text("import os, beside; os.environ['STAGE'] = beside.STAGE")
    usual = filter(None, [os.environ.get("PYTHONPATH")])

    process = started(layer(tmp_path / "core", "a"), PYTHONPATH=os.pathsep.join([str(tmp_path), *usual]))
    process.stdin.write("1\n")

    assert isinstance(process, CopiedProcess)
    assert '"stage": "found beside"' in process.stdout.readline()


def test_a_function_for_which_python_does_not_look_where_ours_does_begins_from_nothing(started, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "ours"))

    process = started(layer(tmp_path / "core", "a"), PYTHONPATH=str(tmp_path))

    assert isinstance(process, subprocess.Popen)
