"""One file of named texts, whole at every moment, and refused with a next step where it cannot be read."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from loopback_service import StateFile, UnreadableStateError, text_of, value_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "part.state"


def test_what_is_kept_is_read_back_in_the_order_in_which_it_first_came(path):
    with closing(StateFile(path, "simulator")) as file:
        file.keep({"b": "1", "a": "2"})
        file.keep({"c": "3", "b": "4"})

    with closing(StateFile(path, "simulator")) as again:
        assert list(again.read().items()) == [("b", "4"), ("a", "2"), ("c", "3")]


def test_a_change_that_fails_leaves_nothing_of_itself(path):
    with closing(StateFile(path, "simulator")) as file:
        with pytest.raises(sqlite3.Error):
            file.keep({"a": "1", "b": object()})  # type: ignore[dict-item]
        file.keep({"c": "2"})

        assert file.read() == {"c": "2"}


def test_only_its_owner_reads_it(path):
    with closing(StateFile(path, "simulator")) as file:
        file.keep({"token": "secret"})

        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (path.parent, *path.parent.iterdir())}

    assert modes.pop(path.parent.name) == 0o700
    assert set(modes.values()) == {0o600}


def test_a_file_of_another_format_is_refused_and_stays_as_it_is(path):
    StateFile(path, "simulator").close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with pytest.raises(UnreadableStateError, match=r"is of format 99, this version reads format 1: remove .*/state to"):
        StateFile(path, "simulator")
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", [lambda raw: raw[::-1], lambda raw: raw[:700]])
def test_a_damaged_file_is_refused_with_what_to_do(path, damage):
    with closing(StateFile(path, "simulator")) as file:
        file.keep({"a": "x" * 9000})
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(UnreadableStateError, match=r"is damaged or was not written by a program of this kind: remove"):
        StateFile(path, "simulator")


def test_a_database_of_somebody_else_is_refused(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (name TEXT)")

    with pytest.raises(UnreadableStateError, match="was not written by a program of this kind"):
        StateFile(path, "simulator")


def test_the_state_of_another_part_is_refused(path):
    StateFile(path, "simulator").close()

    with pytest.raises(UnreadableStateError, match="holds the state of the simulator, not of the local AWS"):
        StateFile(path, "local AWS")


def test_a_file_in_use_is_refused(path, monkeypatch):
    monkeypatch.setattr("loopback_service.state_file._LOCKED_SECONDS", 0.01)
    with (
        closing(StateFile(path, "simulator")),
        pytest.raises(UnreadableStateError, match=r"database is locked.*: stop the program that uses it"),
    ):
        StateFile(path, "simulator")


def test_texts_give_back_what_json_has_no_word_for():
    value = {
        "amount": Decimal("8.250"),
        "at": datetime(2026, 11, 24, 20, tzinfo=UTC),
        "for": timedelta(hours=24),
        "name": "Zoë",
        "rows": [{"id": 1}],
    }

    assert value_of(text_of(value)) == value
    assert str(value_of(text_of(Decimal("8.250")))) == "8.250"
