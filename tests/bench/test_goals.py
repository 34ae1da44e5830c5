import json

from bench.goals import at_most, tell


def test_a_figure_is_compared_as_it_is_printed():
    assert at_most("cents", 1.0004, 1.0).met
    assert not at_most("cents", 1.0006, 1.0).met


def test_the_last_line_is_json(capsys):
    tell("cost", [at_most("cents", 2.0, 1.0, "Lambda")])

    last = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(last) == {"cost": [{"what": "cents", "figure": 2.0, "goal": 1.0, "met": False, "note": "Lambda"}]}
