"""One file of named texts that is whole at every moment: a change is there completely or not at all.

It is an SQLite database, whose header names who wrote it and in which format. The process that has it open is the only
one that can.
"""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

_OURS = 0x44425354
"""`DBST`: the application id in the header of every file of this kind."""
_FORMAT = 1
_WHAT = "what is kept here"
# A program that was killed a moment ago may still be writing its last.
_LOCKED_SECONDS = 10.0


class UnreadableStateError(RuntimeError):
    """The state cannot be taken up; the text says why and what to do."""


class StateFile:
    """The kept state of one program, in a folder that its owner alone may read."""

    def __init__(self, path: Path, what: str) -> None:
        """Open a file or make it; `what` names whose state it is, such as `QuickBooks simulator`.

        Raises:
            UnreadableStateError: the file is damaged, of another kind or format, or in use.
        """
        self.path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        # One thread at a time uses it: its owner holds a lock of their own around what is kept.
        self._database = sqlite3.connect(path, timeout=_LOCKED_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._open(what)
        except sqlite3.OperationalError as error:
            self._database.close()
            raise self._unreadable(f"cannot be opened ({error})", "stop the program that uses it") from error
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise self._unreadable("is damaged or was not written by a program of this kind") from error
        except UnreadableStateError:
            self._database.close()
            raise

    def read(self) -> dict[str, str]:
        """Every part by name, in the order in which they were first kept.

        Raises:
            UnreadableStateError: the file is damaged.
        """
        try:
            return {name: text for name, text in self._rows() if name != _WHAT}
        except sqlite3.DatabaseError as error:
            raise self._unreadable("is damaged") from error

    def keep(self, parts: Mapping[str, str]) -> None:
        """Write parts, all of them or none; they are on the disk when this returns.

        Raises:
            sqlite3.Error: the disk is full, or the folder is gone.
        """
        if not parts:
            return
        self._database.execute("BEGIN")
        try:
            self._database.executemany(
                "INSERT INTO part VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content",
                parts.items(),
            )
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def clear(self) -> None:
        """Forget every part."""
        self._database.execute("DELETE FROM part WHERE name != ?", (_WHAT,))

    def close(self) -> None:
        """Let others open it; the second call does nothing."""
        self._database.close()

    def _open(self, what: str) -> None:
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        written_by, written_as = self._header("application_id"), self._header("user_version")
        if written_by == _OURS and written_as != _FORMAT:
            raise self._unreadable(f"is of format {written_as}, this version reads format {_FORMAT}")
        empty = not self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if written_by != _OURS and not (empty and written_by == 0):
            raise self._unreadable("was not written by a program of this kind")
        self._database.execute("PRAGMA journal_mode = WAL")
        # Each change is on the disk before it is answered.
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute(f"PRAGMA application_id = {_OURS}")
        self._database.execute(f"PRAGMA user_version = {_FORMAT}")
        self._database.execute("CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, content TEXT NOT NULL)")
        self._database.execute("INSERT OR IGNORE INTO part VALUES (?, ?)", (_WHAT, what))
        self._database.execute("COMMIT")
        kept = dict(self._rows())[_WHAT]
        if kept != what:
            raise self._unreadable(f"holds the state of the {kept}, not of the {what}")

    def _rows(self) -> list[tuple[str, str]]:
        return self._database.execute("SELECT name, content FROM part ORDER BY rowid").fetchall()

    def _header(self, name: str) -> int:
        number: int = self._database.execute(f"PRAGMA {name}").fetchone()[0]
        return number

    def _unreadable(self, why: str, next_step: str = "") -> UnreadableStateError:
        step = next_step or f"remove {self.path.parent} to begin anew, or name another folder"
        return UnreadableStateError(f"the state in {self.path} {why}: {step}")
