"""Carries out `daybook` commands, each in a copy of one process that has Daybook loaded.

A command's own process spends most of its time on importing. A copy shares only what was imported: what a command
changes, writes, or fails of stays its own. The process is asked on its standard input and answers on its output, a
JSON document a line, and ends when its input does.
"""

import importlib
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

_COMMAND_LINE = "daybook.cli.main"
_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


def serve() -> None:
    """Answer each list of arguments with `code`, `out` and `err`, one after the other."""
    main = importlib.import_module(_COMMAND_LINE).main
    for line in sys.stdin:
        print(json.dumps(_carried_out(main, json.loads(line))), flush=True)


def _carried_out(main: Any, arguments: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        child = os.fork()
        if child == 0:
            _become(main, arguments, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        return {"code": os.waitstatus_to_exitcode(status), "out": _written(out), "err": _written(err)}


def _become(main: Any, arguments: Sequence[str], out: int, err: int) -> None:
    """Be the command; this does not return."""
    code = 1
    try:
        for stream, place in ((os.open(os.devnull, os.O_RDONLY), _INPUT), (out, _OUTPUT), (err, _ERRORS)):
            os.dup2(stream, place)
        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - told as Python itself tells what ends a process
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _written(file: Any) -> str:
    file.seek(0)
    text: str = file.read()
    return text


if __name__ == "__main__":
    serve()
