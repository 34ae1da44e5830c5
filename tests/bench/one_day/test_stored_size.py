from bench.one_day.stored_size import read_units, size_of, write_units

BY_STATE = (("state", "day"),)


def row(size, **more):
    """A row of so many bytes, besides what is given."""
    return {"pk": {"S": "x" * (size - 2)}} | {name: {"S": value} for name, value in more.items()}


def test_a_row_is_its_names_and_its_values():
    item = {"pk": {"S": "é"}, "n": {"N": "-12.50"}, "ok": {"BOOL": True}, "m": {"M": {"a": {"S": "bc"}}}}

    # 2 + 2 of UTF-8, 1 + 4 for five digits' pairs and one, 2 + 1, 1 + 3 + (1 + 1 + 2).
    assert size_of(item) == 4 + 5 + 3 + 8
    assert size_of({"l": {"L": [{"S": "ab"}, {"NULL": True}]}, "s": {"SS": ["a", "bc"]}}) == (1 + 3 + 3 + 2) + (1 + 3)
    assert size_of(None) == 0


def test_a_write_costs_a_unit_for_each_started_kilobyte_of_the_larger_version():
    assert write_units(None, row(1024)) == 1
    assert write_units(row(2049), row(100)) == 3
    assert write_units(row(100), None) == 1


def test_an_index_is_written_too_when_its_row_changes_or_moves():
    before, after = row(100, state="due", day="1"), row(100, state="posted", day="1")

    assert write_units(None, before, BY_STATE) == 2
    assert write_units(before, after, BY_STATE) == 1 + 2
    assert write_units(before, before | {"more": {"S": "x"}}, BY_STATE) == 2
    assert write_units(before, before, BY_STATE) == 1
    assert write_units(row(100), row(101), BY_STATE) == 1


def test_a_read_costs_half_a_unit_for_each_started_four_kilobytes():
    assert read_units(0) == 0.5
    assert read_units(4096) == 0.5
    assert read_units(4097) == 1.0
    assert read_units(4097, is_consistent=True) == 2.0
