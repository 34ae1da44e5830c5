"""The build: deterministic, complete, and clear about what it needs."""

import gzip
from pathlib import Path

import pytest

from sample_builder.build import BUILDERS, build, main
from talech_simulator import load_folder


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_the_same_seed_gives_the_same_bytes(name, built, data_slice, tmp_path):
    (again,) = build(data_slice, tmp_path, [name], seed=1)

    assert _bytes(built(name, 1).path) == _bytes(again.path)


def test_another_seed_gives_other_merchants(built):
    assert _bytes(built("cafe-ca", 1).path) != _bytes(built("cafe-ca", 2).path)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_every_seed_gives_a_folder_in_order(name, seed, built):
    """The strict loader checks shape, references and invariants I1 to I5 of docs/talech.md 7.4."""
    folder = built(name, seed)

    loaded = load_folder(folder.path)

    assert len(loaded.orders) == folder.orders
    assert len(loaded.refunds) == folder.refunds


def test_gzip_files_carry_no_time_of_writing(built):
    header = (built("cafe-ca", 1).path / "orders.jsonl.gz").read_bytes()[:10]

    assert header[4:8] == bytes(4)


def test_a_return_of_a_known_sale_refunds_that_sale(built):
    refunds = gzip.decompress((built("retail-ie", 1).path / "refunds.jsonl.gz").read_bytes()).decode()

    assert '"kind":"ITEM_RETURN"' in refunds


def test_a_missing_data_folder_is_named(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path / "nowhere")])

    assert "nowhere is no folder" in capsys.readouterr().err


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
